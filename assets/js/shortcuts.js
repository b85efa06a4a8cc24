// Single-key shortcuts for the live pages: off until turned on, listed by "?". An element offers one with
// data-shortcut="n" and data-shortcut-does="Write a note"; the key presses or focuses it.
const KEPT_AS = "holdfast-shortcuts";

export function startShortcuts() {
  const openers = document.querySelectorAll("[data-shortcuts-open]");
  const dialog = document.getElementById("shortcuts");
  if (!openers.length || !dialog || !document.querySelector("[data-shortcut]")) return;
  const isOn = () => localStorage.getItem(KEPT_AS) === "on";
  const box = dialog.querySelector("input");
  box.checked = isOn();
  box.addEventListener("change", () => {
    localStorage.setItem(KEPT_AS, box.checked ? "on" : "off");
    offer(!box.checked);
  });
  offer(!box.checked);
  const open = () => {
    list(dialog.querySelector("dl"));
    dialog.showModal();
  };
  for (const opener of openers) {
    opener.hidden = false;
    opener.addEventListener("click", open);
  }
  document.addEventListener("keydown", (event) => {
    if (!isOn() || dialog.open || isTyping(event)) return;
    if (event.key === "?") open();
    else press(event);
  });
}

// A page that is worked by keys says so while they are off.
function offer(isWanted) {
  for (const line of document.querySelectorAll("[data-shortcuts-offer]")) line.hidden = !isWanted;
}

function isTyping(event) {
  const isModified = event.ctrlKey || event.altKey || event.metaKey;
  return isModified || event.isComposing || event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
}

function press(event) {
  const target = document.querySelector(`[data-shortcut="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("textarea, input, select")) target.focus();
  else target.click();
}

function list(into) {
  into.replaceChildren();
  for (const target of document.querySelectorAll("[data-shortcut]")) {
    const row = document.createElement("div");
    const key = row.appendChild(document.createElement("dt")).appendChild(document.createElement("kbd"));
    key.textContent = target.dataset.shortcut;
    row.appendChild(document.createElement("dd")).textContent = target.dataset.shortcutDoes || target.textContent.trim();
    into.append(row);
  }
}
