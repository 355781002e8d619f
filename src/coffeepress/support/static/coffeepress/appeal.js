// The request for support can be put away for good. That is kept in this browser alone, where it keeps anything.
const KEPT = "coffeepress-appeal";
const tried = (act) => { try { return act(); } catch { return null; } };
for (const appeal of document.querySelectorAll("[data-appeal]")) {
  if (tried(() => localStorage.getItem(KEPT))) { appeal.hidden = true; continue; }
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: appeal.dataset.close });
  button.addEventListener("click", () => { appeal.hidden = true; tried(() => localStorage.setItem(KEPT, "away")); });
  appeal.append(button);
}
