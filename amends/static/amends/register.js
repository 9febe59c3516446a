// Register by keyboard: a digit picks the channel, Enter goes on, one click takes over what the right side found.
(() => {
  const form = document.getElementById("register-form");
  if (!form) return;
  const live = document.getElementById("live");
  const fields = () => [...form.querySelectorAll("input:not([type=hidden], [type=file]), select, textarea")].filter((one) => one.offsetParent !== null);
  const changed = (one) => one.dispatchEvent(new Event("input", { bubbles: true }));

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    if (event.key === "Enter" && at.form === form && at.matches("input")) {
      event.preventDefault();
      const all = fields();
      all[all.indexOf(at) + 1]?.focus();
    }
    if (/^[1-9]$/.test(event.key) && !at.matches("input:not([type=radio], [type=checkbox]), textarea, select")) {
      // After keys.js has picked the channel, the phone number comes next.
      setTimeout(() => document.getElementById("in-phone")?.focus());
    }
  });

  document.addEventListener("click", (event) => {
    const filler = event.target.closest("[data-fill]");
    if (filler) {
      const target = form.elements.namedItem(filler.dataset.fill);
      if (target) {
        target.value = filler.dataset.with;
        changed(target.type === "hidden" ? form : target);
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

  live.addEventListener("htmx:afterSettle", () => {
    const shown = live.querySelector("[data-shown]")?.dataset.shown.split(" ");
    if (shown) form.querySelectorAll("[data-field]").forEach((one) => { one.hidden = !shown.includes(one.dataset.field); });
  });

  // A second click while the first is on its way sends nothing.
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => { delete form.dataset.sent; });

  const call = document.querySelector("[data-call]");
  const began = Date.now();
  setInterval(() => {
    const seconds = Math.floor((Date.now() - began) / 1000);
    call.textContent = `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  }, 1000);
})();
