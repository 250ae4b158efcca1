// What Word and Outlook put on the clipboard, turned into the HTML that it means: lists, titles,
// tracked changes, comments, what is hidden. Other programs' HTML is left as it is.

import { nested } from "./nested_lists.js";
import { rename, styleOf, unwrap } from "./styles.js";

const NUMBER = /^\(?(\d{1,9})[.)]?$/;
const NUMBERED_PARAGRAPH = /^\d+(\.\d+)+[.)]?$/;
const LETTER = /^\(?[a-z]{1,5}[.)]$/i;
const OWN_LIST = /mso-list:\s*l\d+\s+level(\d+)/i;

export function fromWord(page, left) {
  const { body } = page;
  leaveOutChanges(body, left);
  leaveOutComments(body, left);
  for (const element of body.querySelectorAll("[data-style*='mso-hide' i], [data-style*='display' i]")) {
    const style = styleOf(element);
    if (style["mso-hide"] !== "all" && style.display !== "none") continue;
    if (element.textContent.trim() && !style["mso-element"]) left.add("hidden");
    element.remove();
  }
  for (const line of body.querySelectorAll("[class*=MsoToc i]")) {
    left.add("contents");
    line.remove();
  }
  for (const title of body.querySelectorAll(".MsoTitle")) rename(title, "h1");
  for (const heading of body.querySelectorAll("p[data-style*='mso-outline-level' i]")) {
    rename(heading, `h${Math.min(6, parseInt(styleOf(heading)["mso-outline-level"], 10) || 6)}`);
  }
  for (const heading of body.querySelectorAll("p[role=heading][aria-level]")) {
    rename(heading, `h${Math.min(6, parseInt(heading.getAttribute("aria-level"), 10) || 6)}`);
  }
  lists(page);
  listsOnTheWeb(page);
  captions(body);
  for (const element of [...body.getElementsByTagName("*")]) {
    if (element.nodeName.includes(":")) unwrap(element); // o:p, w:sdt, st1:place
  }
}

function leaveOutChanges(body, left) {
  for (const gone of body.querySelectorAll("del, .msoDel")) {
    if (!gone.isConnected) continue;
    left.add("deleted");
    gone.remove();
  }
  const added = [...body.querySelectorAll("ins, .msoIns")];
  left.add("inserted", added.filter((come) => !come.parentElement.closest("ins, .msoIns")).length);
  added.forEach(unwrap);
}

function leaveOutComments(body, left) {
  const said = body.querySelectorAll(".msocomtxt").length;
  const marks = body.querySelectorAll(".msocomanchor");
  left.add("comments", said || marks.length);
  const around = "[data-style*='mso-element:comment' i], [data-style*='mso-comment-continuation' i], .msocomtxt";
  for (const gone of body.querySelectorAll(`${around}, .MsoCommentReference, .msocomanchor, .msocomoff`)) {
    gone.remove();
  }
  for (const words of body.querySelectorAll("[data-style*='mso-comment-reference' i]")) unwrap(words);
}

// --- Lists ------------------------------------------------------------------------------

const levelOf = (element) =>
  element?.nodeName === "P" ? Number(element.getAttribute("data-style")?.match(OWN_LIST)?.[1] ?? 0) : 0;

function lists(page) {
  for (const heading of page.querySelectorAll("h1, h2, h3, h4, h5, h6")) keepNumber(heading);
  for (const first of page.querySelectorAll("p[data-style*='mso-list' i]")) {
    if (!first.isConnected || !levelOf(first)) continue;
    const run = [first];
    while (levelOf(run.at(-1).nextElementSibling)) run.push(run.at(-1).nextElementSibling);
    list(page, run);
  }
}

// A heading, or a paragraph like 1.2, has its number as words.
function keepNumber(element) {
  const mark = markOf(element);
  if (mark) element.prepend(`${mark.replace(/\.$/, "")} `);
}

function markOf(element) {
  const ignored = element.querySelector("[data-style*='mso-list:Ignore' i], [data-style*='mso-list: Ignore' i]");
  const mark = ignored?.textContent.replace(/\s+/g, "") ?? "";
  ignored?.remove();
  return mark;
}

function list(page, paragraphs) {
  let points = [];
  const place = page.createComment("");
  paragraphs[0].before(place);
  const close = () => {
    if (points.length) place.before(nested(page, points));
    points = [];
  };
  for (const paragraph of paragraphs) {
    const level = levelOf(paragraph);
    const mark = markOf(paragraph);
    if (NUMBERED_PARAGRAPH.test(mark)) {
      close();
      paragraph.prepend(`${mark} `);
      paragraph.removeAttribute("data-style");
      place.before(paragraph);
      continue;
    }
    const number = mark.match(NUMBER)?.[1];
    const lettered = LETTER.test(mark) ? [`${mark} `] : []; // others may speak of point (a)
    const nodes = [...lettered, ...paragraph.childNodes];
    points.push({ level, isNumbered: number !== undefined, number: Number(number), nodes });
    paragraph.remove();
  }
  close();
  place.remove();
}

// Word in a browser gives each point a list of its own, which says how deep it stands.
function listsOnTheWeb(page) {
  for (const first of page.querySelectorAll(".ListContainerWrapper")) {
    if (!first.isConnected) continue;
    const run = [first];
    while (run.at(-1).nextElementSibling?.matches(".ListContainerWrapper")) {
      run.push(run.at(-1).nextElementSibling);
    }
    const points = run.flatMap((wrapper) => [...wrapper.querySelectorAll("li")]).map((item) => ({
      level: Number(item.getAttribute("data-aria-level") ?? item.getAttribute("aria-level") ?? 1),
      isNumbered: item.parentElement.nodeName === "OL",
      number: Number(item.parentElement.getAttribute("start") ?? 1),
      nodes: [...item.childNodes],
    }));
    first.before(nested(page, points));
    for (const wrapper of run) wrapper.remove();
  }
}

// Our texts name a table in the line before it, wherever Word has it.
function captions(body) {
  for (const caption of body.querySelectorAll(".MsoCaption")) {
    const table = [caption.nextElementSibling, caption.previousElementSibling].find(holdsTable);
    if (!table) continue;
    caption.textContent = `Table: ${caption.textContent.replace(/\s+/g, " ").trim()}`;
    table.before(caption);
  }
}

const holdsTable = (element) =>
  element?.nodeName === "TABLE" || (element?.nodeName === "DIV" && element.firstElementChild?.nodeName === "TABLE");
