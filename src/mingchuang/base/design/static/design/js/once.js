// A second click within a few seconds does not send a form of the public site again: the reader would see the
// answer to the second, which says that it is done already.
(() => {
  "use strict";
  const AT_ONCE = 5_000;
  const sent = new Map();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (sent.has(form) && sent.get(form) === event.submitter) {
      event.preventDefault();
      return;
    }
    sent.set(form, event.submitter);
    setTimeout(() => sent.delete(form), AT_ONCE);
  });
  window.addEventListener("pageshow", () => sent.clear());
})();
