// A reason shown on hover or focus can be put away with Escape, without moving the pointer or the focus.
export function startReasons() {
  const away = "hf-reason--away";
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const shown of document.querySelectorAll(".hf-reason:is(:hover, :focus)")) shown.classList.add(away);
  });
  for (const kind of ["pointerout", "focusout"]) {
    document.addEventListener(kind, (event) => event.target.closest?.(".hf-reason")?.classList.remove(away));
  }
}
