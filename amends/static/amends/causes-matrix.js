// The cause–effect matrix: a table of causes and effects; arrows walk, a figure scores, Enter adds a cause.
(() => {
  const C = window.amendsCauses;
  const place = document.getElementById("causes-matrix");
  if (!C || !place) return;
  const tag = (name, kind, ...inside) => { const one = document.createElement(name); if (kind) one.className = kind; one.append(...inside); return one; };
  C.tag = C.tag || tag;
  C.icon = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "icon icon-s");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${C.sprite}#${name}`);
    svg.append(use);
    return svg;
  };
  const [least, most] = C.given.weights;
  const field = (label, value, cell, more = {}) => {
    const input = tag("input", "plain-input");
    Object.assign(input, { type: "text", value, maxLength: 500, readOnly: !C.mayWrite, autocomplete: "off", ...more });
    input.setAttribute("aria-label", label);
    input.dataset.cell = cell;
    return input;
  };
  const button = (does, label, name, disabled) => {
    const one = tag("button", "btn quietly", C.icon(name));
    Object.assign(one, { type: "button", title: label, disabled });
    one.setAttribute("aria-label", label);
    one.dataset.row = does;
    return one;
  };
  const cell = (label, ...inside) => { const one = tag("td", "", ...inside); one.dataset.label = label; return one; };
  const named = (text, nth) => text || `${C.words.effect} ${nth + 1}`;

  const headOf = () => {
    const row = tag("tr", "", tag("th", "m-cause", C.words.cause));
    C.content.effects.forEach((one, nth) => {
      const text = field(`${C.words.effect} ${nth + 1}`, one.text, `effect/${one.id}`);
      const weight = field(`${C.words.weight}: ${named(one.text, nth)}`, one.weight, `weight/${one.id}`, { inputMode: "numeric", maxLength: 2 });
      row.append(tag("th", "m-effect", text, tag("span", "weight", `${C.words.weight} `, weight, ...(C.mayWrite ? [button(`drop/${one.id}`, `${C.words.remove}: ${named(one.text, nth)}`, "x", C.content.effects.length < 2)] : []))));
    });
    row.append(tag("th", "num", C.words.total), tag("th", "num", C.words.rank), tag("th", "", C.words.main), tag("th", "m-control", C.words.control), tag("th", "", tag("span", "only-read", C.words.remove)));
    return tag("thead", "", row);
  };
  const rowOf = (cause) => {
    const tick = tag("input", "check");
    Object.assign(tick, { type: "checkbox", checked: cause.main, disabled: !C.mayWrite });
    tick.setAttribute("aria-label", `${C.words.main}: ${cause.text}`);
    tick.dataset.main = cause.id;
    const row = tag("tr", cause.main ? "is-main" : "", cell("", field(C.words.cause, cause.text, `text/${cause.id}`, { placeholder: C.words.add })),
      ...C.content.effects.map((one, nth) => cell(named(one.text, nth), field(`${C.words.score}: ${cause.text} × ${named(one.text, nth)}`, cause.scores?.[one.id] ?? "", `score/${cause.id}/${one.id}`, { inputMode: "numeric", maxLength: 1, className: "plain-input score" }))),
      cell(C.words.total, tag("b", "")), cell(C.words.rank, tag("span", "")), cell(C.words.main, tick),
      cell(C.words.control, ...(cause.main ? [field(`${C.words.control}: ${cause.text}`, cause.control, `control/${cause.id}`, { placeholder: C.words.controlAsked })] : [])),
      cell("", ...(C.mayWrite ? [button(`remove/${cause.id}`, `${C.words.remove}: ${cause.text}`, "trash")] : [])));
    row.dataset.cause = cause.id;
    return row;
  };
  const totals = () => {
    const ranked = C.content.causes.map(C.total).sort((one, other) => other - one);
    place.querySelectorAll("[data-cause]").forEach((row) => {
      const total = C.total(C.cause(row.dataset.cause));
      row.querySelector("b").textContent = total;
      row.querySelector("td > span").textContent = ranked.indexOf(total) + 1;
    });
  };
  const render = () => {
    const held = document.activeElement?.dataset?.cell;
    const table = tag("table", "matrix", headOf(), tag("tbody", "", ...C.content.causes.map(rowOf)));
    place.replaceChildren(table);
    totals();
    if (held) to(held);
  };
  const to = (name) => { const one = place.querySelector(`[data-cell="${CSS.escape(name)}"]`); one?.focus(); one?.select(); return Boolean(one); };
  C.listen((what) => { if (what === "all") render(); else if (what === "picture") totals(); });
  C.go = (id) => { if (!to(`text/${id}`)) place.querySelector("input")?.focus(); };

  const add = () => {
    const id = C.newId();
    C.change((content) => { content.causes.push({ id, text: "", scores: {}, main: false, control: "" }); });
    to(`text/${id}`);
  };
  const remove = (id) => {
    const nth = C.content.causes.findIndex((one) => one.id === id);
    C.change((content) => { content.causes.splice(nth, 1); });
    const next = C.content.causes[Math.min(nth, C.content.causes.length - 1)];
    if (next) to(`text/${next.id}`);
    C.say(C.words.removed);
  };
  const ACTS = {
    sibling: add,
    effect: () => { const id = C.newId(); C.change((content) => { content.effects.push({ id, text: "", weight: 5 }); }); to(`effect/${id}`); },
    known: () => C.change((content) => {
      const there = new Set(content.causes.map((one) => one.text));
      C.given.known.filter((text) => !there.has(text)).forEach((text) => content.causes.push({ id: C.newId(), text, scores: {}, main: false, control: "" }));
    }),
    sort: () => C.change((content) => { content.causes.sort((one, other) => C.total(other) - C.total(one)); }),
    undo: () => C.undo(),
    redo: () => C.redo(),
  };
  C.does = (what) => { if (C.mayWrite) ACTS[what]?.(); };

  place.addEventListener("input", (event) => {
    const [kind, id, effect] = (event.target.dataset.cell || "").split("/");
    const value = event.target.value;
    const told = { key: event.target.dataset.cell, what: "picture" };
    const wrong = (is) => event.target.setAttribute("aria-invalid", String(is));
    if (kind === "text") C.change(() => { C.cause(id).text = value; }, told);
    if (kind === "control") C.change(() => { C.cause(id).control = value; }, told);
    if (kind === "effect") C.change((content) => { content.effects.find((one) => one.id === id).text = value; }, told);
    if (kind === "weight") {
      const n = /^\d+$/.test(value) ? Number(value) : 0;
      wrong(n < least || n > most);
      if (n >= least && n <= most) C.change((content) => { content.effects.find((one) => one.id === id).weight = n; }, told);
    }
    if (kind === "score") {
      const n = value === "" ? null : Number(value);
      const right = n === null || C.given.scores.includes(n);
      wrong(!right);
      if (right) C.change(() => { const { [effect]: _, ...rest } = C.cause(id).scores || {}; C.cause(id).scores = n === null ? rest : { ...rest, [effect]: n }; }, told);
    }
  });
  // A figure that is none goes back to what is kept.
  place.addEventListener("focusout", (event) => { if (event.target.getAttribute("aria-invalid") === "true") { render(); } C.endKey(); });
  place.addEventListener("change", (event) => { const id = event.target.dataset.main; if (id) { C.change(() => { C.cause(id).main = event.target.checked; }); place.querySelector(`[data-main="${CSS.escape(id)}"]`)?.focus(); } });
  place.addEventListener("click", (event) => {
    const [does, id] = (event.target.closest("[data-row]")?.dataset.row || "").split("/");
    if (does === "remove") remove(id);
    if (does === "drop") C.change((content) => { content.effects = content.effects.filter((one) => one.id !== id); content.causes.forEach((one) => { delete (one.scores || {})[id]; }); });
  });
  place.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.dataset.cell || event.isComposing) return;
    const row = input.closest("[data-cause]");
    const cells = row ? [...row.querySelectorAll("[data-cell]")] : [];
    const id = row?.dataset.cause;
    const nth = C.content.causes.findIndex((one) => one.id === id);
    const beside = (by) => C.content.causes[nth + by] && to(input.dataset.cell.replace(id, C.content.causes[nth + by].id));
    const taken = () => { event.preventDefault(); event.stopPropagation(); };
    if (event.altKey && row && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      taken();
      const by = event.key === "ArrowUp" ? -1 : 1;
      if (C.content.causes[nth + by]) C.change((content) => { content.causes.splice(nth + by, 0, content.causes.splice(nth, 1)[0]); });
    } else if (event.ctrlKey && event.key === "Delete" && row) { taken(); remove(id); }
    else if (event.altKey || event.ctrlKey || event.metaKey) return;
    else if (event.key === "Enter" && row) { taken(); if (nth === C.content.causes.length - 1) add(); else beside(1); }
    else if (event.key === "ArrowDown" && row) { taken(); beside(1); }
    else if (event.key === "ArrowUp" && row) { taken(); beside(-1); }
    else if (input.classList.contains("score") && ["ArrowLeft", "ArrowRight"].includes(event.key)) { taken(); const next = cells[cells.indexOf(input) + (event.key === "ArrowLeft" ? -1 : 1)]; next?.focus(); next?.select(); }
  });
  render();
})();
