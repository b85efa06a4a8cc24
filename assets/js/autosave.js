// A text area with data-autosave="/address/" saves itself while it is being written.
// With data-autosave-form besides, so does everything else in its form, once it is chosen or left.
// The address takes the form's fields and answers JSON: {"saved_at": "2:30pm", "version": 4}; 409 when someone else changed it.
import { check } from "./session.js";

const PAUSE = 1500;
const TRY_AGAIN = 5000;

export function startAutosave(scope) {
  for (const area of scope.querySelectorAll("[data-autosave]")) {
    if (area.dataset.autosaveStarted) continue;
    area.dataset.autosaveStarted = "yes";
    watch(area);
  }
}

function watch(area) {
  const said = statusOf(area);
  let saved = area.value;
  let timer = null;
  let isSaving = false;
  let hasOther = false;

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };
  const save = async () => {
    if ((area.value === saved && !hasOther) || isSaving) return;
    isSaving = true;
    const sent = area.value;
    const sentOther = hasOther;
    hasOther = false;
    const outcome = await send(area);
    isSaving = false;
    said.textContent = outcome.said;
    said.classList.toggle("hf-autosave--not", !outcome.isSaved);
    if (outcome.isSaved) saved = area.defaultValue = sent;
    else hasOther ||= sentOther;
    if (outcome.tryAgain || area.value !== sent || (hasOther && outcome.isSaved)) later(outcome.tryAgain ? TRY_AGAIN : PAUSE);
  };
  area.addEventListener("input", () => {
    said.textContent = "Not saved yet";
    later(PAUSE);
  });
  area.addEventListener("blur", save);
  if ("autosaveForm" in area.dataset) {
    area.form.addEventListener("change", () => {
      hasOther = true;
      later(PAUSE);
    });
    // What is sent now is saved by that.
    area.form.addEventListener("submit", () => {
      clearTimeout(timer);
      hasOther = false;
      saved = area.value;
    });
  }
  // Leaving the page: the last words go with it.
  window.addEventListener("pagehide", () => (hasOther || area.value !== saved) && send(area, true));
}

async function send(area, isLeaving = false) {
  const body = new FormData(area.form);
  const options = { method: "POST", body, keepalive: isLeaving, headers: { Accept: "application/json" } };
  const answer = await fetch(area.dataset.autosave, options).catch(() => null);
  if (!answer) return { said: "Not saved: there is no connection. It will be tried again.", tryAgain: true };
  if (answer.redirected || answer.status === 403) {
    await check();
    return { said: "Not saved: you are signed out. What you typed is still here.", tryAgain: true };
  }
  if (answer.status === 409) {
    return { said: "Not saved: someone else changed this. Press Save to see both texts." };
  }
  if (answer.status === 422) {
    const { refused } = await answer.json().catch(() => ({}));
    if (refused) return { said: `Not saved: ${refused} What you typed is still here.` };
  }
  if (!answer.ok) return { said: "Not saved. It will be tried again.", tryAgain: answer.status >= 500 };
  const { saved_at: savedAt, version } = await answer.json();
  const field = area.form.elements.namedItem("version");
  if (field && version !== undefined) field.value = version;
  return { said: `Saved at ${savedAt}`, isSaved: true };
}

function statusOf(area) {
  const said = document.createElement("p");
  said.className = "hf-autosave govuk-hint";
  said.setAttribute("role", "status");
  area.after(said);
  return said;
}
