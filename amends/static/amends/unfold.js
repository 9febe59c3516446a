// Folded rows: a button with data-unfold shows and hides the rows of its part.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-unfold]");
  if (!button) return;
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(open));
  document.querySelectorAll(`[data-part="${CSS.escape(button.dataset.unfold)}"]`).forEach((row) => { row.hidden = !open; });
  if (!open) {
    // What a row had unfolded folds with it.
    document.querySelectorAll(`[data-part="${CSS.escape(button.dataset.unfold)}"] [data-unfold][aria-expanded="true"]`).forEach((one) => one.click());
  }
  button.querySelectorAll("[data-closed]").forEach((one) => { one.hidden = open; });
  button.querySelectorAll("[data-opened]").forEach((one) => { one.hidden = !open; });
});
