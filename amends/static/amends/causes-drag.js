// A cause is dragged to another bone or below another cause: in the list or in the picture, by mouse or by its grip.
(() => {
  const C = window.amendsCauses;
  const tree = document.getElementById("causes-tree");
  if (!C?.tree) return;
  const { isClass, family, above, move, go, edit } = C.tree;

  // Dragging, in the list and in the picture: on a line it goes below it, on the upper edge of a cause before it.
  let drag = null;
  const target = (event) => {
    const one = document.elementFromPoint(event.clientX, event.clientY)?.closest("#causes-tree [data-id], #causes-picture [data-id]");
    if (!one || family(drag.id).includes(one.dataset.id)) return null;
    const box = one.getBoundingClientRect();
    const before = tree.contains(one) && C.cause(one.dataset.id) && event.clientY < box.top + box.height * 0.35;
    return { one, id: one.dataset.id, before };
  };
  const clear = () => document.querySelectorAll(".drop-on, .drop-before").forEach((one) => one.classList.remove("drop-on", "drop-before"));
  document.addEventListener("pointerdown", (event) => {
    const one = event.target.closest?.("#causes-tree .cause > .line, #causes-picture .cz-node");
    const id = one?.dataset.id;
    if (!C.mayWrite || event.button || !id || isClass(id) || event.target.closest("input")) return;
    if (event.pointerType === "touch" && !event.target.closest(".grip")) return; // a finger scrolls, unless it holds the grip
    drag = { id, x: event.clientX, y: event.clientY, on: false };
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.on && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 6) return;
    drag.on = true;
    document.body.classList.add("dragging-cause");
    event.preventDefault();
    clear();
    const found = target(event);
    found?.one.classList.add(found.before ? "drop-before" : "drop-on");
  });
  const drop = (event, keep) => {
    const ended = drag;
    if (!ended) return;
    const found = keep && ended.on ? target(event) : null;
    drag = null;
    clear();
    document.body.classList.remove("dragging-cause");
    if (found) move(ended.id, found.before ? above(found.id) : found.id, found.before ? found.id : "");
    else if (!ended.on && keep && event.target.closest?.("#causes-picture")) go(ended.id, { scroll: false });
  };
  document.addEventListener("pointerup", (event) => drop(event, true));
  document.addEventListener("pointercancel", (event) => drop(event, false));
  document.getElementById("causes-picture").addEventListener("dblclick", (event) => {
    const one = event.target.closest("[data-id]");
    if (one) { go(one.dataset.id); edit(one.dataset.id); }
  });
})();
