// Writing into a text area as a person would, so that its own undo takes each step back.

export const selectedIn = (area) => area.value.slice(area.selectionStart, area.selectionEnd);

// In place of what is selected; then `selectFrom` to `selectTo` of the words are selected.
export function insert(area, words, selectFrom = words.length, selectTo = selectFrom) {
  area.focus({ preventScroll: true });
  const start = area.selectionStart;
  const isNothing = words === "" && start === area.selectionEnd;
  const isDone = isNothing || document.execCommand(words ? "insertText" : "delete", false, words);
  if (!isDone) {
    area.setRangeText(words, start, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(start + selectFrom, start + selectTo);
}

// In place of `from` to `to`.
export function replace(area, from, to, words, selectFrom, selectTo) {
  area.setSelectionRange(from, to);
  insert(area, words, selectFrom, selectTo);
}

// As a block of its own: with an empty line before and after it.
export function insertBlock(area, words, selectFrom = words.length, selectTo = selectFrom) {
  const before = area.value.slice(0, area.selectionStart);
  const rest = area.value.slice(area.selectionEnd);
  const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const tail = rest === "" || rest.startsWith("\n\n") ? "" : rest.startsWith("\n") ? "\n" : "\n\n";
  insert(area, gap + words + tail, gap.length + selectFrom, gap.length + selectTo);
}

// The whole lines that the selection touches, and where they stand.
export function linesAround(area) {
  const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const next = area.value.indexOf("\n", area.selectionEnd);
  const to = next < 0 ? area.value.length : next;
  return { from, to, lines: area.value.slice(from, to).split("\n") };
}
