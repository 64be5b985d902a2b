// The body as rich text. The textarea stays the field that is sent: without this script it is written in directly.
// Built from the library's parts with a bar of our own, so that every word is Chinese and nothing needs inline style.
(() => {
  "use strict";
  const editorAddress = document.currentScript.dataset.editor;
  const PUBLIC = 'src="/files/';
  const DESK = 'src="/desk/files/';
  const toDesk = (html) => html.replaceAll(PUBLIC, DESK);
  const toPublic = (html) => html.replaceAll(DESK, PUBLIC);
  const EMPTY = /^(<p><\/p>)?$/;

  const BUTTONS = [
    ["正文", "段落样式：正文", (c) => c.setParagraph(), ["paragraph"]],
    ["一级标题", "段落样式：一级标题", (c) => c.toggleHeading({ level: 2 }), ["heading", { level: 2 }]],
    ["二级标题", "段落样式：二级标题", (c) => c.toggleHeading({ level: 3 }), ["heading", { level: 3 }]],
    ["三级标题", "段落样式：三级标题", (c) => c.toggleHeading({ level: 4 }), ["heading", { level: 4 }]],
    null,
    ["加粗", "加粗（Ctrl+B）", (c) => c.toggleBold(), ["bold"]],
    ["上标", "上标", (c) => c.toggleSuperscript(), ["superscript"]],
    ["项目列表", "项目列表", (c) => c.toggleBulletList(), ["bulletList"]],
    ["编号列表", "编号列表", (c) => c.toggleOrderedList(), ["orderedList"]],
    ["引文", "引文", (c) => c.toggleBlockquote(), ["blockquote"]],
    null,
    ["链接", "插入或修改链接", "link", ["link"]],
    ["图片", "插入图片", "image", ["image"]],
    ["表格", "插入三行三列的表格", (c) => c.insertTable({ rows: 3, cols: 3, withHeaderRow: true }), ["table"]],
    null,
    ["撤销", "撤销（Ctrl+Z）", (c) => c.undo(), null],
    ["重做", "重做（Ctrl+Y）", (c) => c.redo(), null],
  ];
  const TABLE_BUTTONS = [
    ["上方加行", (c) => c.addRowBefore()],
    ["下方加行", (c) => c.addRowAfter()],
    ["删除行", (c) => c.deleteRow()],
    ["左侧加列", (c) => c.addColumnBefore()],
    ["右侧加列", (c) => c.addColumnAfter()],
    ["删除列", (c) => c.deleteColumn()],
    ["合并单元格", (c) => c.mergeCells()],
    ["拆分单元格", (c) => c.splitCell()],
    ["切换表头", (c) => c.toggleHeaderCell()],
    ["删除表格", (c) => c.deleteTable()],
  ];

  const extensionsOf = (kit) => [
    kit.Document, kit.Paragraph, kit.Text, kit.HardBreak, kit.Dropcursor, kit.Gapcursor, kit.History,
    kit.Heading.configure({ levels: [2, 3, 4] }),
    kit.Bold, kit.Italic, kit.Strike, kit.Underline, kit.Subscript, kit.Superscript, kit.Code,
    kit.BulletList, kit.OrderedList, kit.ListItem, kit.Blockquote, kit.HorizontalRule,
    kit.Link.configure({ openOnClick: false, autolink: false, linkOnPaste: true }),
    kit.Table.configure({ resizable: false }), kit.TableRow, kit.TableHeader, kit.TableCell,
    kit.Image.configure({ allowBase64: false }), kit.Figure, kit.Caption,
  ].filter(Boolean);

  const button = (label, title, act) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "rich-button";
    element.textContent = label;
    element.title = title;
    element.addEventListener("click", act);
    return element;
  };
  const toolbar = (label) => {
    const bar = document.createElement("div");
    bar.className = "rich-bar";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", label);
    // One stop of the Tab key for the bar; arrow keys move within it.
    bar.addEventListener("keydown", (event) => {
      const all = [...bar.querySelectorAll("button")];
      const at = all.indexOf(document.activeElement);
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (at < 0 || !step) return;
      event.preventDefault();
      const next = all[(at + step + all.length) % all.length];
      for (const other of all) other.tabIndex = other === next ? 0 : -1;
      next.focus();
    });
    return bar;
  };
  const oneTabStop = (bar) => {
    [...bar.querySelectorAll("button")].forEach((element, index) => { element.tabIndex = index ? -1 : 0; });
  };

  const askLink = (editor) => {
    const dialog = document.getElementById("link-dialog");
    const field = document.getElementById("link-address");
    field.value = editor.getAttributes("link").href || "";
    dialog.returnValue = "";
    dialog.addEventListener("close", () => {
      const chain = editor.chain().focus().extendMarkRange("link");
      const address = field.value.trim();
      if (dialog.returnValue !== "ok") editor.commands.focus();
      else if (!address) chain.unsetLink().run();
      else if (editor.state.selection.empty && !editor.isActive("link")) {
        chain.insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] }).run();
      } else chain.setLink({ href: address }).run();
    }, { once: true });
    dialog.showModal();
  };

  const sendImage = async (form, file, alt) => {
    const data = new FormData();
    data.append("image", file);
    data.append("alt", alt);
    data.append("csrfmiddlewaretoken", form.querySelector("[name='csrfmiddlewaretoken']").value);
    const response = await fetch(form.dataset.images, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (response.redirected || response.status === 401 || response.status === 403) {
      throw new Error("登录已到期，图片没有上传。请在另一个窗口登录后再试。");
    }
    const body = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
    if (!response.ok) throw new Error((body.problems || []).join("；") || "图片没有上传成功，请稍后再试。");
    return body.address;
  };
  const askImage = (editor, form) => {
    const dialog = document.getElementById("image-dialog");
    const [file, alt, error] = ["image-file", "image-alt", "image-error"].map((id) => document.getElementById(id));
    const insert = dialog.querySelector("[data-insert]");
    const chosen = editor.isActive("image") ? editor.getAttributes("image") : null;
    file.value = "";
    alt.value = chosen?.alt || "";
    error.textContent = "";
    const go = async () => {
      const words = alt.value.trim();
      const missing = [
        ...(file.files[0] || chosen ? [] : ["请选择图片文件"]),
        ...(words ? [] : ["请填写替代文字"]),
      ];
      if (missing.length) {
        error.textContent = missing.join("；");
        (missing[0] === "请填写替代文字" ? alt : file).focus();
        return;
      }
      insert.disabled = true;
      try {
        const address = file.files[0] ? await sendImage(form, file.files[0], words) : chosen.src;
        dialog.close();
        const chain = editor.chain().focus();
        if (chosen) chain.updateAttributes("image", { src: address, alt: words }).run();
        else chain.insertContent({ type: "image", attrs: { src: address, alt: words } }).run();
      } catch (problem) {
        error.textContent = problem.message;
      }
      insert.disabled = false;
    };
    insert.addEventListener("click", go);
    dialog.addEventListener("close", () => insert.removeEventListener("click", go), { once: true });
    dialog.showModal();
  };

  // What is pasted is emptied of everything active before the editor looks at it; the server cleans it again.
  // Handlers and styles go first: the browser reports them against our policy even in a document that never runs.
  const HANDLERS_AND_STYLES = /\s(?:on\w+|style)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi;
  const withoutActiveParts = (html) => {
    const pasted = new DOMParser().parseFromString(html.replace(HANDLERS_AND_STYLES, ""), "text/html");
    for (const element of pasted.querySelectorAll("script, style, iframe, object, embed, template")) element.remove();
    for (const element of pasted.querySelectorAll("*")) {
      for (const { name } of [...element.attributes]) {
        if (name.startsWith("on") || name === "style") element.removeAttribute(name);
      }
    }
    for (const image of pasted.querySelectorAll("img")) {
      if (!image.getAttribute("src")?.startsWith("/desk/files/")) image.remove();
    }
    return pasted.body.innerHTML;
  };

  const build = (kit, textarea) => {
    const form = textarea.form;
    const frame = document.createElement("div");
    frame.className = "rich-text";
    textarea.before(frame);
    const bar = toolbar("正文的格式");
    const tableBar = toolbar("表格的行和列");
    const page = document.createElement("div");
    page.className = "rich-page";
    frame.append(bar, tableBar, page, textarea);
    textarea.hidden = true;

    const describedBy = textarea.getAttribute("aria-describedby");
    const editor = new kit.Editor({
      element: page,
      // The library would write its rules into a style element, which our policy forbids; writing.css has them.
      injectCSS: false,
      extensions: extensionsOf(kit),
      content: toDesk(textarea.value),
      editorProps: {
        transformPastedHTML: withoutActiveParts,
        attributes: {
          role: "textbox",
          "aria-multiline": "true",
          "aria-label": "正文",
          ...(describedBy ? { "aria-describedby": describedBy } : {}),
        },
      },
      onUpdate: () => {
        const html = editor.getHTML();
        textarea.value = EMPTY.test(html) ? "" : toPublic(html);
        textarea.dispatchEvent(new Event("input", { bubbles: true }));
      },
    });
    const special = { link: () => askLink(editor), image: () => askImage(editor, form) };
    const states = [];
    for (const entry of BUTTONS) {
      if (!entry) {
        const gap = document.createElement("span");
        gap.className = "rich-gap";
        bar.append(gap);
        continue;
      }
      const [label, title, act, active] = entry;
      const element = button(label, title, () => (special[act] ? special[act]() : act(editor.chain().focus()).run()));
      bar.append(element);
      if (active && label !== "表格") states.push([element, active]);
    }
    for (const [label, act] of TABLE_BUTTONS) tableBar.append(button(label, label, () => act(editor.chain().focus()).run()));
    for (const each of [bar, tableBar]) oneTabStop(each);

    const show = () => {
      for (const [element, active] of states) element.setAttribute("aria-pressed", String(editor.isActive(...active)));
      tableBar.hidden = !editor.isActive("table");
    };
    editor.on("transaction", show);
    show();
    frame.dataset.ready = "yes";
  };

  const textareas = [...document.querySelectorAll("textarea[data-rich-text]")];
  if (textareas.length) {
    import(editorAddress).then((kit) => textareas.forEach((textarea) => build(kit, textarea))).catch(() => {
      // The plain field is still there and is still saved.
      for (const textarea of textareas) textarea.hidden = false;
    });
  }
})();
