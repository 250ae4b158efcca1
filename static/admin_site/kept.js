// What is typed and not saved is kept on the server a few seconds after the last key, and until
// that is done in this browser. And who else has the form open. Without this file nothing is kept,
// and who is there is said when the form is opened.

const PREFIX = "unsaved ";
const PAUSE = 3000; // milliseconds without a key before the text is sent
const LONGEST = 10_000; // and however busy the keys
const SOON = 500; // before it is put aside in this browser
const BEAT = 15_000;
const PATIENCE = 20_000;
const WEEKS = 4 * 7 * 24 * 3600 * 1000;
const NOT_TEXT = new Set(["csrfmiddlewaretoken"]);
const STILL = "Your text is still in this browser.";

const panel = document.querySelector(".writing");
const form = document.querySelector(".change-form #content-main > form");
const says = document.querySelector(".kept");
const here = panel?.querySelector(".here");
const aloud = panel?.querySelector("[role=status]");
const facts = panel?.dataset;
const key = (name) => `${PREFIX}${facts.editor} ${facts.model} ${facts.number || facts.kind} ${name}`;

let kept = null; // the text that the server has
let isSent = false; // the form itself
let isLoggingOut = false;
let isTouched = false;
let isSending = false;
let isToSendAgain = false;
let firstKeyAt = 0;
let waiting;
let putting;

function text() {
  const fields = [...new FormData(form)].filter(
    ([name, value]) =>
      typeof value === "string" &&
      !NOT_TEXT.has(name) &&
      !name.includes("__prefix__") &&
      form.elements[name]?.type !== "password",
  );
  return JSON.stringify(fields);
}

// --- In this browser --------------------------------------------------------------------

function putAside(words) {
  if (isLoggingOut) return false;
  try {
    localStorage.setItem(key(facts.window), JSON.stringify({ at: Date.now(), words }));
    return true;
  } catch {
    return false; // its store is full, or switched off
  }
}

function leftovers() {
  const found = [];
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(key("")) || name === key(facts.window)) continue;
    const copy = JSON.parse(localStorage.getItem(name));
    if (Date.now() - copy.at > WEEKS) localStorage.removeItem(name);
    else found.push({ name, window: name.slice(key("").length), words: copy.words });
  }
  return found;
}

// What never reached the server is given to it now, and the page then offers it like the rest.
async function handIn() {
  const found = leftovers();
  const buttons = [...panel.querySelectorAll(".kept-wishes button")];
  const hold = (isHeld) => {
    for (const button of buttons) button.disabled = isHeld;
  };
  hold(found.length > 0);
  let isNew = false;
  for (const { name, window: from, words } of found) {
    try {
      const answer = await post({ window: from, words, late: "yes" });
      if (!answer.kept) continue;
      localStorage.removeItem(name);
      isNew = true;
    } catch {
      break; // another time
    }
  }
  const isUntouched = !isTouched && !isUnsaved();
  if (isNew && isUntouched) window.location.reload();
  else hold(false);
}

// --- To the server ----------------------------------------------------------------------

class NotKept extends Error {
  constructor(why, isSignedOut = false) {
    super(why);
    this.isSignedOut = isSignedOut;
  }
}

function ask(body) {
  const { editor, model, number, kind } = facts;
  return fetch(facts.beat, {
    method: "POST",
    body: new URLSearchParams({ editor, model, number, kind, ...body }),
    credentials: "same-origin",
    redirect: "manual",
    headers: { "X-CSRFToken": token().value },
    signal: AbortSignal.timeout(PATIENCE),
  });
}

function token() {
  return form.querySelector("[name=csrfmiddlewaretoken]");
}

async function post(body) {
  let answer;
  try {
    answer = await ask(body);
    if (answer.status === 403 && (await renewToken())) answer = await ask(body);
  } catch (error) {
    if (error instanceof NotKept) throw error;
    throw new NotKept("no connection.");
  }
  if (answer.type === "opaqueredirect") throw new NotKept("you are signed out.", true);
  if (!answer.headers.get("content-type")?.startsWith("application/json")) {
    throw new NotKept(answer.status === 404 ? "this is not there any more." : "the site does not answer.");
  }
  const said = await answer.json();
  if (said.refused) throw new NotKept(said.refused);
  return said;
}

// Whoever signs in anew has another token: then this form would be refused as well as its text.
async function renewToken() {
  const answer = await fetch(window.location.href, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (page.querySelector("#login-form")) throw new NotKept("you are signed out.", true);
  const fresh = page.querySelector("[name=csrfmiddlewaretoken]");
  if (!fresh || page.querySelector(".writing")?.dataset.editor !== facts.editor) return false;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
    field.value = fresh.value;
  }
  return true;
}

