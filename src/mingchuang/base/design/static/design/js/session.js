// Warns five minutes before the sign-in ends; one click keeps it. Nothing covers the page.
(() => {
  "use strict";
  const EARLY = 5 * 60;
  let seconds = Number(document.body.dataset.sessionSeconds);
  const warning = document.querySelector("[data-session-warning]");
  if (!warning || !Number.isFinite(seconds) || seconds <= 0) return;
  const text = warning.querySelector("p");
  const before = text.textContent;
  let timer = 0;

  const arm = () => {
    clearTimeout(timer);
    const wait = Math.max(0, seconds - EARLY) * 1000;
    if (wait < 2 ** 31) timer = setTimeout(() => { warning.hidden = false; }, wait);
  };
  const keep = async () => {
    try {
      const response = await fetch(warning.dataset.sessionWarning, { cache: "no-store" });
      if (response.redirected || !response.ok) throw new Error(String(response.status));
      seconds = (await response.json()).seconds;
      warning.hidden = seconds > EARLY;
      text.textContent = before;
      arm();
    } catch {
      text.textContent = "登录已到期。请在另一个窗口登录，本页填写的内容不会丢失。";
    }
  };
  warning.querySelector("[data-session-keep]").addEventListener("click", keep);
  arm();
})();
