/* Gives a form for letters its number as soon as a reader begins to fill it in, so that it need not be checked on a
   second page. Without it the form works all the same. */

const WAIT_MILLISECONDS = 3000;

async function number(form) {
  if (form.elements.token) return;
  const hidden = document.createElement("input");
  hidden.type = "hidden";
  hidden.name = "token";
  form.append(hidden);
  try {
    const answer = await fetch(form.dataset.letters, { headers: { Accept: "application/json" } });
    const told = await answer.json();
    // Under load the server asks for work on a page of its own: the form goes there without a number.
    if (told.challenge) hidden.remove();
    else hidden.value = told.token;
    form.dataset.numbered = String(Date.now());
  } catch {
    hidden.remove();
  }
}

/** A browser that fills in by itself may be quicker than the server believes a person to be. */
function hold(event) {
  const form = event.target;
  const rest = Number(form.dataset.numbered || 0) + WAIT_MILLISECONDS - Date.now();
  if (rest <= 0 || !form.dataset.numbered) return;
  event.preventDefault();
  setTimeout(() => form.submit(), rest + 100);
}

for (const form of document.querySelectorAll("form[data-letters]")) {
  form.addEventListener("focusin", () => number(form), { once: true });
  form.addEventListener("submit", hold);
}
