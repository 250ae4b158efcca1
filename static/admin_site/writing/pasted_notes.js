// Footnotes of Word, LibreOffice, Google Docs and web pages: a link from the text to a note that
// has a link back. They become marks and notes of ours, with numbers that the text has not used.

const MARK = /^[[(]?\s*(?:footnote\s*)?([\divxlc*†‡a-z]{1,5})\s*[\])]?$/i;
const BLOCKS = [
  "li",
  "[data-style*='mso-element:' i]",
  "div[id*='note' i], div[id^=ftn], div[id^=edn]",
  "p, dd",
  "div",
];
const NOTES =
  ".footnotes, [role=doc-endnotes], [data-style*='mso-element:footnote-list' i], " +
  "[data-style*='mso-element:endnote-list' i]";

// The notes come to the end of the page, each a section that knows its number.
export function takeNotes(page, first, left) {
  const { body } = page;
  const numbers = new Map(); // of each note's element
  const named = namedIn(body);
  for (const link of body.querySelectorAll("a[href*='#']")) {
    if (!MARK.test(link.textContent.trim())) continue;
    if (isInside(numbers, link)) continue; // a note's way back
    const note = noteOf(named, link);
    if (!note) {
      if (isMark(link)) {
        left.add("notes");
        (link.closest("sup") ?? link).remove();
      }
      continue;
    }
    if (!numbers.has(note)) numbers.set(note, first + numbers.size);
    const mark = page.createElement("footnote-mark");
    mark.textContent = String(numbers.get(note));
    (link.closest("sup") ?? link).replaceWith(mark);
  }
  const notes = [...numbers].map(([note, number]) => noteFor(page, note, number));
  for (const rest of body.querySelectorAll(NOTES)) {
    if (numbers.size && !rest.querySelector("li, p")) rest.remove(); // a note without a mark stays
  }
  body.append(...notes);
}

const targetOf = (link) => decoded(link.getAttribute("href").replace(/^[^#]*#/, ""));

function decoded(words) {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}

function namedIn(body) {
  const named = new Map();
  for (const element of body.querySelectorAll("[id], a[name]")) {
    for (const name of [element.id, element.getAttribute("name")]) {
      if (name && !named.has(name)) named.set(name, element);
    }
  }
  return named;
}

function isInside(notes, link) {
  for (let around = link; around; around = around.parentElement) if (notes.has(around)) return true;
  return false;
}

// The note that a link of the text leads to, if a link in it leads back to that link.
function noteOf(named, link) {
  const target = named.get(targetOf(link));
  if (!target) return null;
  const own = [link, link.closest("sup, span[id]")].flatMap((each) => [each?.id, each?.getAttribute("name")]);
  const block = BLOCKS.map((selector) => target.closest(selector)).find(Boolean) ?? target;
  const back = [...block.querySelectorAll("a[href*='#']")].find((each) => own.includes(targetOf(each)));
  const isAfter = link.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING;
  return back && isAfter && !block.contains(link) ? block : null;
}

// A mark whose note was not copied with it.
const isMark = (link) =>
  /^#?_?(ftn|edn|sdfootnote|sdendnote|fn|footnote|cite_note)/i.test(targetOf(link)) &&
  /ref|anc|foot/i.test([link, link.closest("sup")].map((each) => each?.cloneNode(false).outerHTML).join());

// The note without its number and without the way back.
function noteFor(page, note, number) {
  const section = page.createElement("section");
  section.setAttribute("note", number);
  for (const link of note.querySelectorAll("a[href*='#']")) {
    const words = link.textContent.trim();
    if (MARK.test(words) || /^[↩↑^\ufe0e\s]*$/u.test(words)) (link.closest("sup") ?? link).remove();
  }
  section.append(...note.childNodes);
  note.remove();
  return section;
}
