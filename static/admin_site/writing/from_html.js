// What is on the clipboard as HTML, as Markdown of ours: whatever wrote it, it is brought into one
// shape, which is then written down.

import { boxes, emphasis, headings, links, listsInOrder, raised, takeAway, tidyWords } from "./cleaning.js";
import { fromWord } from "./from_word.js";
import { LeftOut } from "./left_out.js";
import { takeNotes } from "./pasted_notes.js";
import { takeLayoutApart } from "./pasted_tables.js";
import { parsed } from "./styles.js";
import { turned } from "./turning.js";

const OFFICE =
  /urn:schemas-microsoft-com|class="?Mso|docs-internal-guid|content="?(LibreOffice|OpenOffice)|class="[^"]*SCX/i;
const CODE_EDITOR =
  /^<(div|pre)[^>]*data-style="[^"]*font-family:[^"]*(mono|consolas|courier|menlo)[^"]*white-space: ?pre/i;

// Answers { markdown, left }, left being what could not be brought along; or nothing where the HTML
// is but the colours of a program's text. The first footnote gets the number `firstNote`.
export function markdownOf(html, firstNote = 1) {
  const left = new LeftOut();
  const page = parsed(html);
  takeAway(page, left);
  if (CODE_EDITOR.test(page.body.firstElementChild?.outerHTML ?? "")) return undefined;
  fromWord(page, left);
  tidyWords(page);
  takeNotes(page, firstNote, left);
  boxes(page);
  emphasis(page, OFFICE.test(html), left);
  raised(page.body);
  links(page.body, left);
  headings(page.body);
  listsInOrder(page);
  takeLayoutApart(page);
  return { markdown: turned(page.body), left };
}
