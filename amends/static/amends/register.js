// Register by keyboard: a digit picks the channel, Enter goes on, one click takes over what the right side found.
// The page comes back by itself when it is refused, so everything here looks its elements up when it needs them.
(() => {
  const form = () => document.getElementById("register-form");
  if (!form()) return;
  const live = () => document.getElementById("live");
  const fields = () => [...form().querySelectorAll("input:not([type=hidden], [type=file]), select, textarea")].filter((one) => one.offsetParent !== null);
  const changed = (one) => one.dispatchEvent(new Event("input", { bubbles: true }));

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    if (event.key === "Enter" && at.form === form() && at.matches("input")) {
      event.preventDefault();
      const all = fields();
      all[all.indexOf(at) + 1]?.focus();
    }
    if (/^[1-9]$/.test(event.key) && !at.matches("input:not([type=radio], [type=checkbox]), textarea, select")) {
      // After keys.js has picked the channel, the phone number comes next.
      setTimeout(() => document.getElementById("in-phone")?.focus());
    }
  });

  // On a phone the right side is folded into one line that stays in sight; what is opened takes the reader along.
  const unfold = (open) => {
    const bar = document.getElementById("live-bar");
    if (!bar || (bar.getAttribute("aria-expanded") === "true") === open) return;
    bar.setAttribute("aria-expanded", String(open));
    if (open) bar.parentElement.scrollIntoView({ block: "start" });
    if (open || live().contains(document.activeElement)) (open ? live() : bar).focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") unfold(false); });

  document.addEventListener("click", (event) => {
    const bar = event.target.closest("#live-bar");
    if (bar) unfold(bar.getAttribute("aria-expanded") !== "true");
    else if (event.target.closest("[data-fill], [data-ask]") || !event.target.closest("#live")) unfold(false);
    const filler = event.target.closest("[data-fill]");
    if (filler) {
      const target = form().elements.namedItem(filler.dataset.fill);
      if (target) {
        target.value = filler.dataset.with;
        changed(target.type === "hidden" ? form() : target);
        // The button goes with the next answer; the focus waits where single keys still work.
        document.getElementById("account-finished")?.focus();
      }
    }
    const asked = event.target.closest("[data-ask]");
    if (asked) {
      event.preventDefault();
      const tick = document.getElementById("account-finished");
      const field = document.getElementById(`field-${asked.dataset.ask}`);
      if (!field) return;
      if (field.closest(".ask") && !tick.checked) { tick.checked = true; changed(tick); }
      field.querySelector("input, select, textarea")?.focus();
    }
  });

  // Words that earlier cases have too are marked behind the text; the text itself stays a plain field.
  let words = [];
  const behind = () => {
    const area = document.getElementById("in-description");
    if (!area) return null;
    if (!area.parentElement.classList.contains("behind-words")) {
      const box = document.createElement("div");
      box.className = "behind-words";
      area.before(box);
      const under = document.createElement("div");
      under.setAttribute("aria-hidden", "true");
      const held = document.activeElement === area;
      box.append(under, area);
      if (held) area.focus();
      area.addEventListener("scroll", () => { under.scrollTop = area.scrollTop; });
    }
    return area;
  };
  const mark = () => {
    const area = behind();
    if (!area) return;
    const under = area.previousElementSibling;
    const known = words.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
    const parts = known ? area.value.split(new RegExp(`(${known})`)) : [area.value];
    under.replaceChildren(...parts.map((text, nth) => {
      if (nth % 2 === 0) return document.createTextNode(text);
      const one = document.createElement("mark");
      one.textContent = text;
      return one;
    }), "\n");
    under.scrollTop = area.scrollTop;
  };
  document.addEventListener("input", (event) => { if (event.target.id === "in-description") mark(); });
  mark();

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.elt === live() || live()?.contains(event.detail.elt)) {
      const told = live().querySelector("[data-shown]");
      const shown = told?.dataset.shown.split(" ");
      if (shown) form().querySelectorAll("[data-field]").forEach((one) => { one.hidden = !shown.includes(one.dataset.field); });
      words = (told?.dataset.words || "").split(" ").filter(Boolean).sort((one, other) => other.length - one.length);
    }
    mark();
  });

  const began = Date.now();
  setInterval(() => {
    const seconds = Math.floor((Date.now() - began) / 1000);
    const call = document.querySelector("[data-call]");
    if (call) call.textContent = `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  }, 1000);
})();
