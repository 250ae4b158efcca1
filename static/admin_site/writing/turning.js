// Turndown, with what our Markdown is like: stars for emphasis, lists that are indented by their
// marks, bars for tables, callouts, footnotes, and no more escapes than the text needs.

import TurndownService from "../vendor/turndown/turndown.js";
import { tableOf } from "./pasted_tables.js";

const ESCAPES = [
  [/\\(?=[\\`*_{}[\]()#+.!>-])/g, "\\\\"],
  [/\*(?=\S)|(?<=\S)\*/g, "\\*"],
  [/(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}])/gu, "\\_"],
  [/`/g, "\\`"],
  [/\[(?=\^)/g, "\\["],
  [/\](?=\()/g, "\\]"],
  [/^(\s*)([-+>])(?=\s)/, "$1\\$2"],
  [/^(\s*)(#{1,6}) /, "$1\\$2 "],
  [/^(\s*)(\d{3,9})\. /, "$1$2\\. "], // “2020. It was”; 1. to 99. are points that somebody typed
];

export function turned(body) {
  return tidied(service.turndown(body));
}

const tidied = (markdown) =>
  markdown
    .replace(/[ \t]+\n(?=\n|$)/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^(\[\^\d+\]: .*)\n\n(?=\[\^\d+\]: )/gm, "$1\n");

const inOneLine = (words) => words.replace(/\s*\n\s*/g, " ");

const service = new TurndownService({
  headingStyle: "atx",
  hr: "---",
  bulletListMarker: "-",
  codeBlockStyle: "fenced",
});

service.escape = (words) =>
  ESCAPES.reduce((escaped, [sign, written]) => escaped.replace(sign, written), words);

// Stars that would meet those of bold words are lines instead.
service.addRule("emphasis", {
  filter: ["em", "i"],
  replacement(content, element) {
    if (!content.trim()) return "";
    const beside = [element.previousSibling, element.nextSibling].map((each) => each?.nodeName);
    const wouldMeet = /^\*|\*$/.test(content) || beside.some((name) => /^(B|STRONG)$/.test(name));
    const sign = wouldMeet ? "_" : "*";
    return sign + content + sign;
  },
});

service.addRule("item", {
  filter: "li",
  replacement(content, item) {
    const list = item.parentElement;
    const place = [...list.children].indexOf(item);
    const sign = list.nodeName === "OL" ? `${Number(list.getAttribute("start") ?? 1) + place}. ` : "- ";
    const lines = content.trim().replace(/\n(?=[^\n])/g, `\n${" ".repeat(sign.length)}`);
    return `${sign}${lines}${item.nextElementSibling ? "\n" : ""}`;
  },
});

service.addRule("table", {
  filter: "table",
  replacement: (_, table) =>
    tableOf(table, (cell) => (cell ? inOneLine(service.turndown(cell)).replaceAll("|", "\\|") : "")),
});

service.addRule("callout", {
  filter: (element) => element.nodeName === "ASIDE" && element.hasAttribute("kind"),
  replacement: (content, box) => `\n\n::: ${box.getAttribute("kind")}\n${content.trim()}\n:::\n\n`,
});

service.addRule("footnote mark", {
  filter: "footnote-mark",
  replacement: (content) => `[^${content}]`,
});

service.addRule("footnote", {
  filter: (element) => element.nodeName === "SECTION" && element.hasAttribute("note"),
  replacement: (content, note) =>
    `\n\n[^${note.getAttribute("note")}]: ${content.trim().replace(/\n(?=[^\n])/g, "\n    ")}\n\n`,
});

service.addRule("term", {
  filter: "dt",
  replacement: (content) => `\n\n${content.trim()}\n`,
});

service.addRule("definition", {
  filter: "dd",
  replacement: (content) => `\n: ${inOneLine(content.trim())}\n`,
});
