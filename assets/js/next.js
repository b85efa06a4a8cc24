// After something is cleared from a list in place ([data-then-next]), the focus goes to the next thing to clear.
export function startNext() {
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const done = event.detail.elt;
    if (!done?.matches?.("[data-then-next]")) return;
    const stops = [...document.querySelectorAll("[data-next-stop]")];
    const next = stops.find((stop) => done.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
    next?.focus();
  });
}
