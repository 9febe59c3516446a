// Cause analysis: the picture, the main causes, the buttons, what the server says, and the picture as a file.
(() => {
  const C = window.amendsCauses;
  if (!C) return;
  const byId = (id) => document.getElementById(id);
  const { tag } = C;
  const svg = byId("causes-picture");

  let due = 0;
  const draw = () => { cancelAnimationFrame(due); due = requestAnimationFrame(() => { C.draw(svg); C.marked(C.at?.()); }); };
  C.marked = (id) => {
    svg.querySelectorAll(".cz-at").forEach((one) => one.classList.remove("cz-at"));
    const one = id && svg.querySelector(`[data-id="${CSS.escape(id)}"]`);
    if (!one) return;
    one.classList.add("cz-at");
    const [box, room] = [one.getBoundingClientRect(), svg.parentElement.getBoundingClientRect()];
    const off = (from, to, least, most) => (from < least ? from - least - 20 : to > most ? Math.min(to - most + 20, from - least - 20) : 0);
    svg.parentElement.scrollBy(off(box.left, box.right, room.left, room.right), off(box.top, box.bottom, room.top, room.bottom));
  };
  addEventListener("resize", draw);

  // Main causes, or the last answers: their control points, and one click into the 8D.
  const classOf = (cause) => { let one = cause; while (C.cause(one.under)) one = C.cause(one.under); return one.under; };
  const mains = () => C.content.causes.filter((one) => one.text && (C.kind === "why" ? !C.below(one.id).length : one.main));
  const partsOf = (cause) => (C.kind === "why" ? C.given.parts.filter((one) => one.id === classOf(cause)) : C.given.parts);
  const stands = (cause, part) => (C.given.written[part] || "").split("\n").some((line) => line.trim() === cause.text.trim());
  const mainShown = (cause) => {
    const one = tag("li", "", tag("div", "strong", cause.text));
    one.dataset.main = cause.id;
    if (C.kind === "fishbone") {
      const input = tag("input", "plain-input");
      Object.assign(input, { type: "text", id: `control-${cause.id}`, value: cause.control, maxLength: 500, placeholder: C.words.controlAsked, readOnly: !C.mayWrite });
      input.addEventListener("input", () => C.change(() => { C.cause(cause.id).control = input.value; }, { key: `control/${cause.id}`, what: "picture" }));
      input.addEventListener("change", () => { C.endKey(); C.tell("list"); });
      const label = tag("label", "small quiet", C.words.control);
      label.htmlFor = input.id;
      one.append(label, input);
    }
    one.append(tag("div", "takes", ...partsOf(cause).map((part) => {
      const short = part.title.split(/[：:]/)[0];
      if (stands(cause, part.id)) return tag("span", "ok-text small", C.icon("circle-check"), ` ${short} · ${C.words.taken}`);
      const button = tag("button", "btn", C.icon("arrow-right"), short);
      Object.assign(button, { type: "button", disabled: !C.mayWrite, title: part.title });
      button.setAttribute("aria-label", `${C.words.take}: ${cause.text} → ${short}`);
      button.addEventListener("click", () => C.take(cause.id, part.id));
      return button;
    })));
    return one;
  };
  const showMains = () => {
    const held = document.activeElement?.id;
    const found = mains();
    byId("causes-main").replaceChildren(...(found.length ? found.map(mainShown) : [tag("li", "quiet", C.kind === "why" ? C.words.noRoot : C.words.noMain)]));
    if (held?.startsWith("control-")) byId(held)?.focus();
  };
  C.redraw = () => { draw(); showMains(); };

  // What the server said, as text beside the drawing.
  const showRefused = () => {
    const told = C.refused;
    const box = byId("causes-refused");
    box.hidden = !told;
    if (!told) return;
    const lines = (told.missing.length ? told.missing : [{ says: told.says, article: told.article, cause: "" }]).map((one) => {
      const line = tag("li", "", one.says, " ", one.article ? tag("span", "small quiet", `${C.words.article} ${one.article}`) : "");
      if (one.cause && (C.cause(one.cause) || one.cause === "effect")) {
        const button = tag("button", "btn quietly", C.icon("arrow-right"));
        button.type = "button";
        button.setAttribute("aria-label", one.says);
        button.addEventListener("click", () => (one.cause === "effect" ? byId("causes-effect")?.focus() : C.go(one.cause)));
        line.append(" ", button);
      }
      return line;
    });
    byId("causes-refused-list").replaceChildren(...lines);
  };
  const showStale = () => {
    const told = C.conflict();
    byId("causes-stale").hidden = !told;
    if (!told) return;
    byId("causes-stale-says").textContent = told.says;
  };
  byId("causes-theirs").addEventListener("click", () => C.resolve(false));
  byId("causes-mine").addEventListener("click", () => C.resolve(true));

  const showState = () => {
    const chip = byId("causes-state");
    if (C.state !== undefined && chip.textContent !== C.state) chip.textContent = C.state;
    byId("causes-finished").hidden = !C.finished;
    document.querySelectorAll("[data-do=undo]").forEach((one) => { one.disabled = !C.canUndo(); });
    document.querySelectorAll("[data-do=redo]").forEach((one) => { one.disabled = !C.canRedo(); });
    const effect = byId("causes-effect");
    if (effect && effect !== document.activeElement) effect.value = C.content.effect;
  };
  let later = 0;
  C.listen((what) => {
    clearTimeout(later);
    if (what === "picture") later = setTimeout(() => { if (!byId("causes-main").contains(document.activeElement)) showMains(); }, 300);
    if (what === "all" || what === "picture") draw();
    if (what === "all" || what === "taken") showMains();
    if (what === "refused" || what === "saved" || what === "taken") showRefused();
    if (what === "stale" || what === "saved") showStale();
    if (what === "refused" && C.refused.finish) byId("causes-refused").focus(); // asked for; what saving meets takes no focus
    if (what === "taken") C.say(C.words.taken);
    showState();
  });

  byId("causes-effect")?.addEventListener("input", (event) => C.change((content) => { content.effect = event.target.value; }, { key: "effect", what: "picture" }));
  document.addEventListener("click", (event) => {
    const does = event.target.closest("[data-do]");
    if (does) C.does(does.dataset.do);
    const kept = event.target.closest("[data-picture]");
    if (kept) picture(kept.dataset.picture);
  });
  byId("causes-finish")?.addEventListener("click", () => C.save({ finish: true }));
  byId("causes-restore")?.addEventListener("click", () => C.restore());
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.closest("input:not([type=checkbox]):not([data-cell]), textarea")) return;
    const key = event.key.toLowerCase();
    if (key === "z" || key === "y") { event.preventDefault(); C.endKey(); (key === "y" || event.shiftKey ? C.redo : C.undo)(); }
  });

  // The picture as a file: what is on the screen in light colours, each colour written into it.
  const STYLES = ["fill", "stroke", "stroke-width", "font-family", "font-size", "font-weight", "font-style", "fill-opacity"];
  const drawn = () => {
    const html = document.documentElement;
    const theme = html.getAttribute("data-bs-theme");
    html.setAttribute("data-bs-theme", "light");
    C.marked("");
    const copy = svg.cloneNode(true);
    const old = svg.querySelectorAll("*");
    copy.querySelectorAll("*").forEach((one, nth) => {
      const style = getComputedStyle(old[nth]);
      STYLES.forEach((name) => one.setAttribute(name, style.getPropertyValue(name)));
      one.removeAttribute("class");
      one.removeAttribute("data-id");
    });
    copy.querySelectorAll("rect[fill^='rgba(0, 0, 0, 0)']").forEach((one) => one.remove()); // only there to be clicked
    if (theme) html.setAttribute("data-bs-theme", theme); else html.removeAttribute("data-bs-theme");
    const [, , w, h] = svg.getAttribute("viewBox").split(" ").map(Number);
    for (const name of ["class", "id", "role", "aria-label", "aria-describedby"]) copy.removeAttribute(name);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", w);
    copy.setAttribute("height", h);
    return { text: new XMLSerializer().serializeToString(copy), w, h };
  };
  const hand = (blob, ending) => {
    const link = tag("a", "");
    link.href = URL.createObjectURL(blob);
    link.download = `${C.given.name}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const picture = (ending) => {
    C.draw(svg);
    const { text, w, h } = drawn();
    const file = new Blob([text], { type: "image/svg+xml;charset=utf-8" });
    if (ending === "svg") { hand(file, "svg"); return; }
    const image = new Image();
    const url = URL.createObjectURL(file);
    image.onload = () => {
      const scale = Math.min(2, 8000 / Math.max(w, h)); // larger ones no browser draws
      const canvas = tag("canvas", "");
      Object.assign(canvas, { width: Math.ceil(w * scale), height: Math.ceil(h * scale) });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(url);
      canvas.toBlob((blob) => hand(blob, "png"), "image/png");
    };
    image.src = url;
  };
  document.querySelectorAll(".needs-script").forEach((one) => { one.hidden = false; });
  C.redraw();
  showState();
})();
