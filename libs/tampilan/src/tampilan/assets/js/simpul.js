/* Keys, dialogs, the second click, counts of a selection. Every page works without this file. */
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("berskrip");
  const one = (selector, scope = document) => scope.querySelector(selector);
  const all = (selector, scope = document) => [...scope.querySelectorAll(selector)];
  const say = (words) => { const live = one("#kabar-langsung"); if (live) live.textContent = words; };
  const keysOff = () => document.body.dataset.pintasan === "mati";
  const isTyping = (node) => node.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

  /* focus: an error summary or the heading of a new subject */
  const focusFirst = (scope) => { const target = one("[data-fokus]", scope); if (target && !target.autofocus) target.focus(); };

  /* the second click: the server ignores it by the idempotency key, the reader sees the busy word */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.terkirim) { event.preventDefault(); return; }
    if (form.method !== "post") return;
    form.dataset.terkirim = "1";
    const button = event.submitter;
    if (!button) return;
    button.setAttribute("aria-busy", "true");
    const word = one("span", button);
    if (!word || !button.dataset.sibuk) return;
    button.dataset.kata = word.textContent;
    word.textContent = button.dataset.sibuk;
    say(button.dataset.sibuk);
  });
  const release = () => all("form[data-terkirim]").forEach((form) => {
    delete form.dataset.terkirim;
    all("[aria-busy]", form).forEach((button) => {
      button.removeAttribute("aria-busy");
      if (button.dataset.kata) one("span", button).textContent = button.dataset.kata;
    });
  });
  window.addEventListener("pageshow", release);
  document.addEventListener("htmx:afterRequest", release);

  /* dialogs: a link opens <dialog> here, and its own page without script */
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener && !event.ctrlKey && !event.metaKey) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (dialog && dialog.showModal) {
        event.preventDefault();
        dialog.showModal();
        dialog.addEventListener("close", () => opener.focus(), { once: true });
      }
    }
    const closer = event.target.closest("[data-tutup]");
    if (closer) { const dialog = closer.closest("dialog"); if (dialog) dialog.close(); }
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  /* selection */
  const count = () => all("[data-massal]").forEach((bar) => {
    const boxes = [...bar.elements].filter((box) => box.type === "checkbox");
    const chosen = boxes.filter((box) => box.checked).length;
    const label = one("[data-jumlah]", bar);
    const words = `${chosen} ${bar.dataset.massal} dipilih`;
    if (label && label.textContent !== words) label.textContent = words;
    all("[data-pilih-semua]").forEach((box) => {
      box.checked = chosen > 0 && chosen === boxes.length;
      box.indeterminate = chosen > 0 && chosen < boxes.length;
    });
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-pilih-semua]")) {
      const boxes = all(".sel-pilih input[name]", event.target.closest("table"));
      boxes.forEach((box) => { box.checked = event.target.checked; });
    }
    if (event.target.closest(".sel-pilih")) count();
  });

  /* row keys, only while a row or something in it has focus */
  const rows = (table) => all("[data-baris-isi]", table);
  const prepare = (scope) => all("table[data-baris]", scope).forEach((table) => {
    rows(table).forEach((row, index) => { row.tabIndex = index ? -1 : 0; });
  });
  const moveTo = (list, index) => {
    const next = list[Math.max(0, Math.min(list.length - 1, index))];
    list.forEach((row) => { row.tabIndex = row === next ? 0 : -1; });
    next.focus();
  };
  const onRowKey = (event, row) => {
    const list = rows(row.closest("table"));
    const at = list.indexOf(row);
    const steps = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: list.length - 1 };
    if (event.key in steps) { event.preventDefault(); moveTo(list, steps[event.key]); return true; }
    if (event.key === "x") {
      const box = one(".sel-pilih input", row);
      if (box) { event.preventDefault(); box.click(); }
      return true;
    }
    if (event.key === "Enter" && event.target === row) {
      const link = one("th a, td a", row);
      if (link) link.click();
      return true;
    }
    return false;
  };
  const KEYS = [
    ["/", "Cari"],
    ["?", "Daftar ini"],
    ["↑ ↓ j k", "Pindah baris, bila sebuah baris terpilih"],
    ["Home End", "Baris pertama, terakhir"],
    ["x", "Pilih baris"],
    ["Enter", "Buka baris"],
  ];
  const make = (name, properties, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };
  const drawKeys = () => {
    const heading = make("h2", { id: "daftar-pintasan-judul" }, "Pintasan papan tombol");
    const lines = KEYS.map(([keys, words]) => make("div", {}, make("dt", {}, keys), make("dd", {}, words)));
    const close = make("button", { type: "button", className: "tombol tombol-biasa" }, "Tutup");
    close.dataset.tutup = "";
    const dialog = make("dialog", { id: "daftar-pintasan", className: "dialog" }, heading);
    dialog.append(make("dl", { className: "daftar-ringkas" }, ...lines), close);
    dialog.setAttribute("aria-labelledby", heading.id);
    document.body.append(dialog);
    return dialog;
  };
  const showKeys = () => {
    const dialog = document.getElementById("daftar-pintasan") || drawKeys();
    const before = document.activeElement;
    dialog.showModal();
    dialog.addEventListener("close", () => before.focus(), { once: true });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      all("details.menu[open]").forEach((menu) => { menu.open = false; one("summary", menu).focus(); });
    }
    if (keysOff() || isTyping(event.target) || one("dialog[open]")) return;
    const row = event.target.closest("[data-baris-isi]");
    if (row && onRowKey(event, row)) return;
    if (event.key === "/") {
      const search = one("[data-cari]");
      if (search && search.offsetParent) { event.preventDefault(); search.focus(); }
    }
    if (event.key === "?") { event.preventDefault(); showKeys(); }
  });

  const start = (scope) => { prepare(scope); count(); };
  document.addEventListener("DOMContentLoaded", () => { start(document); focusFirst(document); });
  document.addEventListener("htmx:afterSwap", (event) => { start(document); focusFirst(event.target); });
})();
