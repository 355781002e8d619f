// Report an error: select a passage, press Ctrl+Enter (or tap the button beside it), say what is wrong.
// The form stands under the article and works without this module, which shows it in a dialog and sends it in place.
// What it says to readers stands in the form's attributes.
const PASSAGES = "[data-passage], .prose > :is(p, h2, h3, h4, ul, ol)";
const BREAKING = /^(P|H[1-6]|LI|UL|OL|BR|DIV|BLOCKQUOTE|HR)$/;
const LONGEST = 600; // characters
const CONTEXT = 32;
const SOONEST = 3000; // milliseconds; what comes faster is taken for a program's

const story = document.querySelector(".story");
const place = document.querySelector("[data-report]");
if (story && place && window.HTMLDialogElement?.prototype.showModal) listen(place.dataset);

// The article's text as the newsroom has it, and where a range lies in it (UTF-16 units; end is 0 where nothing of it
// is selected). White space is one space, a paragraph, list item or table cell a line.
export function read(range) {
  let text = "", gap = "", start = 0, end = 0;
  const add = (node) => {
    const touches = range?.intersectsNode(node);
    const from = touches && node === range.startContainer ? range.startOffset : 0;
    const to = !touches ? 0 : node === range.endContainer ? range.endOffset : node.length;
    for (let at = 0; at < node.length; at++) {
      const unit = node.data[at];
      if (" \t\n\r\f".includes(unit)) {
        gap ||= " ";
        continue;
      }
      if (text) text += gap;
      gap = "";
      if (at >= from && at < to) {
        if (!end) start = text.length;
        end = text.length + 1;
      }
      text += unit;
    }
  };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) add(node);
    const breaks = BREAKING.test(node.nodeName);
    if (breaks) gap = "\n";
    node.childNodes.forEach(walk);
    if (breaks) gap = "\n";
  };
  for (const passage of story.querySelectorAll(PASSAGES)) {
    gap = "\n";
    walk(passage);
  }
  return { text, start, end };
}

async function digest(text) {
  const bytes = await crypto.subtle?.digest("SHA-256", new TextEncoder().encode(text));
  return bytes ? Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("") : "";
}

function listen(words) {
  const form = place.querySelector("form");
  const fields = form.elements;
  const quote = form.querySelector("blockquote");
  const said = form.querySelector("[role=alert]");
  const receipt = place.querySelector("div");
  const typed = fields.exact.parentElement;
  let number, selected, isBusy, waiting;

  const make = (name, className, text = "") => Object.assign(document.createElement(name), { className, textContent: text });
  const dialog = make("dialog", "report");
  const title = make("h2", "", place.querySelector("summary").textContent);
  const close = make("button", "close", words.close);
  const hint = make("p", "hint");
  const button = make("button", "here", words.act);
  title.id = "report-title";
  dialog.setAttribute("aria-labelledby", title.id);
  close.type = button.type = "button";
  close.onclick = () => dialog.close();
  button.hidden = true;
  hint.setAttribute("role", "status");
  dialog.append(title, close);
  document.body.append(dialog, button, hint);

  const tell = (text) => {
    hint.textContent = text;
    clearTimeout(hint.timer);
    hint.timer = setTimeout(() => (hint.textContent = ""), 9000);
  };

  const range = () => {
    const selection = getSelection();
    return selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0).cloneRange() : null;
  };

  const fill = (values) => {
    for (const name of ["exact", "prefix", "suffix", "start", "end", "digest"]) fields[name].value = values[name] ?? "";
    quote.textContent = fields.exact.value;
    quote.hidden = !quote.textContent;
    typed.hidden = !quote.hidden;
  };

  const report = (chosen) => {
    if (dialog.open) return;
    const { text, start, end } = read(chosen);
    const exact = text.slice(start, end);
    if (!chosen) return tell(words.empty);
    if (!exact) return tell(words.outside);
    if ([...exact].length > LONGEST) return tell(words.long);
    selected = chosen;
    const prefix = [...text.slice(0, start)].slice(-CONTEXT).join("");
    const suffix = [...text.slice(end)].slice(0, CONTEXT).join("");
    fill({ exact, prefix, suffix, start, end });
    digest(text).then((name) => (fields.digest.value = name));
    hint.textContent = "";
    button.hidden = true;
    form.hidden = false;
    receipt.hidden = true;
    dialog.append(form, receipt);
    dialog.showModal();
    fields.wrong.focus();
  };

  // A form's number is asked for when the reader begins, so that the time for typing counts.
  const begin = () => {
    number ??= fetch(words.token)
      .then((response) => response.json())
      .then((given) => ({ ...given, at: Date.now() }));
    number.catch(() => (number = null));
    return number;
  };

  const send = async (mine) => {
    if (mine.challenge) mine.solution ??= await (await import(words.work)).solve(mine.challenge);
    const body = new URLSearchParams(new FormData(form));
    body.set("token", mine.token);
    body.set("altcha", mine.solution ?? "");
    const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    return response.json();
  };

  const refuse = ({ message, errors = {} }) => {
    said.textContent = [message, ...Object.values(errors)].join(" ");
    for (const field of fields) field.ariaInvalid = field.name in errors ? "true" : null;
    (fields[Object.keys(errors)[0]] ?? fields.wrong).focus();
  };

  const thank = ({ number: given, url }) => {
    form.reset();
    fill({});
    number = null;
    receipt.querySelector("b").textContent = given;
    receipt.querySelector("a").href = url;
    form.hidden = true;
    receipt.hidden = false;
    receipt.focus();
  };

  form.addEventListener("focusin", begin);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    said.textContent = words.sending;
    try {
      const mine = await begin();
      await new Promise((done) => setTimeout(done, mine.at + SOONEST - Date.now()));
      let answer = await send(mine);
      if (answer.challenge) {
        Object.assign(mine, { challenge: answer.challenge, solution: null });
        answer = await send(mine);
      }
      said.textContent = "";
      if (answer.token) mine.token = answer.token;
      answer.url ? thank(answer) : refuse(answer);
    } catch {
      said.textContent = words.failed;
    }
    isBusy = false;
  });

  dialog.addEventListener("close", () => {
    place.append(form, receipt);
    getSelection().removeAllRanges();
    if (selected) getSelection().addRange(selected);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (form.contains(event.target)) return form.requestSubmit();
    const chosen = range();
    if (event.target.closest("input, textarea, select") || (!chosen && event.target.closest("a, button"))) return;
    event.preventDefault();
    report(chosen);
  });

  let isTouched = matchMedia("(pointer: coarse)").matches;
  document.addEventListener("pointerdown", (event) => (isTouched = event.pointerType !== "mouse"));
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const chosen = isTouched && !dialog.open ? range() : null;
      button.hidden = !(chosen && story.contains(chosen.commonAncestorContainer));
      if (button.hidden) return;
      selected = chosen;
      const box = chosen.getBoundingClientRect();
      button.style.top = `${scrollY + Math.min(box.bottom + 24, innerHeight - 64)}px`;
      button.style.left = `${scrollX + Math.min(Math.max(box.left, 8), innerWidth - button.offsetWidth - 8)}px`;
    }, 250);
  });
  button.addEventListener("click", () => report(selected));
}
