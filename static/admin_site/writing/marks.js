// What each tool writes. A mark that is there already is taken away again.

import { insert, insertBlock, linesAround, replace, selectedIn } from "./text.js";

const ROWS = "| What | How many |\n| --- | ---: |\n| First | 1 |\n| Second | 2 |";
const BULLET = /^(\s*)[-*+] +/;
const NUMBER = /^(\s*)\d{1,9}\. +/;
const QUOTE = /^()> ?/;
const HEADING = /^#{1,6} +/;

function around(area, mark, standIn) {
  const words = selectedIn(area);
  const { selectionStart: start, selectionEnd: end, value } = area;
  const isWithin = words.length > 2 * mark.length && words.startsWith(mark) && words.endsWith(mark);
  if (isWithin && hasJust(words, mark)) {
    insert(area, words.slice(mark.length, -mark.length), 0, words.length - 2 * mark.length);
    return;
  }
  const [before, after] = [value.slice(0, start), value.slice(end)];
  if (words && before.endsWith(mark) && after.startsWith(mark) && hasJust(before, mark, true)) {
    replace(area, start - mark.length, end + mark.length, words, 0, words.length);
    return;
  }
  const inside = words.trim() || standIn;
  const [, lead, , trail] = words.match(/^(\s*)([\s\S]*?)(\s*)$/);
  const from = lead.length + mark.length;
  insert(area, `${lead}${mark}${inside}${mark}${trail}`, from, from + inside.length);
}

// One star is not one of two: italics within bold words are no bold.
function hasJust(words, mark, atEnd = false) {
  const stars = (atEnd ? words.match(/\*+$/) : words.match(/^\*+/))?.[0].length ?? 0;
  return stars === mark.length || stars === 3;
}

function heading(area, marks) {
  const { from, to, lines } = linesAround(area);
  const line = lines[0];
  const words = line.replace(HEADING, "") || "Heading";
  const isThere = line.startsWith(`${marks} `);
  const start = isThere ? 0 : marks.length + 1;
  area.setSelectionRange(from, lines.length > 1 ? from + line.length : to);
  const written = isThere ? words : `${marks} ${words}`;
  if (isThere || line.trim()) insert(area, written, line.trim() ? written.length : start, written.length);
  else insertBlock(area, written, start, written.length);
}

// Each line that is touched gets the mark, or loses it where all have it.
function mark(area, is, others, write, standIn) {
  const { from, to, lines } = linesAround(area);
  if (lines.every((line) => !line.trim())) {
    insertBlock(area, standIn.split("\n").map(write).join("\n"));
    return;
  }
  const areAll = lines.every((line) => !line.trim() || is.test(line));
  let number = 0;
  const written = lines.map((line) => {
    if (!line.trim()) return line;
    if (areAll) return line.replace(is, "$1");
    return write(others.reduce((bare, other) => bare.replace(other, "$1"), line), number++);
  });
  const before = area.value.slice(0, Math.max(0, from - 1)).split("\n").at(-1);
  const isApart = areAll || !before.trim() || is.test(before);
  const words = (isApart ? "" : "\n") + written.join("\n");
  replace(area, from, to, words, lines.length > 1 ? 0 : words.length, words.length);
}

function footnote(area) {
  const taken = [...area.value.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
  const number = Math.max(0, ...taken) + 1;
  area.setSelectionRange(area.selectionEnd, area.selectionEnd);
  insert(area, `[^${number}]`);
  area.setSelectionRange(area.value.length, area.value.length);
  const gap = /\n\[\^\d+\]: [^\n]*$/.test(area.value) ? "\n" : area.value.endsWith("\n") ? "\n" : "\n\n";
  const note = `${gap}[^${number}]: `;
  insert(area, `${note}The note.`, note.length, note.length + 9);
}

function callout(area) {
  const words = selectedIn(area) || "What people should know.";
  insertBlock(area, `::: information\n${words}\n:::`, 16, 16 + words.length);
}

const indented = (line, mark) => line.replace(/^\s*/, (space) => space + mark);

export const MARKS = {
  bold: (area) => around(area, "**", "bold words"),
  italic: (area) => around(area, "*", "words in italics"),
  heading: (area) => heading(area, "##"),
  subheading: (area) => heading(area, "###"),
  list: (area) =>
    mark(area, BULLET, [NUMBER], (line) => indented(line, "- "), "First point\nSecond point"),
  numbers: (area) =>
    mark(area, NUMBER, [BULLET], (line, place) => indented(line, `${place + 1}. `), "First\nSecond"),
  quote: (area) => mark(area, QUOTE, [], (line) => `> ${line}`, "What was said"),
  callout,
  footnote,
  table: (area) => insertBlock(area, `Table: What it shows\n\n${ROWS}`, 7, 20),
  chart: (area) => insertBlock(area, `::: chart What it shows\n\n${ROWS}\n:::`, 10, 23),
};
