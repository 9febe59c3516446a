// 8D: an objection leads to its place in the text; a filter goes at once.
"use strict";
document.addEventListener("click", (event) => {
  const quote = event.target.closest("[data-into]");
  if (!quote) return;
  const text = document.getElementById(quote.dataset.into);
  // Places are counted in characters, the control counts UTF-16 units.
  const units = (characters) => [...text.value].slice(0, characters).join("").length;
  text.focus();
  text.setSelectionRange(units(Number(quote.dataset.start)), units(Number(quote.dataset.end)));
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-go]")) event.target.form.requestSubmit();
});
