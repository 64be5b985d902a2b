// Small helps of the editor page: counters under long fields, one-line titles, fields named by a link.
(() => {
  "use strict";
  const count = (field) => {
    const limit = Number(field.dataset.counter);
    const note = document.createElement("p");
    note.className = "counter";
    note.setAttribute("aria-live", "polite");
    field.after(note);
    const show = () => {
      const length = [...field.value].length;
      note.textContent = length > limit ? `${length} 字，超出 ${length - limit} 字` : `${length} / ${limit} 字`;
      note.dataset.over = length > limit ? "yes" : "";
    };
    field.addEventListener("input", show);
    show();
  };
  for (const field of document.querySelectorAll("[data-counter]")) count(field);
  for (const field of document.querySelectorAll("[data-single-line]")) {
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) event.preventDefault();
    });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".panel-list a[href^='#']");
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    const rich = target.closest(".rich-text")?.querySelector("[contenteditable]");
    const control = rich || (target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea") || target);
    control.scrollIntoView({ block: "center" });
    control.focus({ preventScroll: true });
  });
})();
