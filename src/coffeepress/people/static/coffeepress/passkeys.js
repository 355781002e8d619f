// Passkeys: a form with data-passkey asks the browser for one ("get") or to make one ("create") when its button is
// pressed, and is sent with the answer. The question stands in the page, or is fetched from where the form is sent to.
const supported = window.PublicKeyCredential && navigator.credentials;

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

// What the server writes as base64url, as browsers take it.
function question(publicKey) {
  const listed = (list) => list?.map((each) => ({ ...each, id: bytes(each.id) }));
  return {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    ...(publicKey.user && { user: { ...publicKey.user, id: bytes(publicKey.user.id) } }),
    allowCredentials: listed(publicKey.allowCredentials),
    excludeCredentials: listed(publicKey.excludeCredentials),
  };
}

// What browsers answer, as the server takes it.
function answer(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function options(form) {
  const inPage = form.querySelector("script[type='application/json']");
  if (inPage) return JSON.parse(inPage.textContent);
  const response = await fetch(form.action, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

for (const form of supported ? document.querySelectorAll("[data-passkey]") : []) {
  const failed = form.querySelector("[data-failed]");
  form.hidden = false;
  form.querySelector("button").addEventListener("click", async () => {
    failed.textContent = "";
    try {
      const given = await options(form);
      const asked = (given.creation_options ?? given.request_options).publicKey;
      const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: question(asked) });
      form.elements.credential.value = JSON.stringify(answer(credential));
      form.submit();
    } catch {
      failed.textContent = failed.dataset.failed;
    }
  });
}
