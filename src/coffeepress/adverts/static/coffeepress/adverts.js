// Adverts. The page has places with room; what may stand in them comes from one small file of ours, and which of it does
// is drawn here by weight. Nothing is kept of it. Supporters see none. A request that is blocked breaks nothing: then
// one small note is shown, until it is put away for good.
const KEPT = "coffeepress-adverts";
const SEEN_MILLISECONDS = 1000; // half of it in view for a second (IAB's viewable impression)
const places = [...document.querySelectorAll("[data-advert]")];
const waiting = [];

async function start() {
  if (/^(supporter|thanked)$/.test(document.documentElement.dataset.hint)) return;
  let adverts;
  try {
    const answer = await fetch(places[0].dataset.file);
    if (!answer.ok) return;
    ({ adverts } = await answer.json());
  } catch (fault) {
    if (fault instanceof TypeError) ask(); // no answer at all; a strange one is a SyntaxError
    return;
  }
  const shown = new Set();
  for (const place of places) {
    const { advert, section, shape } = place.dataset;
    const fitting = adverts.filter((each) => each.places.includes(advert) && each.html[shape] &&
      (advert === "home" || !each.sections.length || each.sections.includes(Number(section))) &&
      !(each.until && each.until <= Date.now()));
    const fresh = fitting.filter((each) => !shown.has(each.id));
    const chosen = draw(fresh.length ? fresh : fitting);
    if (!chosen) continue;
    shown.add(chosen.id);
    place.innerHTML = chosen.html[shape];
    watch(place, `${chosen.id}.${advert}`);
  }
}

export function draw(adverts, chance = Math.random()) {
  let rest = chance * adverts.reduce((sum, each) => sum + each.weight, 0);
  return adverts.find((each) => (rest -= each.weight) < 0) ?? adverts.at(-1);
}

// How often it is seen and clicked, once a page view: no cookie goes with it, nor this page's address.
function watch(place, name) {
  let timer, isSeen, isClicked;
  const see = () => {
    if (!isSeen) waiting.push(["seen", name]);
    isSeen = true;
    observer.disconnect();
  };
  const observer = new IntersectionObserver(([entry]) => {
    clearTimeout(timer);
    if (entry.intersectionRatio >= .5) timer = setTimeout(see, SEEN_MILLISECONDS);
  }, { threshold: .5 });
  observer.observe(place);
  const click = (event) => {
    if (isClicked || event.button > 1 || !event.target.closest("a")) return;
    isClicked = true;
    see();
    waiting.push(["clicked", name]);
    send();
  };
  place.addEventListener("click", click);
  place.addEventListener("auxclick", click);
}

function send() {
  if (!waiting.length) return;
  const body = new URLSearchParams(waiting.splice(0));
  fetch("/adverts/count/", { method: "POST", body, keepalive: true, credentials: "omit", referrerPolicy: "no-referrer" })
    .catch(() => {});
}

// The note, where an advert's request was blocked: not where we cannot be reached at all.
async function ask() {
  const note = document.querySelector("[data-advert-note]");
  if (!note || kept()) return;
  const page = await fetch(location.pathname, { method: "HEAD", cache: "no-store" }).catch(() => {});
  if (!page?.ok) return;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: note.dataset.close });
  button.addEventListener("click", () => { keep(); note.hidden = true; });
  note.append(button);
  note.hidden = false;
  const beside = note.previousElementSibling;
  if (beside?.matches("[data-advert]")) beside.hidden = true; // the note takes its room
}

function kept() {
  try { return localStorage.getItem(KEPT); } catch { return null; }
}

function keep() {
  try { localStorage.setItem(KEPT, "away"); } catch { /* a browser that keeps nothing asks again */ }
}

if (places.length) {
  if (document.prerendering) document.addEventListener("prerenderingchange", start, { once: true });
  else start();
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send());
  addEventListener("pagehide", send);
}
