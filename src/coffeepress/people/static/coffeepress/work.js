// ALTCHA's proof of work, by the browser's own cryptography, which works beside the page and does not hold it up.
// Fetched only under load: by the module of corrections, or by a form's page.
const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

// The payload that answers a challenge: counted up from 0 until the derived key begins as it is to begin.
export async function solve(challenge) {
  const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters;
  const way = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
  const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
  const counted = new DataView(password.buffer, password.length - 4);
  for (let counter = 0; ; counter++) {
    counted.setUint32(0, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const derivedKey = hex(await crypto.subtle.deriveBits(way, key, keyLength * 8));
    if (derivedKey.startsWith(keyPrefix)) return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
  }
}

for (const form of document.querySelectorAll("form[data-challenge]")) {
  if (!crypto.subtle) break;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "altcha" });
    form.querySelector("button").disabled = true;
    field.value = await solve(JSON.parse(form.dataset.challenge));
    form.append(field);
    form.submit();
  });
}
