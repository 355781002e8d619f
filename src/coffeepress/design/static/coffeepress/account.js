// The header's "Sign in" becomes "Your account" where this browser is signed in. Who it is, the page never knows: the
// cookie says what kind of reader is here ("reader", "supporter"; "thanked" is one who has paid without an account) and
// nothing else. Styles may use html[data-hint]: this is no module, so that it is there before anything is painted.
(() => {
  const [, hint] = document.cookie.match(/(?:^|; )coffeepress_hint=([a-z]+)/) ?? [];
  if (!hint) return;
  document.documentElement.dataset.hint = hint;
  if (hint === "thanked") return;
  document.addEventListener("DOMContentLoaded", () => {
    for (const link of document.querySelectorAll("[data-signed-in]")) link.textContent = link.dataset.signedIn;
  });
})();
