// <div data-poll="/address/" data-version="17" data-poll-seconds="1.5"> shows the address's fragment anew when it has changed.
// Unchanged answers 204. It does not count as anybody being there, and never takes away what is being typed.
import htmx from "htmx.org";
import { POLL, check } from "./session.js";

const HIDDEN_SECONDS = 15;
const LONGEST_SECONDS = 60;

export function startPolling(scope) {
  for (const region of scope.querySelectorAll("[data-poll]")) {
    if (region.dataset.pollStarted) continue;
    region.dataset.pollStarted = "yes";
    follow(region);
  }
}

function follow(region) {
  const usual = Number(region.dataset.pollSeconds || 1.5);
  let wait = usual;
  const turn = async () => {
    if (!region.isConnected) return;
    wait = (await ask(region)) ? usual : Math.min(wait * 2, LONGEST_SECONDS);
    setTimeout(turn, 1000 * (document.hidden ? Math.max(wait, HIDDEN_SECONDS) : wait));
  };
  setTimeout(turn, 1000 * usual);
}

// Whether the server answered.
async function ask(region) {
  if (isOutOfDate && renewPage()) return true;
  if (isBeingTypedIn(region)) return true;
  const headers = { ...POLL, "HX-Request": "true", "If-None-Match": `"${region.dataset.version ?? ""}"` };
  const answer = await fetch(region.dataset.poll, { headers }).catch(() => null);
  if (!answer || answer.status >= 500) return false;
  if (answer.redirected || answer.status === 403) {
    await check();
    return false;
  }
  // What may not be seen any more does not stay on the page.
  if (answer.status === 404) return renewPage();
  if (answer.headers.get("HX-Refresh") && renewPage()) return true;
  if (answer.status === 200 && !isBeingTypedIn(region)) show(region, await answer.text(), answer.headers.get("ETag"));
  return answer.ok;
}

// The page as a whole is out of date: it is fetched anew, unless something typed in it would be lost by that.
let isOutOfDate = false;
function renewPage() {
  isOutOfDate = true;
  if (isBeingTypedIn(document.body)) return false;
  location.reload();
  return true;
}

const FIELDS = "textarea, select, input:not([type=hidden], [type=submit])";

function isBeingTypedIn(region) {
  const at = document.activeElement;
  if (at?.matches(FIELDS) && region.contains(at)) return true;
  return [...region.querySelectorAll(FIELDS)].some(isChanged);
}

// Whether a field holds something else than what the page came with, or than what saved itself since.
function isChanged(field) {
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (field.matches("select")) {
    const usual = [...field.options].findIndex((each) => each.defaultSelected);
    return field.selectedIndex !== Math.max(usual, 0);
  }
  return field.value !== field.defaultValue.replace(/\r\n?/g, "\n");
}

function show(region, html, tag) {
  region.dataset.version = (tag ?? "").replace(/^W\//, "").replaceAll('"', "");
  const made = document.createElement("div");
  made.innerHTML = html;
  if (made.innerHTML === region.innerHTML) return;
  const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
  const open = [...region.querySelectorAll("details[open][id]")].map((each) => each.id);
  region.innerHTML = html;
  reopen(open);
  htmx.process(region);
  htmx.trigger(region, "htmx:load", { elt: region });
  if (focused) document.getElementById(focused)?.focus();
}

// What somebody has unfolded stays unfolded when the region is shown anew.
function reopen(ids) {
  for (const id of ids) document.getElementById(id)?.setAttribute("open", "");
}

let unfolded = [];
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  unfolded = [...detail.target.querySelectorAll("details[open][id]")].map((each) => each.id);
});
document.addEventListener("htmx:afterSettle", () => reopen(unfolded.splice(0)));
