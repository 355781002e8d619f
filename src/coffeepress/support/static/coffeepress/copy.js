// A button beside what is to be copied: an account's number, an address.
for (const line of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: line.dataset.copy });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(line.dataset.plain);
    button.textContent = line.dataset.copied;
  });
  line.after(" ", button);
}
