// Keys of the queue and of a case: t, f and e ask why, and only then write. Without it there are forms.
"use strict";
(function () {
  const one = (selector, from) => (from || document).querySelector(selector);
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  const typing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && element.type !== "checkbox";
  const rows = () => all("tr[data-case]");
  const marked = () => one("tr[data-case].at") || one("article[data-case]");

  function ask(key) {
    const about = marked(), dialog = one(`#ask-${key}`);
    if (!about || !dialog || !("waits" in about.dataset)) return;
    const form = one("form", dialog);
    form.action = `/cases/${about.dataset.case}/${form.dataset.action}`;
    one("[name=version]", form).value = about.dataset.version;
    one("[name=at]", form).value = Math.max(0, rows().indexOf(about));
    one("[data-about]", dialog).textContent = about.dataset.about;
    dialog.showModal();
    (one("select", form) || one("textarea", form)).focus();
  }
  function mark() {
    const box = marked() && one("input[type=checkbox]", marked());
    if (box) box.checked = !box.checked;
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (typing(event.target) || one("dialog[open]")) return;
    if (["t", "f", "e"].includes(event.key)) ask(event.key);
    else if (event.key === "x") mark();
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const close = event.target.closest && event.target.closest("[data-close]");
    if (close) close.closest("dialog").close();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target, file = one("input[type=file]", form);
    if (file && file.files[0] && file.files[0].size > Number(form.dataset.most)) {
      event.preventDefault();
      const said = one("[role=alert]", form);
      said.textContent = form.dataset.large;
      said.hidden = false;
      return;
    }
    if (form.method === "post" && !event.defaultPrevented) all("button", form).forEach((each) => setTimeout(() => { each.disabled = true; }));
  });
  window.addEventListener("pageshow", () => all("form button").forEach((each) => { each.disabled = false; }));

  // ---- after a decision the cursor stands where it stood: on what came up in its place
  const table = one("table[data-at]");
  if (table && rows().length) {
    const next = rows()[Math.min(Number(table.dataset.at), rows().length - 1)];
    next.classList.add("at");
    one("[data-open]", next).focus();
  }
})();
