// What the keys do in a text. Tab moves on, Escape does nothing: the text holds nobody.

import { MARKS } from "./marks.js";
import { insert, linesAround, replace, selectedIn } from "./text.js";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const ITEM = /^(\s*)([-*+]|\d{1,9}\.)( +)(.*)$/;

// By what a key is called on every keyboard: those of digits differ with the layout.
const SHORTCUTS = [
  { keys: "Ctrl+B", key: "b", does: "bold", says: "Bold" },
  { keys: "Ctrl+I", key: "i", does: "italic", says: "Italics" },
  { keys: "Ctrl+K", key: "k", does: "link", says: "Link to a page, or to a web address" },
  { keys: "Ctrl+Alt+2", code: "Digit2", alt: true, does: "heading", says: "Heading" },
  { keys: "Ctrl+Alt+3", code: "Digit3", alt: true, does: "subheading", says: "Heading below it" },
  { keys: "Ctrl+Shift+8", code: "Digit8", shift: true, does: "list", says: "List" },
  { keys: "Ctrl+Shift+7", code: "Digit7", shift: true, does: "numbers", says: "Numbered list" },
  { keys: "Ctrl+/", key: "/", does: "keys", says: "This list of keys" },
];

const OTHERS = [
  { keys: "Ctrl+S", says: "Save, as the first button does: a draft stays a draft" },
  { keys: "Enter", says: "In a list: the next point; in an empty point: the end of the list" },
  { keys: "Ctrl+V", says: "Paste: what comes from Word or a web page becomes Markdown" },
  { keys: "Ctrl+Shift+V", says: "Paste the words alone" },
  { keys: "Ctrl+Z", says: "Take the last step back" },
  { keys: "F8", says: "To the next thing to mend; with Shift to the one before" },
  { keys: "Tab", says: "On to the next field; with Shift back to the tools" },
  { keys: "← →", says: "From tool to tool, while one of them has the focus" },
];

export const asPressed = (keys) =>
  isMac ? keys.replace("Ctrl+Alt", "⌘+Option").replace("Ctrl", "⌘") : keys;

export const allKeys = () =>
  [...SHORTCUTS, ...OTHERS].map(({ keys, says }) => ({ keys: asPressed(keys), says }));

export const keysOf = (does) => SHORTCUTS.find((shortcut) => shortcut.does === does)?.keys;

// What a shortcut asks for, if it is one. AltGr is Ctrl and Alt on some systems, and writes letters.
export function askedFor(event) {
  const isCommand = isMac ? event.metaKey : event.ctrlKey && !event.getModifierState("AltGraph");
  if (!isCommand) return undefined;
  return SHORTCUTS.find(
    ({ key, code, alt = false, shift = false }) =>
      (key ? event.key.toLowerCase() === key : event.code === code) &&
      event.altKey === alt &&
      (event.shiftKey === shift || key === "/"),
  )?.does;
}

// The next point of a list, or its end: an empty point and a second Enter.
export function goOnWithList(event, area) {
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
  if (event.key !== "Enter" || !isPlain || event.isComposing || selectedIn(area)) return;
  const { from, to, lines } = linesAround(area);
  const [, indent, sign, space, words] = lines[0].match(ITEM) ?? [];
  if (sign === undefined) return;
  if (area.selectionStart < from + indent.length + sign.length + space.length) return;
  event.preventDefault();
  if (words.trim() === "") {
    replace(area, from, to, "");
    return;
  }
  const next = /\d/.test(sign) ? `${parseInt(sign, 10) + 1}.` : sign;
  insert(area, `\n${indent}${next}${space}`);
}

// Anywhere in a form: its first button, which makes no draft public.
export function saveWithKeys(form) {
  form?.addEventListener("keydown", (event) => {
    const isCommand = isMac ? event.metaKey : event.ctrlKey;
    if (!isCommand || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    const save = form.querySelector("[type=submit][name=_save]");
    if (save) form.requestSubmit(save);
  });
}

export const writes = (does, area) => MARKS[does]?.(area);
