// Reading tools of the public site: text size of the article, print, read aloud. All optional.
(() => {
  "use strict";
  const sizes = ["small", "medium", "large"];
  const store = {
    get() { try { return localStorage.getItem("article-size"); } catch { return null; } },
    set(value) { try { localStorage.setItem("article-size", value); } catch { /* private mode: not remembered */ } },
  };
  const setSize = (size) => {
    for (const name of sizes) document.body.classList.toggle(`article-size-${name}`, name === size);
    for (const button of document.querySelectorAll("[data-font-size]")) {
      button.setAttribute("aria-pressed", String(button.dataset.fontSize === size));
    }
  };
  if (document.querySelector("[data-font-size]")) {
    setSize(sizes.includes(store.get()) ? store.get() : "medium");
  }

  const voice = window.speechSynthesis;
  if (voice) for (const part of document.querySelectorAll("[data-needs='speech']")) part.hidden = false;

  const sentences = (text) => text.match(/[^。！？；\n.!?]+[。！？；.!?]?/g) || [];
  const readAloud = (button) => {
    if (voice.speaking) {
      voice.cancel();
      return;
    }
    const part = document.getElementById(button.dataset.readAloud) || document.getElementById("main");
    const before = button.lastChild.textContent;
    button.lastChild.textContent = button.dataset.stop || "停止朗读";
    const queue = sentences(part.innerText).map((text) => text.trim()).filter(Boolean);
    const restore = () => { button.lastChild.textContent = before; };
    queue.forEach((text, index) => {
      const spoken = new SpeechSynthesisUtterance(text);
      spoken.lang = document.documentElement.lang;
      spoken.rate = 0.9;
      spoken.onerror = restore;
      if (index === queue.length - 1) spoken.onend = restore;
      voice.speak(spoken);
    });
    if (!queue.length) restore();
  };
  if (voice) window.addEventListener("pagehide", () => voice.cancel());

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.fontSize) {
      setSize(button.dataset.fontSize);
      store.set(button.dataset.fontSize);
    } else if ("print" in button.dataset) {
      window.print();
    } else if ("readAloud" in button.dataset && voice) {
      readAloud(button);
    }
  });
})();
