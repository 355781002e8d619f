// The header's "Sign in" becomes "Your account" where this browser is signed in. Who it is, the page never knows: the
// cookie says what kind of reader is here ("reader", "supporter"; "thanked" is one who has paid without an account) and
// nothing else. Styles may use html[data-hint].
const [, hint] = document.cookie.match(/(?:^|; )coffeepress_hint=([a-z]+)/) ?? [];
if (hint) {
  document.documentElement.dataset.hint = hint;
  const links = hint === "thanked" ? [] : document.querySelectorAll("[data-signed-in]");
  for (const link of links) link.textContent = link.dataset.signedIn;
}
