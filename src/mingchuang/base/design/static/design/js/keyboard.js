// Keys of the desk: / search, j and k rows, Enter opens, x selects, ? shows the list.
(() => {
  "use strict";
  const typing = (element) =>
    element.closest("input, textarea, select, [contenteditable=''], [contenteditable='true'], dialog[open]");
  const rows = () => [...document.querySelectorAll("[data-key-rows] tbody tr, [data-key-rows] > li")];
  const current = () => document.querySelector(".is-current");
  const linkOf = (row) => row.querySelector("a[href]");

  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(current());
    const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
    if (current()) current().classList.remove("is-current");
    next.classList.add("is-current");
    const link = linkOf(next);
    if (link) link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  };
  const showKeys = () => {
    const list = document.querySelector("[data-key-list]");
    if (list && !list.open) list.showModal();
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target)) return;
    const actions = {
      "/": () => document.querySelector("[data-key-search]")?.focus(),
      j: () => move(1),
      k: () => move(-1),
      x: () => current()?.querySelector("[data-select]")?.click(),
      "?": showKeys,
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-key-help]")) showKeys();
  });
})();
