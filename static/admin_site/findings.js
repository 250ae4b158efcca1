// The panel of findings: what is wrong with the texts of a form, said while somebody types, each
// with the way to its place. Without this file the panel says what is wrong as it was saved.

import { heightsIn } from "./writing/heights.js";

const PAUSE = 15; // milliseconds without a key before the texts are sent, one question at a time
const QUIET = 1500; // and before what changed is said aloud
const GROUPS = ["blocks", "warning", "information", "waived"];
const AWAY =
  "What is wrong cannot be looked up now: you may have been signed out. Your text is still here.";

const panel = document.querySelector(".proof");
const form = panel?.closest("form");
const blank = panel?.querySelector("template[data-blank]").content.firstElementChild;
const summary = panel?.querySelector(".proof-summary");
const aloud = panel?.querySelector("[role=status]");
let isAsking = false;
let isToAskAgain = false;
let waiting;
let saying;

function texts() {
  const body = new URLSearchParams({ of: panel.dataset.of, pk: panel.dataset.pk, texts: "yes" });
  body.set("kind", panel.dataset.kind);
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !name.includes("-")) body.set(name, value);
  }
  return body;
}

async function post(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    body,
    credentials: "same-origin",
    redirect: "error",
    headers: { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
  });
  if (!answer.headers.get("content-type")?.startsWith("application/json")) throw new Error(AWAY);
  return answer.json();
}

// One question at a time, however quick the keys and however slow the line.
async function refresh() {
  if (isAsking) {
    isToAskAgain = true;
    return;
  }
  isAsking = true;
  const body = texts();
  try {
    show(await post(panel.dataset.findings, body), body);
  } catch {
    summary.textContent = AWAY;
  }
  isAsking = false;
  if (isToAskAgain) {
    isToAskAgain = false;
    refresh();
  }
}

function show(answer, asked) {
  for (const found of answer.findings) {
    found.said = (asked.get(found.field) ?? "").slice(found.start, found.end);
  }
  const focused = document.activeElement;
  const kept = new Map(
    [...panel.querySelectorAll(".proof-finding")].map((item) => [keyOf(item), item]),
  );
  for (const name of GROUPS) {
    const group = panel.querySelector(`[data-severity=${name}]`);
    const found = answer.findings.filter((each) => (each.waived ? "waived" : each.severity) === name);
    const list = group.querySelector(".proof-list");
    const items = found.map((each) => itemFor(each, kept));
    if (items.length !== list.children.length || items.some((item, at) => item !== list.children[at])) {
      list.replaceChildren(...items);
    }
    group.querySelector(".proof-count").textContent = found.length;
    group.hidden = !found.length;
  }
  showFiles(answer.files);
  if (focused?.isConnected && panel.contains(focused)) focused.focus({ preventScroll: true });
  panel.querySelector(".proof-reading").textContent = answer.reading;
  panel.querySelector(".proof-keys").hidden = !answer.findings.length;
  say(answer.summary);
}

// Files change seldom: the elements stay, and with them the focus, until something is said of others.
function showFiles(files) {
  const group = panel.querySelector("[data-files]");
  const list = group.querySelector(".proof-list");
  const items = files.map((found) => {
    const item = group.querySelector("template").content.firstElementChild.cloneNode(true);
    item.classList.toggle("proof-finding--stops", found.stops);
    item.querySelector(".proof-go").href = found.address;
    item.querySelector(".proof-what").textContent = found.what;
    item.querySelector(".proof-do").textContent = found.do;
    return item;
  });
  const said = (all) => [...all].map((item) => item.textContent).join();
  if (said(items) !== said(list.children)) list.replaceChildren(...items);
  group.querySelector(".proof-count").textContent = files.length;
  group.hidden = !files.length;
}

// As the page was drawn by the server, an element has no key yet.
function keyOf(item) {
  return item.dataset.key ?? `drawn ${item.dataset.place}`;
}

// What stays keeps its element, and with it the focus, an opened reason and what is written there.
function itemFor(found, kept) {
  const key = `${found.place} ${found.waived ? "waived" : ""}`;
  let item = kept.get(key);
  if (item) kept.delete(key);
  else {
    item = blank.cloneNode(true);
    item.dataset.key = key;
    item.dataset.place = found.place;
    const opened = kept.get(`drawn ${found.place}`)?.querySelector(".proof-waive");
    if (opened) item.querySelector(".proof-waive")?.replaceWith(opened);
    fill(item, found);
  }
  item.found = found;
  item.querySelector(".proof-where").textContent = found.where;
  return item;
}

