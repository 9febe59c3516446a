// Cause analysis as a picture: the same causes as in the list, drawn. The list is the truth; nothing is kept here.
(() => {
  const C = window.amendsCauses;
  if (!C) return;
  const LINE = 17;
  const NS = "http://www.w3.org/2000/svg";
  const canvas = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  const font = getComputedStyle(document.body).fontFamily;

  const width = (text, size) => {
    const key = `${size}/${text}`;
    if (!widths.has(key)) {
      if (widths.size > 5000) widths.clear();
      canvas.font = `${size}px ${font}`;
      widths.set(key, canvas.measureText(text).width);
    }
    return widths.get(key);
  };
  // Lines no wider than that: Chinese breaks anywhere, Latin between words, what is longest is cut.
  const wrap = (text, most, { size = 13, lines = 4 } = {}) => {
    const found = [];
    let line = "";
    for (const word of text.match(/[\u2E80-\uFFEF]|[^\s\u2E80-\uFFEF]+\s*|\s+/g) || []) {
      let rest = word;
      while (rest) {
        if (width(line + rest, size) <= most) { line += rest; break; }
        if (line) { found.push(line.trim()); line = ""; continue; }
        let fits = rest.length;
        while (fits > 1 && width(rest.slice(0, fits), size) > most) fits -= 1;
        found.push(rest.slice(0, fits));
        rest = rest.slice(fits);
      }
    }
    if (line.trim()) found.push(line.trim());
    if (found.length <= lines) return found.length ? found : [""];
    return [...found.slice(0, lines - 1), `${found[lines - 1].slice(0, -1)}…`];
  };

  const make = (name, attributes, ...inside) => {
    const one = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
    one.append(...inside);
    return one;
  };
  const line = (x1, y1, x2, y2, kind) => make("line", { x1, y1, x2, y2, class: `cz-${kind}` });
  const words = (x, y, lines, kind, { anchor = "start", size = 13 } = {}) => make("text", { x, y, class: `cz-${kind}`, "text-anchor": anchor, "font-size": size },
    ...lines.map((text, nth) => { const part = make("tspan", { x, dy: nth ? LINE : 0 }); part.textContent = text; return part; }));
  const box = (x, y, w, h, lines, kind, id) => make("g", id ? { "data-id": id, class: "cz-node" } : {}, make("rect", { x, y, width: w, height: h, rx: 6, class: `cz-${kind}` }),
    words(x + w / 2, y + (h - lines.length * LINE) / 2 + 13, lines, `${kind}-text`, { anchor: "middle" }));

  const below = (key) => C.content.causes.filter((one) => one.under === key);
  const index = () => {
    const found = new Map();
    for (const one of C.content.causes) { if (!found.has(one.under)) found.set(one.under, []); found.get(one.under).push(one); }
    return (key) => found.get(key) || [];
  };
  const shown = (cause) => cause.text || C.words.empty;

  // A bone: its causes as twigs, what explains them further out, from the title to the spine.
  const boneOf = (one, children) => {
    const rows = [];
    const walk = (key, depth, parent) => children(key).forEach((cause) => {
      const lines = wrap(shown(cause), 200);
      const note = cause.main && cause.control ? wrap(`✓ ${cause.control}`, 200, { size: 11, lines: 2 }) : [];
      const row = { cause, depth, parent, lines, note, height: lines.length * LINE + note.length * 14 + 12 };
      row.width = Math.max(...lines.map((text) => width(text, cause.main ? 14 : 13)), ...note.map((text) => width(text, 11)), 30) + 10;
      rows.push(row);
      walk(cause.id, depth + 1, row);
    });
    walk(one.id, 0, null);
    const height = rows.reduce((sum, row) => sum + row.height, 30);
    return { one, rows, height: Math.max(height, 70), title: width(one.title, 14) + 28 };
  };
  const SLOPE = 0.26;
  const place = (bone, up) => {
    // Relative to where the bone meets the spine; y is away from it upwards (up) or downwards.
    let at = up ? -bone.height + 22 : 12;
    for (const row of bone.rows) {
      at += row.height;
      row.y = at - 6 - row.note.length * 14;
      row.end = -Math.abs(row.y) * SLOPE - row.depth * 26;
    }
    const far = -bone.height * SLOPE;
    bone.far = far;
    bone.left = Math.max(-far + bone.title / 2, ...bone.rows.map((row) => row.width - row.end));
  };
  const boneShown = (bone, x, spine, up) => {
    const end = up ? spine - bone.height : spine + bone.height;
    const group = make("g", {}, line(x + bone.far, end, x, spine, "bone"));
    for (const row of bone.rows) {
      const y = spine + row.y;
      const right = x + row.end;
      const left = right - row.width;
      if (row.parent) group.append(line(right, y, right + 8, spine + row.parent.y + (row.parent.note.length ? row.parent.note.length * 14 + 6 : 0), "twig"));
      const top = y - 5 - (row.lines.length - 1) * LINE;
      const title = make("title", {});
      title.textContent = row.cause.text;
      group.append(make("g", { "data-id": row.cause.id, class: `cz-node${row.cause.main ? " cz-is-main" : ""}` }, title,
        make("rect", { x: left, y: top - 13, width: row.width, height: row.height - 4, class: "cz-hit" }),
        line(left, y, right, y, row.cause.main ? "main-twig" : "twig"),
        words(left + 3, top, row.lines, row.cause.main ? "main" : row.cause.text ? "text" : "note"),
        ...(row.note.length ? [words(left + 3, y + 13, row.note, "note", { size: 11 })] : [])));
    }
    group.append(box(x + bone.far - bone.title / 2, up ? end - 28 : end, bone.title, 28, [bone.one.title], "bone-title", bone.one.id));
    return group;
  };
  const fishbone = () => {
    const children = index();
    const bones = C.given.classes.map((one) => boneOf(one, children));
    bones.forEach((bone, nth) => place(bone, nth % 2 === 0));
    const tall = (up) => Math.max(60, ...bones.filter((_, nth) => (nth % 2 === 0) === up).map((one) => one.height)) + 40;
    const spine = tall(true);
    const group = make("g", {});
    let x = 12;
    for (let nth = 0; nth < bones.length; nth += 2) {
      const pair = bones.slice(nth, nth + 2);
      x += Math.max(...pair.map((bone) => bone.left)) + 10;
      pair.forEach((bone, which) => group.append(boneShown(bone, x, spine, which === 0)));
      x += 14;
    }
    const head = wrap(C.content.effect || "", 190, { lines: 8 });
    const high = Math.max(56, head.length * LINE + 24);
    group.append(line(8, spine, x + 24, spine, "spine"), make("path", { d: `M${x + 36} ${spine} l-14 -7 v14 z`, class: "cz-arrow" }),
      box(x + 36, spine - high / 2, 214, high, head, "head"));
    return { group, width: x + 262, height: spine + tall(false) };
  };

  // A 5-why: from what happened to the right, each answer asks the next question.
  const whys = () => {
    const children = index();
    const group = make("g", {});
    let y = 14;
    let wide = 0;
    const put = (node, depth, lines, kind, id) => {
      const kids = children(node.id);
      const h = lines.length * LINE + 16;
      const x = 230 + depth * 226;
      const first = y;
      const centres = kids.map((kid) => put(kid, depth + 1, wrap(shown(kid), 172), children(kid.id).length ? "answer" : "root", kid.id));
      const centre = kids.length ? (centres[0] + centres.at(-1)) / 2 : first + h / 2;
      if (!kids.length || y < first + h) y = first + h + 12;
      const middle = Math.max(centre, first + h / 2);
      wide = Math.max(wide, x + 200);
      group.append(...centres.map((to) => make("path", { d: `M${x + 190} ${middle} H${x + 208} V${to} H${x + 222}`, class: "cz-link" })), ...centres.map((to) => make("path", { d: `M${x + 226} ${to} l-7 -4 v8 z`, class: "cz-arrow" })), box(x, middle - h / 2, 190, h, lines, kind, id));
      return middle;
    };
    const legs = C.given.classes.map((one) => put(one, 0, wrap(one.title, 172), "bone-title", one.id));
    const middle = (legs[0] + legs.at(-1)) / 2;
    const head = wrap(C.content.effect || "", 168, { lines: 8 });
    const h = Math.max(56, head.length * LINE + 20);
    legs.forEach((to) => group.append(make("path", { d: `M196 ${middle} H214 V${to} H230`, class: "cz-link" })));
    group.append(box(8, Math.max(8, middle - h / 2), 188, h, head, "head"));
    return { group, width: wide + 10, height: Math.max(y, middle + h / 2) + 12 };
  };

  // A matrix as a table, the highest total first.
  const matrix = () => {
    const effects = C.content.effects;
    const rows = [...C.content.causes].sort((one, other) => C.total(other) - C.total(one));
    const most = Math.max(1, ...rows.map(C.total));
    const group = make("g", {});
    const columns = effects.map((one, nth) => ({ one, x: 316 + nth * 96, lines: wrap(one.text, 84, { size: 12, lines: 4 }) }));
    const right = 316 + effects.length * 96;
    const top = Math.max(1, ...columns.map((one) => one.lines.length)) * LINE + 34;
    columns.forEach(({ one, x, lines }) => group.append(words(x + 44, 20, lines, "text", { anchor: "middle", size: 12 }), words(x + 44, top - 8, [`× ${one.weight}`], "note", { anchor: "middle", size: 12 })));
    group.append(words(12, top - 8, [C.words.cause], "note", { size: 12 }), words(right + 8, top - 8, [C.words.total], "note", { size: 12 }), line(8, top, right + 180, top, "twig"));
    let y = top;
    for (const cause of rows) {
      const lines = [...wrap(shown(cause), 290), ...(cause.main && cause.control ? wrap(`✓ ${cause.control}`, 290, { lines: 1 }) : [])];
      const h = lines.length * LINE + 12;
      group.append(words(12, y + 19, lines, cause.main ? "main" : "text"));
      columns.forEach(({ one, x }) => group.append(words(x + 44, y + 19, [String(cause.scores?.[one.id] ?? "–")], "text", { anchor: "middle" })));
      group.append(make("rect", { x: right + 8, y: y + 7, width: Math.max(1, (C.total(cause) / most) * 110), height: 14, class: cause.main ? "cz-bar-main" : "cz-bar" }), words(right + 126, y + 19, [String(C.total(cause))], cause.main ? "main" : "text"), line(8, y + h, right + 180, y + h, "rule"));
      y += h;
    }
    return { group, width: right + 190, height: y + 12 };
  };

  C.below = below;
  C.total = (cause) => C.content.effects.reduce((sum, one) => sum + (cause.scores?.[one.id] || 0) * one.weight, 0);
  C.draw = (svg) => {
    const { group, width: w, height: h } = { fishbone, why: whys, matrix }[C.kind]();
    const room = svg.parentElement.clientWidth - 2;
    const scale = Math.min(1, Math.max(room / w, 0.8));
    for (const [key, value] of Object.entries({ viewBox: `0 0 ${Math.ceil(w)} ${Math.ceil(h)}`, width: Math.ceil(w * scale), height: Math.ceil(h * scale) })) svg.setAttribute(key, value);
    svg.replaceChildren(make("rect", { x: 0, y: 0, width: w, height: h, class: "cz-paper" }), group);
  };
})();
