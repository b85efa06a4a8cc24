// Keeps what is typed through the end of a session: signing in again happens over the page, not instead of it.
export const POLL = { "X-Holdfast-Poll": "1" };
const KEEP_ALIVE_EVERY = 5 * 60_000;
const LOOK_AGAIN_AFTER = 60_000;
const CHECK_BEFORE_SENDING_AFTER = 60_000;

let lastContact = Date.now();
let hasTyped = false;
let cover = null;

export function startSession() {
  const { sessionUrl, idleSeconds } = document.body.dataset;
  if (!sessionUrl) return;
  const idle = Number(idleSeconds) * 1000;
  for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, () => (hasTyped = true));
  setInterval(() => keepAlive(sessionUrl), KEEP_ALIVE_EVERY);
  const look = async () => {
    const left = lastContact + idle - Date.now();
    if (left <= 0) await check();
    setTimeout(look, left > 0 ? left + 1000 : LOOK_AGAIN_AFTER);
  };
  setTimeout(look, idle + 1000);
  window.addEventListener("pageshow", (event) => event.persisted && check());
  document.addEventListener("visibilitychange", () => !document.hidden && cover?.open && check());
  document.addEventListener("submit", holdIfOver);
  document.body.addEventListener("htmx:configRequest", markPolls);
  document.body.addEventListener("htmx:afterRequest", noteContact);
}

// Someone who types or points is there, though the page asks nothing of the server.
async function keepAlive(address) {
  if (!hasTyped || cover?.open) return;
  hasTyped = false;
  const answer = await fetch(address).catch(() => null);
  if (answer?.ok) lastContact = Date.now();
}

// Asks whether the session still stands; covers the page if not, and uncovers it if it does again.
export async function check() {
  const answer = await fetch(document.body.dataset.sessionUrl, { headers: POLL }).catch(() => null);
  if (!answer?.ok) return true;
  const session = await answer.json();
  if (session.who && session.who !== document.body.dataset.who) {
    // Another person has signed in: this page is not theirs to see.
    window.location.assign("/");
    return false;
  }
  if (!session.who) {
    showCover();
    return false;
  }
  renewTokens(session.token);
  cover?.close();
  return true;
}

export function renewTokens(token) {
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
}

// A form sent after a long pause is held until it is known that it will be taken.
async function holdIfOver(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.held) return;
  if (Date.now() - lastContact < CHECK_BEFORE_SENDING_AFTER) return;
  event.preventDefault();
  const pressed = event.submitter;
  if (await check()) {
    lastContact = Date.now();
    form.dataset.held = "checked";
    form.requestSubmit(pressed);
    delete form.dataset.held;
  }
}

function markPolls(event) {
  const trigger = event.detail.elt.getAttribute("hx-trigger") || "";
  if (trigger.includes("every")) Object.assign(event.detail.headers, POLL);
}

function noteContact(event) {
  const isPoll = "X-Holdfast-Poll" in (event.detail.requestConfig?.headers ?? {});
  if (event.detail.successful && !isPoll) lastContact = Date.now();
}

function showCover() {
  cover ??= makeCover();
  if (!cover.open) cover.showModal();
}

function makeCover() {
  const dialog = document.getElementById("signed-out");
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.querySelector("button").addEventListener("click", async () => {
    const said = dialog.querySelector("[role=status]");
    said.textContent = (await check()) ? "" : "You are not signed in yet.";
  });
  return dialog;
}
