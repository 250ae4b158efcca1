// The Markdown editor: tools above the text, the public's own page beside it, its length below.
// The text area stays a plain one: Tab moves on, and without this file it works as it is. What
// the parts do stands in writing/; what is not needed at once comes once the form is there.

import { AWAY, post } from "./writing/asking.js";
import { asPressed, askedFor, goOnWithList, keysOf, saveWithKeys, writes } from "./writing/keys.js";
import { Preview } from "./writing/preview.js";
import { selectedIn } from "./writing/text.js";

const LATENCY = 400; // milliseconds without a key before the page is drawn again
const QUIET = 5000; // and before the length is said aloud

class MarkdownEditor extends HTMLElement {
  connectedCallback() {
    if (this.text || this.closest(".empty-form")) return;
    this.text = this.querySelector("textarea");
    this.tools = this.querySelector(".editor-tools");
    this.length = this.querySelector(".editor-length output");
    this.aloud = this.querySelector(".editor-length [aria-live=polite]");
    this.told = this.querySelector(".editor-told");
    this.problems = this.querySelector(".problems");
    this.preview = new Preview(this.querySelector("iframe"), this.text);
    this.beginTools();
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("input", () => this.soon());
    this.text.addEventListener("paste", (event) => this.received(event, event.clipboardData));
    this.text.addEventListener("dragover", (event) => {
      if (event.dataTransfer.types.includes("Files")) event.preventDefault();
    });
    this.text.addEventListener("drop", (event) => this.received(event, event.dataTransfer));
    this.text.addEventListener("select", () => this.sayLength());
    this.text.addEventListener("click", () => this.sayLength());
    this.preview.open(this.dataset.previewPage).then(() => this.refresh());
  }

  beginTools() {
    this.tools.hidden = false;
    this.tools.addEventListener("click", (event) => this.pressed(event.target.closest("button")));
    this.tools.addEventListener("keydown", (event) => this.moveAmongTools(event));
    for (const [place, tool] of this.buttons.entries()) {
      tool.tabIndex = place ? -1 : 0;
      const keys = keysOf(tool.dataset.does);
      if (!keys) continue;
      tool.title = `${tool.title || tool.textContent.trim()} (${asPressed(keys)})`;
      tool.setAttribute("aria-keyshortcuts", asPressed(keys).replace("Ctrl", "Control").replace("⌘", "Meta"));
    }
  }

  get buttons() {
    return [...this.tools.querySelectorAll("button")];
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), LATENCY);
    clearTimeout(this.saying);
    this.saying = setTimeout(() => (this.aloud.textContent = this.whole ?? ""), QUIET);
  }

  async refresh() {
    this.asked?.abort();
    this.asked = new AbortController();
    const body = new FormData();
    body.set("content", this.text.value);
    try {
      const answer = await post(this.text.dataset.markdownxUrlsPath, body, this.asked.signal);
      if (answer.refused) this.say(answer.refused);
      else this.show(answer);
    } catch (fault) {
      if (fault.name !== "AbortError") this.say(AWAY);
    }
  }

  show(answer) {
    this.preview.show(answer.html);
    this.whole = answer.words
      ? `${plural(answer.words, "word")}, about ${plural(answer.minutes, "minute")} to read`
      : "No words yet";
    this.sayLength();
    const lines = answer.problems.map((problem) => this.lineFor(problem));
    if (this.problems.textContent !== lines.map((line) => line.textContent).join("")) {
      this.problems.replaceChildren(...lines);
    }
  }

  lineFor(problem) {
    const line = document.createElement("li");
    line.classList.toggle("problem--blocking", problem.blocking);
    const number = document.createElement("button");
    number.type = "button";
    number.className = "problem-line";
    number.textContent = `Line ${problem.line}`;
    number.addEventListener("click", () => this.goTo(problem.line));
    line.append(number, ` ${problem.text}`);
    return line;
  }

  // The server counts what readers read; of a part, words are what stands between spaces.
  sayLength() {
    if (!this.whole) return;
    const words = selectedIn(this.text).match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
    this.say(words ? `${plural(words, "word")} selected of ${this.whole}` : this.whole);
  }

  say(sentence) {
    if (this.length.textContent !== sentence) this.length.textContent = sentence;
  }

  tell(sentence) {
    this.told.textContent = sentence;
  }

  goTo(line) {
    this.turn("write");
    const lines = this.text.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    this.text.focus();
    this.text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  }

  // --- Tools ----------------------------------------------------------------------------

  moveAmongTools(event) {
    const { buttons } = this;
    const shown = buttons.filter((tool) => tool.offsetParent);
    const here = shown.indexOf(document.activeElement);
    const place = {
      ArrowRight: here + 1,
      ArrowLeft: here - 1,
      Home: 0,
      End: shown.length - 1,
    }[event.key];
    if (place === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    for (const tool of buttons) tool.tabIndex = -1;
    const next = shown[(place + shown.length) % shown.length];
    next.tabIndex = 0;
    next.focus();
  }

  key(event) {
    this.isForWordsAlone = event.shiftKey && event.key.toLowerCase() === "v";
    const does = askedFor(event);
    if (!does) {
      goOnWithList(event, this.text);
      return;
    }
    event.preventDefault();
    this.do(does);
  }

  pressed(tool) {
    if (tool) this.do(tool.dataset.does);
  }

  async do(does) {
    if (does !== "keys") this.turn(does);
    if (does === "picture") this.choosePicture();
    else if (does === "link") (await LATER.link()).chooseLink(this.text, this.dataset.targets);
    else if (does === "keys") (await LATER.keys()).showKeys(this.text);
    else writes(does, this.text);
  }

  async choosePicture(brought) {
    (await LATER.picture()).choosePicture(this.text, this.dataset.upload, brought);
  }

  // On a narrow screen text and preview take turns; whatever writes needs the text.
  turn(does) {
    const isShown = does === "show";
    if (isShown === this.classList.contains("editor--previews")) return;
    const read = isShown ? this.preview.blockInSight : undefined;
    this.classList.toggle("editor--previews", isShown);
    for (const turns of this.tools.querySelectorAll(".editor-shows")) {
      turns.setAttribute("aria-pressed", String((turns.dataset.does === "show") === isShown));
    }
    read?.scrollIntoView({ block: "start", behavior: "instant" });
  }

  // --- What is brought ------------------------------------------------------------------

  received(event, brought) {
    const files = [...(brought?.files ?? [])];
    const picture = files.find((file) => file.type.startsWith("image/"));
    // Word brings a picture of a table beside its words; a browser, beside a picture, its address.
    const isFile = event.type === "drop" || !brought?.getData("text/plain").trim();
    if (files.length && isFile) {
      event.preventDefault();
      this.tell(saidOf(files, picture));
      if (picture) this.choosePicture(picture);
    } else if (event.type === "paste" && !this.isForWordsAlone) {
      const says = pasting?.pasted(event, this.text);
      if (says !== undefined) this.tell(says);
    }
  }
}

const LATER = {
  link: () => import("./writing/link_dialog.js"),
  keys: () => import("./writing/keys_dialog.js"),
  picture: () => import("./writing/picture_dialog.js"),
};

// It has to be there when somebody pastes: an event does not wait.
let pasting;
import("./writing/pasting.js").then((module) => {
  pasting = module;
});

function saidOf(files, picture) {
  if (!picture) return "A text takes pictures only. Attach other files below it.";
  return files.length > 1 ? "One picture at a time: bring the others along one by one." : "";
}

const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

for (const form of document.querySelectorAll("form:has(markdown-editor)")) saveWithKeys(form);
customElements.define("markdown-editor", MarkdownEditor);
