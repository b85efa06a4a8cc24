// Everything the browser runs: each piece improves a page that already works without it.
import { initAll } from "govuk-frontend";
import htmx from "htmx.org";
import { startAutosave } from "./autosave.js";
import { startNext } from "./next.js";
import { startPolling } from "./polling.js";
import { startPrinting } from "./printing.js";
import { startReasons } from "./reasons.js";
import { startSession } from "./session.js";
import { startShortcuts } from "./shortcuts.js";

window.htmx = htmx;
initAll();
startSession();
startShortcuts();
startPrinting();
startReasons();
startNext();
startAutosave(document);
startPolling(document);

// A fragment swapped in needs its components started as well.
htmx.onLoad((element) => {
  if (element === document.body) return;
  initAll({ scope: element });
  startAutosave(element);
  startPolling(element);
});
// A faulty form answers 422 with itself; a refusal 409: both are to be seen.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
