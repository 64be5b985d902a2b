// A form leaves a page of the desk once, and only while somebody is signed in: a second click waits, and after
// a sign-in that ended the text and the chosen files stay on the page. Without scripts the server sees to both.
(() => {
  "use strict";
  const FRESH = 60_000;
  const AT_ONCE = 5_000;
  const SIGNED_OUT = "登录已到期，还没有提交。请在新窗口登录，再回到本页提交；填写的内容和选好的文件都在。";
  const warning = document.querySelector("[data-session-warning]");
  const opened = Date.now();
  const sending = new Map();
  let away = false;

  const release = (form) => {
    sending.delete(form);
    form.removeAttribute("aria-busy");
  };
  const hold = (form, button) => {
    sending.set(form, button);
    form.setAttribute("aria-busy", "true");
    // What is answered by a file leaves the page where it is.
    setTimeout(() => release(form), AT_ONCE);
  };
  const opensElsewhere = (form, button) => (button?.formTarget || form.target || "_self") !== "_self";
  const tellSignedOut = () => {
    const link = document.createElement("a");
    link.href = "/account/login/";
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "在新窗口登录";
    warning.querySelector("p").replaceChildren(SIGNED_OUT, " ", link);
    warning.querySelector("[data-session-keep]").hidden = true;
    warning.hidden = false;
  };
  // False when nobody is signed in any more; when the server cannot be asked, sending will show it.
  async function renewed() {
    let response;
    try {
      response = await fetch(warning.dataset.sessionWarning, { cache: "no-store" });
    } catch {
      return true;
    }
    if (response.status === 401) return false;
    if (!response.ok) return true;
    const { token } = await response.json();
    for (const field of document.querySelectorAll("[name='csrfmiddlewaretoken']")) field.value = token;
    document.body.setAttribute("data-hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    return true;
  }
  const isDoubtful = () => warning && (away || Date.now() - opened > FRESH);

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const button = event.submitter;
    if (event.defaultPrevented || form.method !== "post" || opensElsewhere(form, button)) return;
    // Another button of the same form is another wish.
    if (sending.has(form) && sending.get(form) === button) {
      event.preventDefault();
      return;
    }
    if (form.dataset.checked || !isDoubtful()) {
      delete form.dataset.checked;
      hold(form, button);
      return;
    }
    event.preventDefault();
    hold(form, button);
    const mayLeave = await renewed();
    release(form);
    if (!mayLeave) {
      tellSignedOut();
      return;
    }
    warning.hidden = true;
    form.dataset.checked = "yes";
    form.requestSubmit(button);
  });
  document.addEventListener("visibilitychange", () => {
    away ||= document.hidden;
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    away = true;
    for (const form of [...sending.keys()]) release(form);
  });
})();
