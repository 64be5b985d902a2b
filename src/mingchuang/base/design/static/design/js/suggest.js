// Suggestions under a search box: a combobox with a list, by the ARIA authoring practices.
// Without script the box is a plain form. The address stands in data-suggest.
(() => {
  "use strict";
  const PAUSE = 150;
  let boxes = 0;

  const build = (input) => {
    const name = `suggestions-${(boxes += 1)}`;
    const list = document.createElement("ul");
    list.id = name;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.dataset.suggestLabel || "");
    const status = document.createElement("span");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    const place = document.createElement("span");
    place.className = "suggest-place";
    input.before(place);
    place.append(input, list, status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", name);
    input.autocomplete = "off";
    return { list, status, name };
  };

  const attach = (input) => {
    const { list, status, name } = build(input);
    let timer = 0;
    let asked = null;
    let at = -1;
    const options = () => [...list.children];

    const close = () => {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (next) => {
      at = next;
      options().forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
      if (at < 0) {
        input.removeAttribute("aria-activedescendant");
      } else {
        input.setAttribute("aria-activedescendant", options()[at].id);
        options()[at].scrollIntoView({ block: "nearest" });
      }
    };
    const take = (option) => {
      close();
      if (option.dataset.url) {
        window.location.assign(option.dataset.url);
        return;
      }
      input.value = option.dataset.words;
      input.form.requestSubmit();
    };
    const optionOf = (found, place) => {
      const option = document.createElement("li");
      option.id = `${name}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.words = found.words;
      if (found.url) option.dataset.url = found.url;
      const text = document.createElement("span");
      found.pieces.forEach((piece) => {
        const part = document.createElement(piece.hit ? "mark" : "span");
        part.textContent = piece.text;
        text.append(part);
      });
      const kind = document.createElement("span");
      kind.className = "suggestion-kind";
      kind.textContent = found.label;
      option.append(text, kind);
      return option;
    };
    const show = (answer) => {
      list.replaceChildren(...answer.suggestions.map(optionOf));
      mark(-1);
      status.textContent = answer.said;
      const open = answer.suggestions.length > 0 && document.activeElement === input;
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
    };
    const ask = async () => {
      const words = input.value.trim();
      if (asked) asked.abort();
      if (words.length === 0) {
        close();
        return;
      }
      asked = new AbortController();
      try {
        const address = `${input.dataset.suggest}?q=${encodeURIComponent(words)}`;
        const response = await fetch(address, { signal: asked.signal, credentials: "same-origin" });
        if (response.ok) show(await response.json());
      } catch (error) {
        // Asked again with the next letter; searching itself does not need suggestions.
        if (error.name !== "AbortError") close();
      }
    };
    const askSoon = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, PAUSE);
    };

    input.addEventListener("input", (event) => {
      if (!event.isComposing) askSoon();
    });
    input.addEventListener("compositionend", askSoon);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const count = options().length;
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (list.hidden || !count) {
        if (event.key === "ArrowDown" && input.value.trim()) ask();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark(at + step < -1 ? count - 1 : at + step >= count ? -1 : at + step);
      } else if (event.key === "Enter" && at >= 0) {
        event.preventDefault();
        take(options()[at]);
      } else if (event.key === "Tab") {
        close();
      }
    });
    // The pointer must not take the focus away before the click arrives.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role='option']");
      if (option) take(option);
    });
    input.addEventListener("blur", close);
  };

  document.querySelectorAll("input[data-suggest]").forEach(attach);
})();
