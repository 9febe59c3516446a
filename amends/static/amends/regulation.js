// The printed regulation is whole: what is folded on the screen opens for the paper and folds again.
(() => {
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(".doc details:not([open])")];
    folded.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((one) => { one.open = false; }));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-to]");
    if (link) document.querySelector(link.dataset.to)?.scrollIntoView({ block: "nearest" });
  });
})();
