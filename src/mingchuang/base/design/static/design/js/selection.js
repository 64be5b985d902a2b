// Bulk acts say how many rows they will touch. Rows carry <input type="checkbox" data-select>, the head data-select-all.
(() => {
  "use strict";
  const boxes = () => [...document.querySelectorAll("input[data-select]")];
  const count = document.querySelector("[data-bulk-count]");
  const all = document.querySelector("input[data-select-all]");
  const bar = document.querySelector("[data-bulk-bar]");
  if (!count) return;
  const labels = new Map();
  for (const button of bar ? bar.querySelectorAll("button") : []) labels.set(button, button.textContent.trim());

  const update = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    count.textContent = chosen ? `已选中 ${chosen} 条` : "尚未选中";
    for (const [button, label] of labels) {
      button.disabled = chosen === 0;
      const text = button.querySelector("span") || button;
      text.textContent = chosen ? `${label}（${chosen} 条）` : label;
    }
    if (all) {
      all.checked = chosen > 0 && chosen === boxes().length;
      all.indeterminate = chosen > 0 && chosen < boxes().length;
    }
  };
  document.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes()) box.checked = all.checked;
    if (event.target === all || event.target.matches("input[data-select]")) update();
  });
  window.addEventListener("pageshow", update);
  update();
})();
