"use strict";
(() => {
  // Shown at once in the panel; the rest on demand, so that a figure of many thousands stays usable.
  const SHOWN_AT_ONCE = 200;
  const NEXT = new Map([
    ["ArrowLeft", [0, -1]],
    ["ArrowRight", [0, 1]],
    ["ArrowUp", [-1, 0]],
    ["ArrowDown", [1, 0]],
  ]);
  const panel = document.getElementById("panel");
  let evidence = null;

  const made = (name, words = "", className = "") => {
    const element = document.createElement(name);
    element.textContent = words;
    if (className) element.className = className;
    return element;
  };

  const data = () => (evidence ??= JSON.parse(document.getElementById("evidence").textContent));

  const places = (runs) => {
    const found = [];
    for (let at = 0; at < runs.length; at += 2)
      for (let step = 0; step < runs[at + 1]; step += 1) found.push(runs[at] + step);
    return found;
  };

  const link = (address, words) => {
    if (!/^https?:\/\//i.test(address)) return made("span", words);
    const anchor = made("a", words);
    anchor.href = address;
    anchor.target = "_blank";
    anchor.rel = "noopener noreferrer";
    return anchor;
  };

  const line = (...parts) => made("p", parts.filter(Boolean).join("　"), "about");

  const entryItem = ([unit, column, category, title, address, day, seen, late, withdrawn]) => {
    const item = made("li");
    const names = data().names;
    const head = made("p", "", "title");
    head.append(link(address, title));
    if (late) head.append(made("b", "补录", "mark late"));
    if (withdrawn) head.append(made("b", "已撤下", "mark withdrawn"));
    item.append(head);
    item.append(line(day ? `发布 ${day}` : "没有发布日期", `首次采到 ${seen}`, withdrawn && `撤下 ${withdrawn}`));
    item.append(line(names[unit], names[column], names[category]));
    return item;
  };

  const readingItem = ([unit, column, first, last, at, address, says, record]) => {
    const item = made("li");
    const names = data().names;
    item.append(made("p", says, "title"));
    item.append(line(at && `采集 ${at}`, `时段 ${first} 至 ${last}`));
    item.append(line(names[unit], names[column]));
    const where = made("p", "", "about");
    where.append(link(address, address));
    item.append(where);
    if (record) item.append(line(`网页原件 ${record}`));
    return item;
  };

  const fill = (list, rows, item, more) => {
    const from = list.children.length;
    for (const row of rows.slice(from, from + SHOWN_AT_ONCE)) list.append(item(row));
    const left = rows.length - list.children.length;
    more.hidden = left === 0;
    more.textContent = `再显示 ${Math.min(left, SHOWN_AT_ONCE)} 条（还有 ${left} 条）`;
  };

  const part = (words, rows, item) => {
    const section = made("section");
    const list = made("ol");
    const more = made("button", "", "more");
    more.type = "button";
    more.addEventListener("click", () => fill(list, rows, item, more));
    section.append(made("h3", words), list, more);
    fill(list, rows, item, more);
    return section;
  };

  const nameOf = (cell) => {
    const row = cell.closest("tr").querySelector("th[scope=row]");
    const head = cell.closest("table").querySelector(`th[data-column="${cell.cellIndex}"]`);
    return [row?.textContent, head?.dataset.name].filter(Boolean).join(" · ");
  };

  const open = (cell) => {
    const { entries, readings, traces } = data();
    const [ofEntries, ofReadings] = traces[Number(cell.dataset.trace)];
    const items = places(ofEntries).map((place) => entries[place]);
    const read = places(ofReadings).map((place) => readings[place]);
    const content = document.getElementById("panel-content");
    document.getElementById("panel-title").textContent = nameOf(cell);
    document.getElementById("panel-remark").textContent = cell.dataset.remark ?? "";
    content.replaceChildren();
    if (items.length) content.append(part(`信息 ${items.length} 条`, items, entryItem));
    if (read.length) content.append(part(`采集记录 ${read.length} 条`, read, readingItem));
    panel.showModal();
    panel.scrollTop = 0;
  };

  const valueOf = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();

  const compare = (one, other, numeric, sign) => {
    if (one === "" || other === "") return (one === "") - (other === "");
    return sign * (numeric ? Number(one) - Number(other) : one.localeCompare(other, "zh", { numeric: true }));
  };

  const sort = (table, head, order) => {
    const was = head.getAttribute("aria-sort");
    const now = was === "ascending" ? "descending" : was === "descending" ? null : "ascending";
    for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
    const rows = [...order];
    if (now) {
      head.setAttribute("aria-sort", now);
      const column = Number(head.dataset.column);
      const numeric = head.dataset.sort === "number";
      const sign = now === "ascending" ? 1 : -1;
      const keys = new Map(rows.map((row) => [row, valueOf(row, column)]));
      rows.sort((one, other) => compare(keys.get(one), keys.get(other), numeric, sign));
    }
    table.tBodies[0].append(...rows);
  };

  const makeSortable = (table) => {
    const order = [...table.tBodies[0].rows];
    if (order.length < 2) return;
    for (const head of table.querySelectorAll("th[data-column]")) {
      // Beside the words, not around them: a head that is repeated in print leaves out what stands in a button.
      const button = made("button", "", "sort");
      button.type = "button";
      button.setAttribute("aria-label", `按“${head.dataset.name}”排序`);
      head.append(button);
      head.addEventListener("click", () => sort(table, head, order));
    }
  };

  const neighbour = (cell, [down, right]) => {
    const rows = [...cell.closest("table").rows];
    let row = rows.indexOf(cell.closest("tr"));
    let column = cell.cellIndex;
    for (;;) {
      row += down;
      column += right;
      const next = rows[row]?.cells[column];
      if (!next) return null;
      if (next.dataset.trace !== undefined) return next.querySelector("button.trace");
    }
  };

  // One stop of the tabulator key a table; the arrow keys move between its traced cells.
  const makeTraced = (table) => {
    const cells = [...table.querySelectorAll("[data-trace]")];
    for (const cell of cells) {
      const button = made("button", "", "trace");
      button.type = "button";
      button.setAttribute("aria-haspopup", "dialog");
      button.tabIndex = cell === cells[0] ? 0 : -1;
      button.append(...cell.childNodes);
      cell.append(button);
    }
    table.addEventListener("click", (event) => {
      const cell = event.target.closest("[data-trace]");
      if (cell && !event.target.closest("a")) open(cell);
    });
    table.addEventListener("keydown", (event) => {
      const button = event.target.closest("button.trace");
      const next = button && NEXT.has(event.key) && neighbour(button.parentElement, NEXT.get(event.key));
      if (!next) return;
      event.preventDefault();
      for (const other of table.querySelectorAll("button.trace[tabindex='0']")) other.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  };

  for (const table of document.querySelectorAll("main table")) {
    makeSortable(table);
    makeTraced(table);
  }
  document.getElementById("panel-close").addEventListener("click", () => panel.close());
  panel.addEventListener("click", (event) => {
    if (event.target === panel) panel.close();
  });
  document.documentElement.classList.add("scripted");
})();
