// What somebody types stays in this tab until it is sent; the page works without this file.
(() => {
  const kept = { get: (key) => { try { return JSON.parse(sessionStorage.getItem(key) || "{}"); } catch { return {}; } } };
  const fillable = "input:not([type=hidden],[type=file],[type=password]), textarea, select";
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = form.dataset.draft, typed = kept.get(key);
    for (const field of form.querySelectorAll(fillable)) {
      const known = typed[field.name];
      if (known === undefined) continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = known.includes(field.value);
      else if (!field.value) field.value = known[0] || "";
    }
    form.addEventListener("input", () => {
      const now = {};
      for (const field of form.querySelectorAll(fillable)) {
        const ticks = field.type === "radio" || field.type === "checkbox";
        if (!ticks || field.checked) (now[field.name] ||= []).push(field.value);
      }
      try { sessionStorage.setItem(key, JSON.stringify(now)); } catch { /* full or private: the page itself still holds it */ }
    });
    form.addEventListener("submit", (event) => { if (event.submitter?.value !== "again") for (const button of form.querySelectorAll("button")) setTimeout(() => { button.disabled = true; }); });
  }
  // Which questions fit the answers, the server knows: ask it again after each answer.
  const say = document.getElementById("say"), sometimes = [...document.querySelectorAll("[data-when]")];
  const fit = async () => {
    const told = new FormData(say);
    told.delete("files");
    told.set("do", "again");
    const answer = await fetch(say.action, { method: "POST", body: told }).catch(() => null);
    if (!answer?.ok) return; // the server asks once more when the form is sent
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const one of sometimes) one.hidden = page.querySelector(`[data-when="${one.dataset.when}"]`)?.hidden ?? one.hidden;
    say.elements.seen.value = page.querySelector("[name=seen]")?.value ?? say.elements.seen.value;
  };
  if (say && sometimes.length) say.addEventListener("change", fit);
  const sent = document.querySelector("[data-forget]");
  if (sent) for (const key of Object.keys(sessionStorage)) if (key.startsWith(sent.dataset.forget)) sessionStorage.removeItem(key);
  for (const input of document.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      const list = input.closest(".control")?.querySelector("[data-picked]");
      if (!list) return;
      list.replaceChildren(...[...input.files].map((file) => { const item = document.createElement("li"); item.textContent = file.name; return item; }));
      list.hidden = !input.files.length;
    });
  }
  const print = document.querySelector("[data-print]");
  if (print) { print.hidden = false; print.addEventListener("click", () => window.print()); }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => { await navigator.clipboard.writeText(button.dataset.copy); button.textContent = button.dataset.copied; });
  }
  const unnamed = [...document.querySelectorAll("input[name=anonymous]")];
  const show = () => { for (const one of document.querySelectorAll("[data-names]")) one.hidden = unnamed.some((choice) => choice.checked && choice.value === "yes"); };
  for (const choice of unnamed) choice.addEventListener("change", show);
  if (unnamed.length) show();
  addEventListener("pageshow", () => { for (const button of document.querySelectorAll("form[data-draft] button")) button.disabled = false; });
})();
