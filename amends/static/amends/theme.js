// Light or dark before the first paint: what the person chose, else what the system says.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const apply = () => document.documentElement.setAttribute("data-bs-theme", chosen() || (dark.matches ? "dark" : "light"));
  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme]");
    if (!button) return;
    try {
      if (button.dataset.theme === "system") localStorage.removeItem("theme");
      else localStorage.setItem("theme", button.dataset.theme);
    } catch { /* private mode: the system's choice stays */ }
    apply();
  });
})();
