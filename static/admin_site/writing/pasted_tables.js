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
  const cells = gridOf(rowsOf(table).filter((row) => row.textContent.trim()));
  if (!cells.length) return "";
  let caption = words(table.querySelector(":scope > caption"));
  const isTitle = cells.length > 2 && cells[0].length > 1 && cells[0].filter(Boolean).length === 1;
  if (!caption && isTitle) caption = words(cells.shift()[0]);
  const width = Math.max(...cells.map((row) => row.length));
  const columns = [...Array(width).keys()];
  const lines = cells.map((row) => lineOf(columns.map((column) => words(row[column]))));
  lines.splice(1, 0, lineOf(columns.map((column) => (isOfFigures(cells, column) ? "---:" : "---"))));
  const title = caption && !isNamed(table) ? `Table: ${caption}\n\n` : "";
  return `\n\n${title}${lines.join("\n")}\n\n`;
}

const lineOf = (words) => `| ${words.join(" | ")} |`;
const isNamed = (table) => /^\s*Table:/.test(table.previousElementSibling?.textContent ?? "");

// The cells by their places: one that spans others leaves theirs empty.
function gridOf(rows) {
  const grid = rows.map(() => []);
  for (const [at, row] of rows.entries()) {
    let column = 0;
    for (const cell of row.cells) {
      while (grid[at][column] !== undefined) column += 1;
      const [down, along] = [cell.rowSpan || 1, Math.min(cell.colSpan || 1, 100)];
      for (let y = at; y < Math.min(at + down, rows.length); y += 1) {
        for (let x = column; x < column + along; x += 1) grid[y][x] = null;
      }
      grid[at][column] = cell;
    }
  }
  return grid;
}

function isOfFigures(rows, column) {
  const cells = rows.slice(1).map((row) => row[column]).filter((cell) => cell?.textContent.trim());
  return cells.length > 0 && cells.every((cell) => isRight(cell) || isRight(cell.firstElementChild));
}

const isRight = (element) =>
  element?.getAttribute("align") === "right" ||
  /text-align:\s*(right|end)/i.test(element?.getAttribute("data-style") ?? "");
