// Drafts save by themselves. A form with data-autosave="ADDRESS" is posted there a moment after typing stops;
// the answer is JSON: {"saved_at": "14:05", "revision": 7, "problems": []}, or 409 {"merge_url": "…"} when
// somebody else saved. With data-token="ADDRESS" a fresh form token is fetched when the sign-in was renewed in
// another window, and before the form leaves the page, so that an ended sign-in never costs the text.
// After a save the body hears "draft-saved".
(() => {
  "use strict";
  const WAIT = 2000;
  const RETRY = 10000;
  const SIGNED_OUT = "登录已到期，尚未保存。请在另一个窗口登录，登录后本页会自动保存，文字不会丢失。";
  const OFFLINE = "网络中断，尚未保存，恢复后会再试。";

  class SignedOut extends Error {}

  const start = (form) => {
    const status = document.querySelector("[data-autosave-status]");
    const revision = form.querySelector("[name='revision']");
    let timer = 0;
    let busy = false;
    let again = false;
    let stopped = false;
    let leaving = false;
    let tokenDoubtful = false;

    const say = (state, text, link) => {
      if (!status) return;
      status.dataset.state = state;
      status.textContent = text;
      if (link) {
        const anchor = document.createElement("a");
        anchor.href = link;
        anchor.textContent = "比较并合并";
        status.append(" ", anchor);
      }
    };
    const later = (wait = WAIT) => {
      clearTimeout(timer);
      timer = setTimeout(save, wait);
    };
    const isJson = (response) => response.headers.get("Content-Type")?.includes("json");

    async function renewToken() {
      if (!form.dataset.token) return;
      const response = await fetch(form.dataset.token, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (response.redirected || !response.ok || !isJson(response)) throw new SignedOut();
      const { token } = await response.json();
      for (const field of document.querySelectorAll("[name='csrfmiddlewaretoken']")) field.value = token;
      document.body.setAttribute("data-hx-headers", JSON.stringify({ "X-CSRFToken": token }));
      tokenDoubtful = false;
    }
    async function post() {
      if (tokenDoubtful) await renewToken();
      const data = new FormData(form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      return fetch(form.dataset.autosave, {
        method: "POST",
        body: data,
        headers: { Accept: "application/json", "X-Requested-With": "autosave" },
      });
    }
    const answered = async (response) => {
      if (response.redirected || response.status === 401 || response.status === 403) throw new SignedOut();
      const body = isJson(response) ? await response.json() : {};
      if (response.status === 409) {
        stopped = true;
        say("conflict", "这份草稿刚被别人保存过，您的文字已经另存，没有丢失。", body.merge_url);
        form.dataset.dirty = "";
      } else if (!response.ok) {
        say("failed", body.message ? `尚未保存：${body.message}` : "没有保存成功，稍后会再试。");
        // What was refused waits for the person; what the server could not do is tried again.
        if (!body.message || response.status >= 500) later(RETRY);
      } else {
        if (revision && body.revision !== undefined) revision.value = body.revision;
        if (!again) form.dataset.dirty = "";
        const problems = body.problems || [];
        if (problems.length) say("failed", `已保存 ${body.saved_at}，但有 ${problems.length} 处没有存入：${problems.join("；")}`);
        else say("saved", `已保存 ${body.saved_at || ""}`);
        document.body.dispatchEvent(new CustomEvent("draft-saved", { bubbles: true }));
      }
    };
    async function save() {
      if (stopped) return;
      if (busy) {
        again = true;
        return;
      }
      busy = true;
      say("saving", "正在保存");
      try {
        await answered(await post());
      } catch (error) {
        tokenDoubtful = error instanceof SignedOut;
        say("failed", tokenDoubtful ? SIGNED_OUT : OFFLINE);
        later(RETRY);
      }
      busy = false;
      if (again) {
        again = false;
        later();
      }
    }

    form.addEventListener("input", () => {
      form.dataset.dirty = "yes";
      if (busy) again = true;
      later();
    });
    form.addEventListener("change", () => later());
    const leave = () => {
      stopped = true;
      form.dataset.dirty = "";
      clearTimeout(timer);
    };
    form.addEventListener("submit", async (event) => {
      if (leaving || !form.dataset.token) {
        leave();
        return;
      }
      event.preventDefault();
      const button = event.submitter;
      try {
        await renewToken();
        leaving = true;
        form.requestSubmit(button);
      } catch (error) {
        tokenDoubtful = error instanceof SignedOut;
        say("failed", tokenDoubtful ? SIGNED_OUT : OFFLINE);
        later(RETRY);
      }
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) stopped = leaving = false;
    });
    window.addEventListener("beforeunload", (event) => {
      if (form.dataset.dirty) event.preventDefault();
    });
  };

  for (const form of document.querySelectorAll("form[data-autosave]")) start(form);
})();