function fill(item, found) {
  const part = (name) => item.querySelector(`.proof-${name}`);
  part("what").textContent = found.what;
  part("go").addEventListener("click", () => select(item.found));
  part("do").textContent = found.do;
  part("do").hidden = !found.do;
  part("waived").hidden = !found.waived;
  if (found.waived) {
    part("waived").textContent = `${found.waived.reason} (${found.waived.by}, ${found.waived.at})`;
  }
  const replace = part("replace");
  if (found.replacement === null || found.waived) replace.remove();
  else {
    const words = found.replacement.replace(/\s+/g, " ").trim();
    replace.textContent = words ? `Replace with “${words}”` : "Take it out";
    replace.addEventListener("click", () => put(item.found));
  }
  const waive = part("waive");
  if (!waive) return;
  if (!found.canBeWaived) waive.remove();
  else waive.querySelector("button").addEventListener("click", (event) => leave(event, item));
}

function say(words) {
  if (summary.textContent === words) return;
  summary.textContent = words;
  clearTimeout(saying);
  saying = setTimeout(() => {
    aloud.textContent = words;
  }, QUIET);
}

// --- To its place -----------------------------------------------------------------------

// Since it was found, keys may have moved it: then the nearest place that says the same is meant.
function placeOf(found, text) {
  const { start, said } = found;
  if (text.startsWith(said, start)) return start;
  const before = text.lastIndexOf(said, start);
  const after = text.indexOf(said, start);
  if (before < 0 || after < 0) return Math.max(before, after);
  return start - before < after - start ? before : after;
}

function select(found) {
  const field = form.elements[found.field];
  const start = placeOf(found, field.value);
  if (start < 0) return null;
  for (let around = field.closest("details"); around; around = around.parentElement.closest("details")) {
    around.open = true;
  }
  const editor = field.closest("markdown-editor");
  if (editor?.classList.contains("editor--previews")) editor.querySelector(".editor-shows").click();
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, start + found.said.length);
  const top = heightOf(field, start);
  if (field.tagName === "TEXTAREA") field.scrollTop = top - field.clientHeight / 3;
  const box = field.getBoundingClientRect();
  const at = box.top + Math.max(0, top - field.scrollTop);
  if (at < 0 || at > window.innerHeight - 80) window.scrollBy({ top: at - window.innerHeight / 3 });
  return field;
}

// How far down a place is.
const heightOf = (field, position) =>
  field.tagName === "TEXTAREA" ? heightsIn(field, [position])[0] : 0;

// Written as a person would, so that undo takes it back.
function put(found) {
  const field = select(found);
  if (!field) return;
  const start = field.selectionStart;
  const words = found.replacement;
  const done = document.execCommand(words ? "insertText" : "delete", false, words);
  if (!done) {
    field.setRangeText(words, start, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.setSelectionRange(start, start + words.length);
}

// In the order of the form, and from wherever the cursor is.
function step(back) {
  const fields = [...form.elements];
  const place = (found) => [fields.indexOf(form.elements[found.field]), found.start];
  const before = (one, other) => one[0] - other[0] || one[1] - other[1];
  const all = [...panel.querySelectorAll(".proof-finding")]
    .map((item) => item.found)
    .filter((found) => found && !found.waived)
    .sort((one, other) => before(place(one), place(other)));
  if (!all.length) return;
  const field = document.activeElement;
  const here = [fields.indexOf(field), field.selectionStart ?? -1];
  const next = back
    ? (all.findLast((found) => before(place(found), here) < 0) ?? all.at(-1))
    : (all.find((found) => before(place(found), here) > 0) ?? all[0]);
  select(next);
}

// --- Left as it is ----------------------------------------------------------------------

async function leave(event, item) {
  event.preventDefault();
  const { place } = item.found;
  const reason = item.querySelector("textarea");
  const refused = item.querySelector(".proof-refused");
  refused.textContent = "";
  const body = texts();
  body.set("place", place);
  body.set(`reason-${place}`, reason.value);
  try {
    const answer = await post(panel.dataset.waive, body);
    if (answer.refused) {
      refused.textContent = answer.refused;
      reason.focus();
      return;
    }
    show(answer, body);
    aloud.textContent = `It is left as it is. ${answer.summary}`;
    summary.focus();
  } catch {
    refused.textContent = AWAY;
  }
}

if (panel) {
  summary.tabIndex = -1;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, PAUSE);
  };
  form.addEventListener("input", (event) => {
    if (!panel.contains(event.target)) soon();
  });
  form.addEventListener("change", (event) => {
    if (!panel.contains(event.target)) soon();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    step(event.shiftKey);
  });
  document.addEventListener("DOMContentLoaded", refresh);
}
