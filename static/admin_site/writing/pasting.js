// What is pasted into a text: HTML becomes Markdown, an address on selected words becomes a link,
// and whatever says no more than its words is left to the browser.

import { markdownOf } from "./from_html.js";
import { isAddress, linkTo, ownAddress } from "./link_dialog.js";
import { insert, insertBlock, selectedIn } from "./text.js";

const BLOCK = /\n\n|^(#{1,6} |[-*+] |\d+\. |> |\||:::|\[\^\d+\]:|Table: )/m;

// Answers what there is to say of it; nothing where the browser pastes it as it would anyway.
export function pasted(event, area) {
  const plain = event.clipboardData.getData("text/plain");
  const selected = selectedIn(area).trim();
  if (isAddress(plain.trim()) && selected && !selected.includes("\n") && !isAddress(selected)) {
    event.preventDefault();
    insert(area, linkTo(selected, ownAddress(plain.trim())));
    return "";
  }
  const html = event.clipboardData.getData("text/html");
  const found = html ? markdownOf(html, nextNote(area.value)) : undefined;
  if (!found || (!found.markdown && found.left.isNothing)) return undefined;
  const { markdown, left } = found;
  if (left.isNothing && isSame(markdown, plain)) return undefined;
  event.preventDefault();
  if (BLOCK.test(markdown)) insertBlock(area, markdown);
  else if (markdown) insert(area, spaced(markdown, plain));
  return [markdown && "Pasted as Markdown.", left.inWords()].filter(Boolean).join(" ");
}

function nextNote(text) {
  return 1 + Math.max(0, ...[...text.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1])));
}

// Words from the middle of a sentence keep the space that was copied with them.
function spaced(markdown, plain) {
  return `${/^[ \t]/.test(plain) ? " " : ""}${markdown}${/[ \t]$/.test(plain) ? " " : ""}`;
}

// Without the escapes, which a text that is pasted as it is would not have either.
const isSame = (markdown, plain) => bare(markdown.replace(/\\([^\p{L}\p{N}\s])/gu, "$1")) === bare(plain);
const bare = (words) =>
  words
    .replace(/\r\n?/g, "\n")
    .replace(/[\u00a0 \t]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();
