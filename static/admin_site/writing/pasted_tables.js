// A table as lines between bars. Tables that only lay out a page are taken apart.

import { unwrap } from "./styles.js";

const CELLS = ":scope > tr, :scope > thead > tr, :scope > tbody > tr, :scope > tfoot > tr";

export function takeLayoutApart(page) {
  for (const table of [...page.querySelectorAll("table")].reverse()) {
    const rows = rowsOf(table);
    const isLayout = rows.every((row) => row.cells.length <= 1) || table.querySelector("table");
    if (!isLayout) {
      inLines(table);
      continue;
    }
    const parts = rows.flatMap((row) => [...row.cells]).map((cell) => {
      const part = page.createElement("div");
      part.append(...cell.childNodes);
      return part;
    });
    table.replaceWith(...parts);
  }
}

const rowsOf = (table) => [...table.querySelectorAll(CELLS)];

// A cell is one line: its points are set one after the other. What heads a column is bold anyway.
function inLines(table) {
  for (const bold of rowsOf(table)[0].querySelectorAll("b, strong")) unwrap(bold);
  for (const list of table.querySelectorAll("ul, ol")) {
    const items = [...list.querySelectorAll("li")];
    for (const item of items.slice(0, -1)) item.append("; ");
    for (const item of items) unwrap(item);
    unwrap(list);
  }
}

// `words` says what a cell's content is in Markdown.
export function tableOf(table, words) {
  const rows = rowsOf(table).filter((row) => row.textContent.trim());
  const grid = gridOf(rows, words);
  if (!grid.length) return "";
  const width = Math.max(...grid.map((row) => row.length));
  let caption = words(table.querySelector(":scope > caption"));
  if (!caption && width > 1 && rows[0].cells.length === 1 && grid.length > 2) {
    [caption] = grid.shift();
    rows.shift();
  }
  const ends = [...Array(width).keys()].map((column) => (isOfFigures(rows, column) ? "---:" : "---"));
  const lines = grid.map((row) => lineOf([...row, ...Array(width - row.length).fill("")]));
  lines.splice(1, 0, lineOf(ends));
  const title = caption && !isNamed(table) ? `Table: ${caption}\n\n` : "";
  return `\n\n${title}${lines.join("\n")}\n\n`;
}

const lineOf = (cells) => `| ${cells.join(" | ")} |`;
const isNamed = (table) => /^\s*Table:/.test(table.previousElementSibling?.textContent ?? "");

// A cell that spans others leaves them empty.
function gridOf(rows, words) {
  const grid = rows.map(() => []);
  for (const [at, row] of rows.entries()) {
    let column = 0;
    for (const cell of row.cells) {
      while (grid[at][column] !== undefined) column += 1;
      const [down, along] = [cell.rowSpan || 1, Math.min(cell.colSpan || 1, 100)];
      for (let y = at; y < Math.min(at + down, rows.length); y += 1) {
        for (let x = column; x < column + along; x += 1) grid[y][x] = "";
      }
      grid[at][column] = words(cell);
    }
  }
  return grid.map((row) => Array.from(row, (cell) => cell ?? ""));
}

function isOfFigures(rows, column) {
  const cells = rows.slice(1).map((row) => row.cells[column]).filter((cell) => cell?.textContent.trim());
  const isRight = (element) =>
    element?.getAttribute("align") === "right" || /text-align:\s*(right|end)/i.test(element?.getAttribute("data-style") ?? "");
  return cells.length > 0 && cells.every((cell) => isRight(cell) || isRight(cell.firstElementChild));
}