// One at a time, however quick the keys and however slow the line.
async function send() {
  clearTimeout(waiting);
  if (isSent || isLoggingOut) return;
  if (isSending) {
    isToSendAgain = true;
    return;
  }
  isSending = true;
  isToSendAgain = false;
  const words = text();
  const body = { window: facts.window, seen: form.elements.seen?.value ?? "" };
  if (words !== kept) body.words = words;
  try {
    const answer = await post(body);
    if (answer.wait) soon();
    else {
      firstKeyAt = 0;
      tellOthers(answer.others, answer.saved);
      if (answer.kept) {
        kept = words;
        if (text() === words) localStorage.removeItem(key(facts.window));
        say(`Kept at ${answer.kept}`);
      } else if (says.dataset.isWorry !== undefined) say("");
    }
  } catch (error) {
    if (words !== kept && !isSent) worry(error, words);
  }
  isSending = false;
  if (isToSendAgain) soon();
}

function soon() {
  const now = Date.now();
  firstKeyAt ||= now;
  clearTimeout(waiting);
  waiting = setTimeout(send, Math.min(PAUSE, Math.max(0, firstKeyAt + LONGEST - now)));
}

// --- Said -------------------------------------------------------------------------------

function say(words) {
  const wasWorry = says.dataset.isWorry !== undefined;
  const isFirst = says.hidden;
  delete says.dataset.isWorry;
  says.textContent = words;
  says.hidden = !words;
  // Aloud once, and when what was wrong is right again: not every few seconds.
  if (words && (isFirst || wasWorry)) aloud.textContent = words;
}

function worry(error, words) {
  const isAside = putAside(words);
  const rest = isAside ? STILL : "Copy your text before you close this window.";
  const sentence = `Not kept: ${error.message} ${rest}`;
  if (says.textContent.startsWith(sentence)) return;
  says.textContent = sentence;
  says.dataset.isWorry = "";
  says.hidden = false;
  aloud.textContent = sentence;
  if (!error.isSignedOut) return;
  const link = document.createElement("a");
  link.href = facts.signIn;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = "Sign in in another tab";
  says.append(" ", link, ", then go on here.");
}

function tellOthers(others, saved) {
  const sentences = saved ? [saved, ...others] : others;
  const before = [...here.children].map((line) => line.textContent);
  if (sentences.join("\n") === before.join("\n")) return;
  here.replaceChildren(
    ...sentences.map((sentence) => {
      const line = document.createElement("p");
      line.textContent = sentence;
      return line;
    }),
  );
  here.hidden = !sentences.length;
  // That somebody stops typing, and begins again, is no news to those who listen.
  const plain = (sentence) => sentence.replace(" and is typing", "");
  const known = new Set(before.map(plain));
  const news = sentences.filter((sentence) => !known.has(plain(sentence)));
  if (news.length) aloud.textContent = news.join(" ");
  else if (!sentences.length) aloud.textContent = "Nobody else has this open now.";
}

// --- All of it --------------------------------------------------------------------------

// Put back, or come back with faults: the form holds what is saved nowhere.
function isUnsaved() {
  return facts.isPutBack !== undefined || document.querySelector(".errornote") !== null;
}

function begin() {
  if (!isUnsaved() && !isTouched) kept = text();
  send();
  setInterval(() => {
    if (!document.hidden) send();
  }, BEAT);
}

function changed(event) {
  if (event.target.closest?.(".proof")) return;
  isLoggingOut = false; // they stayed
  isTouched = true;
  clearTimeout(putting);
  putting = setTimeout(() => {
    if (text() !== kept) putAside(text());
  }, SOON);
  soon();
}

if (panel && form) {
  for (const kind of ["input", "change"]) form.addEventListener(kind, changed);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget === "_blank") return;
    isSent = true;
    clearTimeout(waiting);
    clearTimeout(putting);
    const words = text();
    if (words !== kept) putAside(words);
    sessionStorage.setItem("sent form", key(facts.window));
  });
  document.getElementById("logout-form")?.addEventListener("submit", () => {
    isLoggingOut = true; // leaving.js takes away what is in this browser
  });
  window.addEventListener("pageshow", (event) => {
    isSent = false;
    if (event.persisted) send();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden || text() !== kept) send();
  });
  window.addEventListener("pagehide", () => {
    const { editor, window: name } = facts;
    const csrfmiddlewaretoken = token().value;
    navigator.sendBeacon(facts.beat, new URLSearchParams({ editor, window: name, left: "yes", csrfmiddlewaretoken }));
  });
  handIn();
  // Django's own scripts fill in some fields after loading, and empty rows are taken away.
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);
}
