// The list of causes: the keyboard walks, adds, edits and moves; the mouse or a finger drags a cause to another bone.
(() => {
  const C = window.amendsCauses;
  const tree = document.getElementById("causes-tree");
  if (!C || !tree) return;
  const DEEPEST = 10;
  let at = "";
  let editing = null;
  let editEnds = null;

  const isClass = (id) => C.given.classes.some((one) => one.id === id);
  const above = (id) => C.cause(id)?.under ?? "";
  const order = () => [...tree.querySelectorAll("[role=treeitem]")].map((one) => one.dataset.id);
  const item = (id) => tree.querySelector(`[role=treeitem][data-id="${CSS.escape(id)}"]`);
  const family = (id) => [id, ...C.below(id).flatMap((one) => family(one.id))];
  const depth = (id) => (isClass(id) ? 0 : depth(above(id)) + 1);
  const height = (id) => Math.max(0, ...C.below(id).map((one) => 1 + height(one.id)));
  const textOf = (id) => C.cause(id)?.text || C.given.classes.find((one) => one.id === id)?.title || "";

  const icon = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "icon icon-s");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${C.sprite}#${name}`);
    svg.append(use);
    return svg;
  };
  const tag = (name, kind, ...inside) => {
    const one = document.createElement(name);
    if (kind) one.className = kind;
    one.append(...inside);
    return one;
  };
  C.icon = icon;
  C.tag = tag;

  const shown = (id, level) => {
    const cause = C.cause(id);
    const kids = C.below(id);
    const line = tag("div", "line", tag("span", "text", textOf(id) || C.words.empty));
    if (cause && C.mayWrite) {
      const grip = tag("span", "grip", icon("dots-vertical"));
      grip.title = C.words.drag;
      line.prepend(grip);
    }
    if (cause?.main) line.append(tag("span", "chip warm", icon("flag"), ` ${C.words.main}`));
    if (cause?.main && cause.control) line.append(tag("span", "small quiet", `${C.words.control}: ${cause.control}`));
    const one = tag("li", `${cause ? "cause" : "bone"}${cause && !cause.text ? " blank" : ""}`, line);
    one.setAttribute("role", "none"); // the line is the item, so that it is not read out with all that is below it
    line.dataset.id = id;
    line.tabIndex = id === at ? 0 : -1;
    const told = { role: "treeitem", "aria-level": level, "aria-selected": String(id === at) };
    if (kids.length) {
      const group = tag("ul", "", ...kids.map((kid) => shown(kid.id, level + 1)));
      group.setAttribute("role", "group");
      group.id = `below-${id}`;
      Object.assign(told, { "aria-expanded": "true", "aria-owns": group.id });
      one.append(group);
    }
    for (const [name, value] of Object.entries(told)) line.setAttribute(name, value);
    return one;
  };
  const render = () => {
    if (!isClass(at) && !C.cause(at)) at = C.given.classes[0].id;
    const held = tree.contains(document.activeElement);
    editing = null;
    tree.replaceChildren(...C.given.classes.map((one) => shown(one.id, 1)));
    if (held) item(at)?.focus({ preventScroll: true });
  };
  C.listen((what) => { if (what === "all" || what === "list") render(); });

  const select = (one) => {
    tree.querySelectorAll('[tabindex="0"]').forEach((other) => { other.tabIndex = -1; other.setAttribute("aria-selected", "false"); });
    at = one.dataset.id;
    one.tabIndex = 0;
    one.setAttribute("aria-selected", "true");
    C.marked?.(at);
  };
  const go = (id, { scroll = true } = {}) => {
    const one = id && item(id);
    if (!one) return;
    select(one);
    one.focus({ preventScroll: true });
    if (scroll) one.scrollIntoView({ block: "nearest" });
  };
  // However it came into focus, a screen reader's own way too: what has the focus is what the keys are about.
  tree.addEventListener("focusin", (event) => { if (event.target.matches("[role=treeitem]") && event.target.dataset.id !== at) select(event.target); });
  C.go = go;
  C.at = () => at;

  // What is done to a cause; the buttons do the same.
  const put = (under, before) => {
    if (!C.mayWrite || depth(under) >= DEEPEST) return;
    const id = C.newId();
    C.change((content) => {
      const cause = { id, under, text: "", main: false, control: "" };
      const place = before ? content.causes.findIndex((one) => one.id === before) : -1;
      content.causes.splice(place < 0 ? content.causes.length : place, 0, cause);
    });
    go(id);
    edit(id);
  };
  const nextOf = (id) => { const all = C.below(above(id)); return all[all.findIndex((one) => one.id === id) + 1]; };
  const remove = (id) => {
    if (isClass(id)) return;
    const all = order();
    const gone = new Set(family(id));
    const next = all.slice(all.indexOf(id)).find((one) => !gone.has(one) && above(one) === above(id)) || all.slice(0, all.indexOf(id)).at(-1);
    const text = textOf(id);
    if (!C.change((content) => { content.causes = content.causes.filter((one) => !gone.has(one.id)); })) return;
    go(next);
    C.say(`${text} ${C.words.removed}`);
  };
  // Under a class or cause, before a sibling or at the end. A cause never goes below itself, nor deeper than is kept.
  const move = (id, under, before = "") => {
    if (isClass(id) || family(id).includes(under) || before === id || depth(under) + 1 + height(id) > DEEPEST) return false;
    const done = C.change((content) => {
      const cause = content.causes.splice(content.causes.findIndex((one) => one.id === id), 1)[0];
      cause.under = under;
      const place = before ? content.causes.findIndex((one) => one.id === before) : -1;
      content.causes.splice(place < 0 ? content.causes.length : place, 0, cause);
    });
    if (done) { go(id); C.say(`${textOf(id)} ${C.words.moved} ${textOf(under)}`); }
    return done;
  };
  const shift = (id, by) => {
    const all = C.below(above(id));
    const nth = all.findIndex((one) => one.id === id);
    if (by < 0 && nth > 0) move(id, above(id), all[nth - 1].id);
    else if (by > 0 && nth < all.length - 1) move(id, above(id), all[nth + 2]?.id);
    else if (isClass(above(id))) {
      const bones = C.given.classes.map((one) => one.id);
      const bone = bones[bones.indexOf(above(id)) + by];
      if (bone) move(id, bone, by > 0 ? C.below(bone)[0]?.id : "");
    }
  };
  const DOES = {
    sibling: (id) => (isClass(id) ? put(id) : put(above(id), nextOf(id)?.id)),
    child: (id) => put(id),
    edit: (id) => edit(id),
    remove,
    main: (id) => { if (!isClass(id) && C.kind !== "why") C.change(() => { C.cause(id).main = !C.cause(id).main; }); },
    up: (id) => shift(id, -1),
    down: (id) => shift(id, 1),
    inward: (id) => { const all = C.below(above(id)); const nth = all.findIndex((one) => one.id === id); if (nth > 0) move(id, all[nth - 1].id); },
    outward: (id) => { if (!isClass(id) && !isClass(above(id))) move(id, above(above(id)), nextOf(above(id))?.id); },
  };
  C.does = (what) => { if (what === "undo" || what === "redo") C[what](); else if (C.mayWrite) DOES[what]?.(at); };

  const edit = (id, { first } = {}) => {
    const cause = C.cause(id);
    if (!cause || !C.mayWrite || editing) return;
    const old = cause.text;
    const input = tag("input", "edit plain-input");
    Object.assign(input, { type: "text", maxLength: 500, value: first ?? old, placeholder: C.words.add });
    input.setAttribute("aria-label", C.words.cause);
    item(id).querySelector(".text").replaceWith(input);
    editing = input;
    input.focus();
    if (first === undefined) input.select();
    const write = () => C.change(() => { C.cause(id).text = input.value; }, { key: `text/${id}`, what: "picture" });
    input.addEventListener("input", write);
    const end = (keep) => {
      if (editing !== input) return;
      editing = null;
      input.value = keep ? input.value.trim() : old;
      write();
      C.endKey();
      const back = document.activeElement === input;
      if (!C.cause(id).text && !C.below(id).length) { remove(id); return; }
      render();
      if (back) go(id);
    };
    editEnds = end;
    input.addEventListener("blur", () => end(true));
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.isComposing) return;
      if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); end(event.key === "Enter"); }
      else if (event.key === "Tab" && !event.shiftKey) { event.preventDefault(); end(true); if (C.cause(id)?.text) put(id); }
    });
  };

  const KEYS = { Enter: "sibling", Tab: "child", F2: "edit", Delete: "remove", Backspace: "remove", " ": "main" };
  const MOVES = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "outward", ArrowRight: "inward" };
  tree.addEventListener("keydown", (event) => {
    if (event.isComposing || editing || !event.target.matches("[role=treeitem]")) return;
    if (event.ctrlKey || event.metaKey) return; // undo and redo are the page's
    const all = order();
    const nth = all.indexOf(at);
    const to = { ArrowUp: all[nth - 1], ArrowDown: all[nth + 1], Home: all[0], End: all.at(-1), ArrowLeft: above(at), ArrowRight: C.below(at)[0]?.id };
    const taken = () => { event.preventDefault(); event.stopPropagation(); };
    if (event.altKey) { if (MOVES[event.key]) { taken(); C.does(MOVES[event.key]); } }
    else if (event.key in to) { taken(); go(to[event.key]); }
    else if (event.key === "Escape") { taken(); document.querySelector("#causes-tools button")?.focus(); }
    else if (KEYS[event.key] && C.mayWrite && !event.shiftKey) { taken(); C.does(KEYS[event.key]); }
    else if (event.key.length === 1 && event.key !== " " && C.mayWrite && C.cause(at)) { event.stopPropagation(); edit(at, { first: "" }); }
    else if (event.key.length === 1) event.stopPropagation();
  });
  // A press elsewhere in the list ends the editing first: the list is drawn anew, and the press must not get lost.
  tree.addEventListener("pointerdown", (event) => {
    const id = event.target.closest("[role=treeitem]")?.dataset.id;
    if (!editing || event.target === editing) return;
    event.preventDefault();
    editEnds(true);
    go(id, { scroll: false });
  });
  tree.addEventListener("click", (event) => { const one = event.target.closest("[role=treeitem]"); if (one && !event.target.closest("input")) go(one.dataset.id, { scroll: false }); });
  tree.addEventListener("dblclick", (event) => { const one = event.target.closest("[role=treeitem]"); if (one) edit(one.dataset.id); });

  C.tree = { isClass, family, above, move, go, edit };
  render();
})();
