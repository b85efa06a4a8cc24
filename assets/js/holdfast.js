// Everything the browser runs: each piece improves a page that already works without it.
import { initAll } from "govuk-frontend";
import htmx from "htmx.org";

window.htmx = htmx;
initAll();
// A fragment swapped in needs its components started as well.
htmx.onLoad((element) => {
  if (element !== document.body) initAll({ scope: element });
});
