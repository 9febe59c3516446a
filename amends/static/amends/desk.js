// Small behaviours of the desk: the palette's arrows, toasts that leave, ticks of a queue, files, unsaved text.
(() => {
  const markAt = (list, step) => {
    const links = [...list.querySelectorAll("a, button")];
    if (!links.length) return;
    const at = links.findIndex((one) => one.classList.contains("at"));
    links[at]?.classList.remove("at");
    const next = links[(at + step + links.length) % links.length];
    next.classList.add("at");
    next.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    const dialog = event.target.closest("#palette");
    if (!dialog || event.isComposing) return;
    const list = dialog.querySelector(".found");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      markAt(list, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      (list.querySelector(".at") || list.querySelector("a, button"))?.click();
    }
  });

  const leave = (line) => setTimeout(() => line.remove(), 9000);
  const meet = (root) => {
    root.querySelectorAll?.(".toast-line:not(.error, [data-stays])").forEach(leave);
    root.querySelectorAll?.("[data-last]").forEach((one) => { one.scrollTop = one.scrollHeight; });
    const wrong = root.querySelector?.(".field.bad :is(input, textarea, select), [autofocus]");
    // The form of a step takes the keyboard at once; on a phone that would only raise the keys over it.
    const byHand = matchMedia("(hover: hover)").matches;
    const first = byHand ? document.querySelector("#step .form-rows > .field :is(input:not([type=hidden]), textarea, select), #step .btn-primary") : null;
    (wrong || (root.contains(first) ? first : null))?.focus({ preventScroll: !wrong });
  };
  document.addEventListener("DOMContentLoaded", () => meet(document));
  const fresh = (event) => (event.detail.target.isConnected ? event.detail.target : event.target);
  document.addEventListener("htmx:afterSwap", (event) => meet(fresh(event)));
  // Until it is settled, a field that comes back refused has the class that it had before.
  document.addEventListener("htmx:afterSettle", (event) => fresh(event).querySelector?.(".field.bad :is(input, textarea, select)")?.focus());
  document.addEventListener("htmx:responseError", () => say(document.body.dataset.failed));
  document.addEventListener("htmx:sendError", () => say(document.body.dataset.offline));

  const say = (text) => {
    const box = document.getElementById("toasts");
    if (!box || !text) return;
    const line = document.createElement("div");
    line.className = "toast-line error";
    line.setAttribute("role", "alert");
    line.textContent = text;
    box.append(line);
    leave(line);
  };

  // A list of several: a plain click adds or takes one away; nobody at a telephone holds Ctrl.
  document.addEventListener("mousedown", (event) => {
    const list = event.target.closest?.("select[multiple]");
    if (!list || event.target.tagName !== "OPTION" || event.button) return;
    event.preventDefault();
    const top = list.scrollTop;
    event.target.selected = !event.target.selected;
    list.focus();
    requestAnimationFrame(() => { list.scrollTop = top; });
    for (const kind of ["input", "change"]) list.dispatchEvent(new Event(kind, { bubbles: true }));
  });

  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });

  // Queue: the bar of bulk steps shows once something is ticked.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-ticks]");
    if (form && event.target.matches("[type=checkbox]")) {
      const ticks = [...form.querySelectorAll("[name=number]")];
      if (event.target.matches("[data-all]")) ticks.forEach((one) => { one.checked = event.target.checked; });
      const chosen = ticks.filter((one) => one.checked).length;
      form.querySelector(".bulk").hidden = !chosen;
      form.querySelector("[data-chosen]").textContent = chosen;
    }
    if (event.target.matches("[data-go]")) event.target.form.requestSubmit();
    const named = event.target.closest(".drop-here");
    if (named && event.target.matches("[type=file]")) {
      named.querySelector("[data-named]").textContent = [...event.target.files].map((one) => one.name).join(", ");
    }
  });
  for (const [kind, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
    document.addEventListener(kind, (event) => {
      const place = event.target.closest?.(".drop-here");
      if (!place) return;
      event.preventDefault();
      place.classList.toggle("over", over);
      if (kind === "drop") {
        const input = place.querySelector("[type=file]");
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files || [])];
    const input = document.querySelector(".drop-here [type=file]");
    if (!files.length || !input) return;
    const all = new DataTransfer();
    [...input.files, ...files].forEach((one) => all.items.add(one));
    input.files = all.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // An answer that need not be given can be taken back: chosen once more, or with Delete.
  let chosen = null;
  const takeBack = (radio) => { radio.checked = false; radio.dispatchEvent(new Event("change", { bubbles: true })); };
  document.addEventListener("pointerdown", (event) => {
    const radio = event.target.closest(".seg label")?.querySelector("input[type=radio]:not([required])");
    chosen = radio?.checked ? radio : null;
  });
  document.addEventListener("click", (event) => { if (chosen && event.target === chosen) takeBack(chosen); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Delete" && event.target.matches?.(".seg input[type=radio]:not([required]):checked")) takeBack(event.target);
  });

  // Typed and not sent: ask before the page goes away, unless a draft keeps it.
  let typed = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-keep]")) typed = true; });
  document.addEventListener("submit", () => { typed = false; });
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.elt.matches?.("[data-draft]") && event.detail.successful) typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
})();
