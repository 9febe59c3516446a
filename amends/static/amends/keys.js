// Keyboard: every element with data-key answers to that key; rows with j and k; Ctrl-K and ? open their dialogs.
(() => {
  const typing = (el) => el.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  let prefix = "";
  let forget = 0;

  const open = (id) => {
    const dialog = document.getElementById(id);
    if (!dialog || dialog.open) return;
    dialog.showModal();
    dialog.querySelector("input")?.select();
  };

  const move = (step) => {
    const rows = [...document.querySelectorAll("[data-rows] a.go")].filter((one) => one.offsetParent);
    if (!rows.length) return;
    const at = rows.indexOf(document.activeElement);
    const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open("palette");
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      const form = event.target.closest("form[data-submit-key]");
      if (form) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      document.querySelectorAll("details.art[open], details.menu[open]").forEach((one) => one.removeAttribute("open"));
      if (typing(event.target)) event.target.blur();
      return;
    }
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "?") { event.preventDefault(); open("shortcuts"); return; }
    if (event.key === "/") { event.preventDefault(); open("palette"); return; }
    if (event.key === "j" || event.key === "k") { move(event.key === "j" ? 1 : -1); return; }
    const pressed = prefix + event.key;
    clearTimeout(forget);
    prefix = "";
    if (event.key === "g" && pressed === "g") {
      prefix = "g ";
      forget = setTimeout(() => { prefix = ""; }, 1500);
      return;
    }
    const target = document.querySelector(`[data-key="${CSS.escape(pressed)}"]`);
    if (target) { event.preventDefault(); target.focus(); target.click(); }
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener && document.getElementById(opener.dataset.open)) { event.preventDefault(); open(opener.dataset.open); }
    const closer = event.target.closest("[data-close]");
    if (closer) closer.closest("dialog, .toast-line, .notice")?.[closer.closest("dialog") ? "close" : "remove"]();
    if (event.target.matches("dialog")) event.target.close();
    document.querySelectorAll("details.art[open], details.menu[open]").forEach((one) => {
      if (!one.contains(event.target)) one.removeAttribute("open");
    });
  });
})();
