// The request for support can be put away for good. That is kept in this browser alone.
const KEPT = "coffeepress-appeal";
for (const appeal of document.querySelectorAll("[data-appeal]")) {
  if (localStorage.getItem(KEPT)) { appeal.hidden = true; continue; }
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: appeal.dataset.close });
  button.addEventListener("click", () => { localStorage.setItem(KEPT, "away"); appeal.hidden = true; });
  appeal.append(button);
}
