// Asks the browser for a passkey, or to make one, and puts its answer into the form that is then sent.

const TROUBLE = "That did not work. Try again, or use an authenticator app.";

async function make(options) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return navigator.credentials.create({ publicKey });
}

async function use(options) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return navigator.credentials.get({ publicKey });
}

function connect(form, options, ceremony, trouble) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const credential = await ceremony(options);
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      trouble.textContent = TROUBLE;
    }
  });
}

for (const form of document.querySelectorAll("[data-passkey='get']")) {
  const trouble = form.querySelector("[data-passkey-trouble]");
  trouble.textContent = "";
  connect(form, JSON.parse(form.dataset.options), use, trouble);
}

for (const frame of document.querySelectorAll("[data-passkey-form]")) {
  const trouble = frame.querySelector("[data-passkey-trouble]");
  trouble.textContent = "";
  connect(frame.querySelector("form"), JSON.parse(frame.dataset.options), make, trouble);
}
