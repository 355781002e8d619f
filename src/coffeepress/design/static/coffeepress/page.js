// What scripts add to readers' pages, in one small file, as the styles are: players on demand, the request for support,
// forms for letters, sharing, adverts. A page reads whole without it. Each part begins at its own data- attributes and does nothing where there are none.

const make = (name, properties) => Object.assign(document.createElement(name), properties);

// Requests to readers are put away for good. That is kept in this browser alone, where it keeps anything.
const isPutAway = (name) => {
  try { return localStorage.getItem(name); } catch { return null; }
};
const canBePutAway = (request, name) => {
  const button = make("button", { type: "button", textContent: request.dataset.close });
  button.addEventListener("click", () => {
    request.hidden = true;
    try { localStorage.setItem(name, "away"); } catch { /* it asks again on the next page */ }
  });
  request.append(button);
};

// Players: a card with data-embed is a plain link until it is made a button that puts the provider's player in the
// card's place. Nothing of the provider's is fetched before.

for (const figure of document.querySelectorAll("[data-embed]")) {
  const card = figure.querySelector(".embed-card");

  const open = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return; // the reader wants the link itself
    event.preventDefault();
    const player = make("iframe", { title: figure.dataset.title });
    player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    player.sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    player.src = figure.dataset.embed;
    card.replaceWith(player);
    player.focus();
  };

  card.setAttribute("role", "button");
  card.addEventListener("click", open);
  card.addEventListener("keydown", (event) => event.key === " " && open(event));
}

// The request for support is told how many support the outlet and how far this month's goal is: two sentences of a small
// file, which changes as people pay, so that the page need not. What somebody is reading is not moved by it.

async function tell(appeal) {
  const answer = await fetch(appeal.dataset.standing);
  if (!answer.ok) return;
  const told = await answer.json();
  if (!told.supporters) return;
  const figures = make("div", { className: "standing" });
  figures.append(make("p", { textContent: told.supporters }));
  if (Date.now() < Date.parse(told.until)) {
    const bar = make("progress", { max: 100, value: Math.min(told.percent, 100) });
    bar.setAttribute("aria-hidden", "true");
    figures.append(make("p", { textContent: told.goal }), bar);
  }
  const add = () => appeal.querySelector(".act").parentElement.before(figures);
  if (!scrollY) return add();
  new IntersectionObserver(([entry], watch) => {
    if (entry.isIntersecting) return;
    watch.disconnect();
    add();
  }).observe(appeal);
}

for (const appeal of document.querySelectorAll("[data-appeal]")) {
  if (isPutAway("coffeepress-appeal")) { appeal.hidden = true; continue; }
  canBePutAway(appeal, "coffeepress-appeal");
  tell(appeal).catch(() => {});
}

// Forms for letters: one is given its number as soon as a reader begins to fill it in, so that it need not be checked on
// a second page.

const TYPING_MILLISECONDS = 3000; // what comes sooner is not believed to be a person's

async function number(form) {
  if (form.elements.token) return;
  const token = make("input", { type: "hidden", name: "token" });
  form.append(token);
  try {
    const answer = await fetch(form.dataset.letters, { headers: { Accept: "application/json" } });
    const told = await answer.json();
    // Under load the server asks for work on a page of its own: the form goes there without a number.
    if (told.challenge) token.remove();
    else token.value = told.token;
    form.dataset.numbered = Date.now();
  } catch {
    token.remove();
  }
}

// A browser that fills in by itself may be quicker than the server believes a person to be.
function hold(event) {
  const form = event.target;
  const rest = Number(form.dataset.numbered) + TYPING_MILLISECONDS - Date.now();
  if (!(rest > 0)) return;
  event.preventDefault();
  setTimeout(() => form.submit(), rest + 100);
}

for (const form of document.querySelectorAll("form[data-letters]")) {
  form.addEventListener("focusin", () => number(form), { once: true });
  form.addEventListener("submit", hold);
}

// Sharing: the buttons are there where the browser can do what they say: the system's share sheet, and the clipboard. The
// links beside them need no script.

for (const place of document.querySelectorAll("[data-share]")) {
  const { share: url, shareTitle: title } = place.dataset;
  const [told, sheet, copy] = ["told", "sheet", "copy"].map((name) => place.querySelector(`[data-share-${name}]`));

  if (navigator.share && navigator.canShare?.({ url, title }) !== false) {
    sheet.parentElement.hidden = false;
    // Whoever closes the sheet has thought better of it: that is no fault.
    sheet.addEventListener("click", () => navigator.share({ url, title }).catch(() => {}));
  }

  if (navigator.clipboard) {
    const words = copy.textContent;
    copy.parentElement.hidden = false;
    copy.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(url); } catch { return; }
      copy.textContent = told.textContent = copy.dataset.copied;
      setTimeout(() => {
        copy.textContent = words;
        told.textContent = "";
      }, 3000);
    });
  }
}

// Adverts: the page has places with room; what may stand in them comes from one small file of ours, and which of it does
// is drawn here by weight. Nothing is kept of it. Supporters see none. A request that is blocked breaks nothing: then
// one small note is shown.

const SEEN_MILLISECONDS = 1000; // half of it in view for a second (IAB's viewable impression)
const places = [...document.querySelectorAll("[data-advert]")];
const waiting = [];

async function fill() {
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
  if (!note || isPutAway("coffeepress-adverts")) return;
  const page = await fetch(location.pathname, { method: "HEAD", cache: "no-store" }).catch(() => {});
  if (!page?.ok) return;
  canBePutAway(note, "coffeepress-adverts");
  note.hidden = false;
  const beside = note.previousElementSibling;
  if (beside?.matches("[data-advert]")) beside.hidden = true; // the note takes its room
}

if (places.length) {
  if (document.prerendering) document.addEventListener("prerenderingchange", fill, { once: true });
  else fill();
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send());
  addEventListener("pagehide", send);
}
