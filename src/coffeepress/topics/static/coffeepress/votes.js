// Says how many votes are left while topics are ticked. It forbids nothing: the form says what is too much.
for (const paper of document.querySelectorAll("[data-votes]")) {
  const said = paper.querySelector(".votes-left");
  const tell = () => {
    const left = paper.dataset.votes - paper.querySelectorAll(":checked").length;
    said.textContent = (left < 0 ? paper.dataset.over : paper.dataset.left).replace("%s", Math.abs(left));
    said.classList.toggle("over", left < 0);
  };
  paper.addEventListener("change", tell);
  tell();
}
