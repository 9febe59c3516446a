// Calls: the running length, and what is asked for by a time, as the seconds pass. Without this the page says how it stood.
(() => {
  const told = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  // The server's clock counts: the difference to this computer's is taken once, from the length that came with the page.
  const first = document.querySelector(".timer [data-since]");
  const parts = first ? first.textContent.trim().split(":").map(Number) : [];
  const ahead = first ? Date.now() - (Date.parse(first.dataset.since) + (parts[0] * 60 + parts[1]) * 1000) : 0;
  const seconds = (iso) => Math.max(0, (Date.now() - ahead - Date.parse(iso)) / 1000);

  const tick = () => {
    document.querySelectorAll("[data-since]").forEach((one) => { one.textContent = told(seconds(one.dataset.since)); });
    document.querySelectorAll("[data-left]").forEach((one) => {
      one.textContent = told(Math.max(0, Math.ceil((Date.parse(one.dataset.left) - Date.now() + ahead) / 1000)));
    });
    document.querySelectorAll(".ask[data-at]:not(.due)").forEach((one) => {
      if (Date.parse(one.dataset.at) > Date.now() - ahead) return;
      one.classList.add("due");
      one.querySelector(".btn")?.classList.add("btn-primary");
      const when = one.querySelector(".when"); // a status: what is put into it is read out
      if (when) when.textContent = when.dataset.now;
    });
  };
  if (document.querySelector("[data-since], [data-left]")) { tick(); setInterval(tick, 1000); }
})();
