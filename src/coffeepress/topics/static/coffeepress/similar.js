// Offers what is like a question while it is typed: a piece of the form that the server makes.
const WAITED_MILLISECONDS = 450;
const LEAST_LETTERS = 8;

for (const form of document.querySelectorAll("[data-similar]")) {
  const offered = form.querySelector("[data-offered]");
  const { question, of, language } = form.elements;
  let timer = 0;
  let asking = new AbortController();
  let last = question.value.trim();

  const ask = async () => {
    const words = question.value.trim();
    asking.abort();
    asking = new AbortController();
    if (words.length < LEAST_LETTERS) {
      offered.replaceChildren();
      return;
    }
    const asked = new URLSearchParams({ question: words, language: language.value, of: (of ?? language).value });
    try {
      const answer = await fetch(`${form.dataset.similar}?${asked}`, { signal: asking.signal });
      if (answer.ok) offered.innerHTML = await answer.text();
    } catch {
      // The form works without it, and offers the same when it is sent.
    }
  };

  const wait = () => {
    const words = question.value.trim();
    if (words === last) return;
    last = words;
    clearTimeout(timer);
    timer = setTimeout(ask, WAITED_MILLISECONDS);
  };

  question.addEventListener("input", wait);
  of?.addEventListener("change", ask);
}
