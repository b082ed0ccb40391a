// The page works without this script. It adds: keys, suggestions, dropping files, what is pasted.
"use strict";
(function () {
  const one = (selector, from) => (from || document).querySelector(selector);
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  const typing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  const box = () => one("#q");

  // ---- suggestions: a list box under the search box
  const options = () => all("#suggestions [role=option]");
  function shut() {
    const list = one("#suggestions");
    if (!list) return;
    list.hidden = true;
    box().setAttribute("aria-expanded", "false");
    box().removeAttribute("aria-activedescendant");
  }
  function choose(option) {
    options().forEach((each) => each.setAttribute("aria-selected", String(each === option)));
    if (option) {
      box().setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else box().removeAttribute("aria-activedescendant");
  }
  function take(option) {
    box().value = option.textContent.trim();
    shut();
    one("#ask").requestSubmit();
  }
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "suggestions") return;
    const some = options().length > 0 && document.activeElement === box() && box().value.trim() !== "";
    one("#suggestions").hidden = !some;
    box().setAttribute("aria-expanded", String(some));
    box().removeAttribute("aria-activedescendant");
  });
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest && event.target.closest("#suggestions [role=option]");
    if (option) { event.preventDefault(); take(option); }
    else if (!event.target.closest || !event.target.closest(".combo")) shut();
  });
  function inBox(event) {
    const list = one("#suggestions");
    const rows = list.hidden ? [] : options();
    const at = rows.findIndex((each) => each.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" && rows.length) choose(rows[(at + 1) % rows.length]);
    else if (event.key === "ArrowUp" && rows.length) choose(rows[(at + rows.length - (at < 0 ? 0 : 1)) % rows.length]);
    else if (event.key === "Enter" && at >= 0) take(rows[at]);
    else if (event.key === "Escape") { if (list.hidden) box().blur(); else shut(); }
    else return;
    event.preventDefault();
  }

  // ---- keys
  const rows = () => all("[data-row]").filter((row) => row.offsetParent !== null);
  function move(by) {
    const found = rows();
    if (!found.length) return;
    const now = found.findIndex((row) => row.classList.contains("at"));
    const next = found[Math.max(0, Math.min(found.length - 1, now < 0 ? (by > 0 ? 0 : found.length - 1) : now + by))];
    found.forEach((row) => row.classList.toggle("at", row === next));
    const link = one("[data-open]", next);
    if (link) link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }
  function section(by) {
    const heads = all("main section > h2, main section > h3, main article > h1").filter((head) => head.offsetParent !== null);
    const tops = heads.map((head) => head.getBoundingClientRect().top);
    const here = heads.indexOf(document.activeElement);
    const next = here >= 0 ? here + by : by > 0 ? tops.findIndex((top) => top > 8) : tops.findLastIndex((top) => top < -8);
    const head = heads[next];
    if (!head) return;
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
    head.scrollIntoView({ block: "start" });
  }
  function help() {
    const dialog = one("#help");
    if (dialog.open) dialog.close(); else dialog.showModal();
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target === box()) { inBox(event); return; }
    if (typing(event.target)) { if (event.key === "Escape") event.target.blur(); return; }
    if (one("dialog[open]")) return;
    const inPicture = event.target.closest && event.target.closest(".scroll, summary, dialog");
    if (event.key === "/" && box()) { box().focus(); box().select(); }
    else if (event.key === "?") help();
    else if (event.key === "j" || (event.key === "ArrowDown" && !inPicture && rows().length)) move(1);
    else if (event.key === "k" || (event.key === "ArrowUp" && !inPicture && rows().length)) move(-1);
    else if (event.key === "n") section(1);
    else if (event.key === "p") section(-1);
    else if (event.key === "Escape") all(".at").forEach((row) => row.classList.remove("at"));
    else return;
    event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest && event.target.closest("[data-row]");
    if (row) all("[data-row]").forEach((each) => each.classList.toggle("at", each === row));
  });

  // ---- what is clicked: help as a dialog; an SVG link is exchanged by htmx and does not lead away
  document.addEventListener("click", (event) => {
    if (!event.target.closest) return;
    if (event.target.closest("#help-link")) { event.preventDefault(); help(); }
    const link = event.target.closest("svg a[hx-get]");
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) event.preventDefault();
  }, true);

  // ---- a picture that is wider than its place begins in its middle, where the party is
  function centre() {
    const place = one(".picture"), focus = place && one(".box.focus rect", place);
    if (!focus) return;
    const frame = place.getBoundingClientRect(), box_ = focus.getBoundingClientRect();
    place.scrollLeft += box_.left + box_.width / 2 - frame.left - frame.width / 2;
  }
  document.addEventListener("DOMContentLoaded", centre);
  document.addEventListener("htmx:afterSettle", centre);
  if (document.readyState !== "loading") centre();

  // ---- colours: at once, and kept by the server
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (!form.classList.contains("looks") || !button || button.name !== "theme") return;
    event.preventDefault();
    document.documentElement.dataset.theme = button.value;
    const said = new FormData(form);
    said.set("theme", button.value);
    fetch("/look", { method: "POST", body: new URLSearchParams(said), redirect: "manual", credentials: "same-origin" });
    const other = all(".looks .theme").find((each) => each !== button);
    if (other) other.focus();
  });

  // ---- a pasted list, and a dropped file
  document.addEventListener("paste", (event) => {
    const text = event.clipboardData ? event.clipboardData.getData("text") : "";
    if (event.target !== box() || text.trim().split(/\r?\n/).length < 2) return;
    event.preventDefault();
    one(".others").open = true;
    one("#lines").value = text.trim();
    box().value = "";
    shut();
    one("#lines").focus();
  });
  ["as_of", "known_at"].forEach((name) => document.addEventListener("change", (event) => {
    if (event.target.id === name) all(`#list [name=${name}], #file [name=${name}]`).forEach((each) => { each.value = event.target.value; });
  }));
  const carries = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
  ["dragover", "dragenter"].forEach((name) => document.addEventListener(name, (event) => {
    if (!carries(event) || !one("#file")) return;
    event.preventDefault();
    one(".ask").classList.add("over");
  }));
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget && one(".ask")) one(".ask").classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    if (!carries(event) || !one("#file")) return;
    event.preventDefault();
    one(".ask").classList.remove("over");
    one(".others").open = true;
    one("#the-file").files = event.dataTransfer.files;
    one("#file").requestSubmit();
  });
  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = one("#file-progress");
    if (event.target.id !== "file" || !bar || !event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.value = 100 * event.detail.loaded / event.detail.total;
  });
  function tooLarge() {
    const said = document.createElement("p");
    said.className = "alert";
    said.setAttribute("role", "alert");
    said.textContent = one("#file").dataset.large;
    one("#file-said").replaceChildren(said);
    one("#file-progress").hidden = true;
  }
  document.addEventListener("htmx:confirm", (event) => {
    const file = event.target.id === "file" && one("#the-file").files[0];
    if (file && file.size > Number(event.target.dataset.most)) { event.preventDefault(); tooLarge(); }
  });
  document.addEventListener("htmx:sendError", (event) => { if (event.target.id === "file") tooLarge(); });
  document.addEventListener("htmx:responseError", (event) => {
    const place = event.detail.target;
    if (event.target.id === "file") tooLarge();
    else if (place && place.classList.contains("pending")) place.querySelector(".busy").textContent = String(event.detail.xhr.status);
  });
})();
