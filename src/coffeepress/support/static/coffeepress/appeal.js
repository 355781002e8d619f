// The request for support can be put away for good; that is kept in this browser alone. When it comes near the screen,
// it is told how many support the outlet and how far this month's goal is: two sentences of a small file, which changes
// as people pay, so that the page need not.
const KEPT = "coffeepress-appeal";
const make = (name, properties) => Object.assign(document.createElement(name), properties);

async function tell(appeal) {
  const answer = await fetch(appeal.dataset.standing);
  if (!answer.ok) return;
  const told = await answer.json();
  if (!told.supporters) return;
  const isCurrent = Date.now() < Date.parse(told.until);
  const figures = make("div", { className: "standing" });
  figures.append(make("p", { textContent: told.supporters }));
  if (isCurrent) {
    const bar = make("progress", { max: 100, value: Math.min(told.percent, 100) });
    bar.setAttribute("aria-hidden", "true");
    figures.append(make("p", { textContent: told.goal }), bar);
  }
  appeal.querySelector(".act").parentElement.before(figures);
}

const near = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    tell(target).catch(() => {});
  }
}, { rootMargin: "50%" });

for (const appeal of document.querySelectorAll("[data-appeal]")) {
  if (localStorage.getItem(KEPT)) { appeal.hidden = true; continue; }
  const button = make("button", { type: "button", textContent: appeal.dataset.close });
  button.addEventListener("click", () => { localStorage.setItem(KEPT, "away"); appeal.hidden = true; });
  appeal.append(button);
  near.observe(appeal);
}
