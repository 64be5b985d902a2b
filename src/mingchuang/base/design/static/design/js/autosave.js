// Drafts save by themselves. A form with data-autosave="ADDRESS" is posted there a moment after typing stops;
// the answer is JSON: {"saved_at": "14:05", "revision": 7}, or 409 {"merge_url": "…"} when somebody else saved.
(() => {
  "use strict";
  const WAIT = 2000;

  const start = (form) => {
    const status = document.querySelector("[data-autosave-status]");
    const revision = form.querySelector("[name='revision']");
    let timer = 0;
    let busy = false;
    let again = false;
    let stopped = false;

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
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(save, WAIT);
    };
    const answered = async (response) => {
      const body = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
      if (response.status === 409) {
        stopped = true;
        say("conflict", "这份草稿刚被别人保存过，您的文字还在本页，没有丢失。", body.merge_url);
      } else if (response.redirected || response.status === 401 || response.status === 403) {
        say("failed", "登录已到期，尚未保存。请在另一个窗口登录后继续，本页文字不会丢失。");
      } else if (!response.ok) {
        say("failed", body.message || "没有保存成功，稍后会再试。");
        later();
      } else {
        if (revision && body.revision !== undefined) revision.value = body.revision;
        form.dataset.dirty = "";
        say("saved", `已保存 ${body.saved_at || ""}`);
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
      const data = new FormData(form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      try {
        await answered(await fetch(form.dataset.autosave, {
          method: "POST",
          body: data,
          headers: { Accept: "application/json", "X-Requested-With": "autosave" },
        }));
      } catch {
        say("failed", "网络中断，尚未保存，恢复后会再试。");
        later();
      }
      busy = false;
      if (again) {
        again = false;
        later();
      }
    }

    form.addEventListener("input", () => {
      form.dataset.dirty = "yes";
      later();
    });
    form.addEventListener("change", later);
    form.addEventListener("submit", () => {
      stopped = true;
      form.dataset.dirty = "";
      clearTimeout(timer);
    });
    window.addEventListener("beforeunload", (event) => {
      if (form.dataset.dirty) event.preventDefault();
    });
  };

  for (const form of document.querySelectorAll("form[data-autosave]")) start(form);
})();
