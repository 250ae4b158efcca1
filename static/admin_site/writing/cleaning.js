// HTML from anywhere, made into the few elements that our texts know. It is parsed apart from any
// page, so that nothing of it is fetched, run or shown.

import { inBrackets, ownAddress } from "./link_dialog.js";
import { rename, styleOf, unwrap } from "./styles.js";

const NOTHING =
  "script, style, meta, link, title, xml, noscript, template, select, textarea, input, button, " +
  "nav[aria-label*=breadcrumb i]";
const FOR_EARS = ".visually-hidden, .govuk-visually-hidden, .sr-only, .screen-reader-text";
const FILES = "iframe, object, embed, video, audio";
const LINKS = /^(https?:|mailto:|tel:|\/)/i;
const NO_GROUND =
  /^(transparent|white|none|inherit|initial|auto|#fff(fff)?$|rgba?\(255, ?255, ?255|rgba\(0, ?0, ?0, ?0\))/i;
const INK =
  /^(black|windowtext|auto|inherit|initial|#([0-4].){3}$|#[0-4]{3}$|rgba?\((\d{1,2}, ?){2}\d{1,2}\b)/i;
const LETTERS_ABOVE = { 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const LETTERS_BELOW = { 0: "₀", 1: "₁", 2: "₂", 3: "₃", 4: "₄", 5: "₅", 6: "₆", 7: "₇", 8: "₈", 9: "₉" };

export function takeAway(page, left) {
  const comments = page.createNodeIterator(page, NodeFilter.SHOW_COMMENT);
  for (let comment = comments.nextNode(); comment; comment = comments.nextNode()) {
    left.add("files", comment.data.match(/<o:OLEObject\b/gi)?.length ?? 0);
    comment.remove();
  }
  for (const element of page.querySelectorAll(`${NOTHING}, ${FOR_EARS}`)) element.remove();
  for (const file of page.querySelectorAll(FILES)) {
    left.add("files");
    file.remove();
  }
  for (const picture of page.querySelectorAll("img, svg, canvas")) takePicture(picture, left);
}

// Ours are there already, with their words; pixels that count readers are no pictures.
function takePicture(picture, left) {
  const source = ownAddress(picture.getAttribute("src") ?? "");
  if (source.startsWith("/pictures/")) {
    picture.setAttribute("src", source);
    picture.closest("figure")?.querySelector("figcaption")?.remove(); // its title says the same
    return;
  }
  const isSmall = ["width", "height"].some((side) => Number(picture.getAttribute(side) ?? 99) <= 2);
  const isIcon = picture.nodeName === "svg" && !picture.querySelector("image, text");
  if (!isSmall && !isIcon) left.add("pictures");
  picture.remove();
}

// --- Words ------------------------------------------------------------------------------

export function tidyWords(page) {
  const texts = page.createNodeIterator(page.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    text.data = text.data
      .replace(/[\u00a0\u2007\u202f]/g, " ")
      .replace(/[\u00ad\u200b\u2060\ufeff]/g, "")
      .replace(/[\uf0b7\uf0a7]/g, "•");
  }
}

export function emphasis(page, isOffice, left) {
  for (const element of page.body.querySelectorAll("span, font, b, strong, i, em, u, a")) {
    const style = styleOf(element);
    if (isOffice && isColoured(element, style)) left.add("colours");
    const bold = weightOf(style);
    const isTag = { bold: /^(B|STRONG)$/, italic: /^(I|EM)$/ };
    if (isTag.bold.test(element.nodeName) && bold === false) unwrap(element);
    else if (isTag.italic.test(element.nodeName) && style["font-style"] === "normal") unwrap(element);
    else if (/^(SPAN|FONT)$/.test(element.nodeName)) {
      if (style["font-style"] === "italic") wrap(element, "em");
      if (bold) wrap(element, "strong");
    }
  }
  for (const struck of page.body.querySelectorAll("s, strike, [data-style*='line-through']")) {
    if (struck.textContent.trim()) left.add("struck");
  }
  for (const inside of page.body.querySelectorAll(":is(h1, h2, h3, h4, h5, h6, th) :is(b, strong)")) {
    unwrap(inside);
  }
  for (const plain of page.body.querySelectorAll("span, font, u, abbr, ins, s, strike, label, mark")) {
    unwrap(plain);
  }
  page.body.normalize();
  joined(page.body);
}

function weightOf(style) {
  const weight = style["font-weight"];
  if (!weight) return undefined;
  return weight === "bold" || weight === "bolder" || Number(weight) >= 600;
}

// Headings and links have a colour of their own wherever they come from.
function isColoured(element, style) {
  if (element.closest("a, h1, h2, h3, h4, h5, h6") || !element.textContent.trim()) return false;
  const behind = style["mso-highlight"] ?? style.background ?? style["background-color"] ?? "";
  if (behind && !NO_GROUND.test(behind)) return true;
  const colour = style.color ?? element.getAttribute("color") ?? "";
  return Boolean(colour) && !INK.test(colour);
}

// Programs cut bold words into many pieces; in Markdown their marks would meet.
function joined(body) {
  for (const tag of ["b", "strong", "i", "em"]) {
    for (const element of body.querySelectorAll(tag)) {
      for (const inner of element.querySelectorAll(tag)) unwrap(inner);
      let next = element.nextSibling;
      while (next && (next.nodeName === element.nodeName || isGapBefore(next, element.nodeName))) {
        if (next.nodeName === element.nodeName) element.append(...next.childNodes);
        else element.append(next.data);
        next.remove();
        next = element.nextSibling;
      }
      if (element.lastChild?.nodeName === "BR") element.after(element.lastChild);
    }
  }
}

const isGapBefore = (text, name) =>
  text.nodeType === Node.TEXT_NODE && !text.data.trim() && text.nextSibling?.nodeName === name;

function wrap(element, tag) {
  if (!element.textContent.trim() || element.querySelector("p, li, table, h1, h2, h3")) return;
  const around = element.ownerDocument.createElement(tag);
  around.append(...element.childNodes);
  element.append(around);
}

export function raised(body) {
  for (const [tag, letters] of [["sup", LETTERS_ABOVE], ["sub", LETTERS_BELOW]]) {
    for (const element of body.querySelectorAll(tag)) {
      const words = element.textContent.trim();
      if (/^\d{1,3}$/.test(words)) element.textContent = words.replace(/\d/g, (digit) => letters[digit]);
      unwrap(element);
    }
  }
}

// --- Links, headings, lists, boxes ------------------------------------------------------

export function links(body, left) {
  for (const link of body.querySelectorAll("a")) {
    const href = ownAddress(unguarded((link.getAttribute("href") ?? "").trim()));
    if (/^file:/i.test(href)) left.add("computers");
    if (!LINKS.test(href) || !link.textContent.trim()) unwrap(link);
    else {
      link.setAttribute("href", inBrackets(href));
      link.removeAttribute("title");
    }
  }
}

// Outlook leads every link through a guard of its maker's.
function unguarded(href) {
  if (!/^https:\/\/[\w.]+\.safelinks\.protection\.outlook\.com\//i.test(href)) return href;
  return new URL(href).searchParams.get("url") ?? href;
}

// The title of a page is none of its headings: where there is one of the first level, all move down.
export function headings(body) {
  const all = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const down = all.some((heading) => heading.nodeName === "H1" && heading.textContent.trim()) ? 1 : 0;
  for (const heading of all) {
    if (heading.closest("td, th, li")) rename(heading, heading.closest("li") ? "strong" : "span");
    else if (down) rename(heading, `h${Math.min(6, Number(heading.nodeName[1]) + 1)}`);
  }
}

export function listsInOrder(page) {
  for (const list of page.body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    const before = list.previousElementSibling;
    if (before?.nodeName === "LI") before.append(list);
    else unwrap(list);
  }
  for (const item of page.body.querySelectorAll("li")) {
    const paragraphs = [...item.children].filter((child) => /^(P|DIV)$/.test(child.nodeName));
    if (paragraphs.length === 1) unwrap(paragraphs[0]);
  }
  for (const paragraph of page.body.querySelectorAll("p")) typedList(page, paragraph);
}

// Points that were typed: paragraphs that begin with a dot.
function typedList(page, first) {
  if (!first.isConnected || !/^\s*[•·▪‣]\s*\S/.test(first.textContent)) return;
  const list = page.createElement("ul");
  first.before(list);
  let next = first;
  while (next?.nodeName === "P" && /^\s*[•·▪‣]\s*\S/.test(next.textContent)) {
    const item = rename(next, "li");
    const text = page.createNodeIterator(item, NodeFilter.SHOW_TEXT).nextNode();
    text.data = text.data.replace(/^\s*[•·▪‣]\s*/, "");
    next = item.nextElementSibling;
    list.append(item);
  }
}

const BOXES = [
  [".callout--warning, .help-notice, .govuk-warning-text", "warning"],
  [".callout--help-line", "help-line"],
  [".callout--information, .info-notice, .govuk-inset-text, .call-to-action", "information"],
];

export function boxes(page) {
  for (const label of page.querySelectorAll(".callout-label, .govuk-warning-text__icon")) label.remove();
  for (const [selector, kind] of BOXES) {
    for (const box of page.querySelectorAll(selector)) {
      if (!box.closest("[kind], li, table")) rename(box, "aside").setAttribute("kind", kind);
    }
  }
}
