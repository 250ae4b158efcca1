// The Markdown editor: tools above the text, the public's own page beside it, what to look at
// below. The text area stays a plain one: Tab moves on, and without this file it works as it is.

const LATENCY = 400;
const PAGES = new Map();
const ROWS = "| What | How many |\n| --- | ---: |\n| First | 1 |\n| Second | 2 |";

class MarkdownEditor extends HTMLElement {
  connectedCallback() {
    if (this.text || this.closest(".empty-form")) return;
    this.text = this.querySelector("textarea");
    this.tools = this.querySelector(".editor-tools");
    this.frame = this.querySelector("iframe");
    this.length = this.querySelector(".editor-length output");
    this.problems = this.querySelector(".problems");
    this.tools.hidden = false;
    this.tools.addEventListener("click", (event) => this.pressed(event.target.closest("button")));
    this.tools.addEventListener("keydown", (event) => this.moveAmongTools(event));
    this.text.addEventListener("keydown", (event) => this.shortcut(event));
    this.text.addEventListener("input", () => this.soon());
    this.text.addEventListener("paste", (event) => this.received(event, event.clipboardData));
    this.text.addEventListener("drop", (event) => this.received(event, event.dataTransfer));
    for (const [place, tool] of this.buttons.entries()) tool.tabIndex = place ? -1 : 0;
    this.openPreview();
  }

  get buttons() {
    return [...this.tools.querySelectorAll("button")];
  }

  async openPreview() {
    const address = this.dataset.previewPage;
    if (!PAGES.has(address)) PAGES.set(address, fetch(address).then((answer) => answer.text()));
    this.frame.srcdoc = await PAGES.get(address);
    this.frame.hidden = false;
    this.frame.addEventListener("load", () => this.refresh(), { once: true });
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), LATENCY);
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
      if (fault.name !== "AbortError") this.say(SIGNED_OUT);
    }
  }

  show(answer) {
    const shown = this.frame.contentDocument?.getElementById("text");
    if (shown) {
      shown.innerHTML = answer.html;
      for (const link of shown.querySelectorAll("a:not([href^='#'])")) {
        link.addEventListener("click", (event) => event.preventDefault());
      }
    }
    const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
    this.say(
      answer.words
        ? `${plural(answer.words, "word")}, about ${plural(answer.minutes, "minute")} to read`
        : "No words yet",
    );
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

  say(sentence) {
    if (this.length.textContent !== sentence) this.length.textContent = sentence;
  }

  goTo(line) {
    if (this.classList.contains("editor--previews")) this.tools.querySelector(".editor-shows").click();
    const lines = this.text.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    this.text.focus();
    this.text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  }

  // --- Tools ----------------------------------------------------------------------------

  moveAmongTools(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const { buttons } = this;
    const place = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    for (const tool of buttons) tool.tabIndex = -1;
    buttons[place].tabIndex = 0;
    buttons[place].focus();
  }

  shortcut(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const does = { b: "bold", i: "italic", k: "link" }[event.key];
    if (!does) return;
    event.preventDefault();
    WRITES[does](this);
  }

  pressed(tool) {
    if (!tool) return;
    if (tool.dataset.does === "picture") choosePicture(this);
    else if (tool.dataset.does === "show") this.turnOver(tool);
    else WRITES[tool.dataset.does](this);
  }

  // On a narrow screen text and preview take turns.
  turnOver(tool) {
    const isShown = this.classList.toggle("editor--previews");
    tool.setAttribute("aria-pressed", String(isShown));
  }

  received(event, brought) {
    const picture = [...(brought?.files ?? [])].find((file) => file.type.startsWith("image/"));
    if (!picture) return;
    event.preventDefault();
    choosePicture(this, picture);
  }

  // --- Writing into the text, so that undo takes it back --------------------------------

  get selected() {
    return this.text.value.slice(this.text.selectionStart, this.text.selectionEnd);
  }

  insert(words, selectFrom = words.length, selectTo = selectFrom) {
    this.text.focus();
    const start = this.text.selectionStart;
    if (!document.execCommand("insertText", false, words)) {
      this.text.setRangeText(words, start, this.text.selectionEnd, "end");
      this.text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.text.setSelectionRange(start + selectFrom, start + selectTo);
  }

  around(before, after, standIn) {
    const words = this.selected || standIn;
    this.insert(before + words + after, before.length, before.length + words.length);
  }

  lines(mark, standIn) {
    this.block((this.selected || standIn).split("\n").map(mark).join("\n"));
  }

  block(words, selectFrom, selectTo) {
    const before = this.text.value.slice(0, this.text.selectionStart);
    const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const rest = this.text.value.slice(this.text.selectionEnd);
    const tail = rest === "" || rest.startsWith("\n\n") ? "" : rest.startsWith("\n") ? "\n" : "\n\n";
    const from = selectFrom === undefined ? undefined : gap.length + selectFrom;
    this.insert(gap + words + tail, from, selectTo === undefined ? from : gap.length + selectTo);
  }
}

const WRITES = {
  bold: (editor) => editor.around("**", "**", "bold words"),
  italic: (editor) => editor.around("*", "*", "words in italics"),
  heading: (editor) => {
    const words = editor.selected || "Heading";
    editor.block(`## ${words}`, 3, 3 + words.length);
  },
  link: (editor) => {
    const words = editor.selected || "the name of the page";
    editor.insert(`[${words}](https://)`, words.length + 3, words.length + 11);
  },
  list: (editor) => editor.lines((line) => `- ${line}`, "First point\nSecond point"),
  quote: (editor) => editor.lines((line) => `> ${line}`, "What was said"),
  callout: (editor) => {
    const words = editor.selected || "What people should know.";
    editor.block(`::: information\n${words}\n:::`, 16, 16 + words.length);
  },
  footnote: (editor) => {
    const taken = [...editor.text.value.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
    const number = Math.max(0, ...taken) + 1;
    editor.text.setSelectionRange(editor.text.selectionEnd, editor.text.selectionEnd);
    editor.insert(`[^${number}]`);
    editor.text.setSelectionRange(editor.text.value.length, editor.text.value.length);
    const gap = editor.text.value.endsWith("\n") ? "\n" : "\n\n";
    const note = `${gap}[^${number}]: `;
    editor.insert(`${note}The note.`, note.length, note.length + 9);
  },
  table: (editor) => editor.block(`Table: What it shows\n\n${ROWS}`, 7, 20),
  chart: (editor) => editor.block(`::: chart What it shows\n\n${ROWS}\n:::`, 10, 23),
};

const SIGNED_OUT =
  "The preview cannot be shown: you may have been signed out. Your text is still here. Sign in " +
  "again in another tab, then go on.";

async function post(address, body, signal) {
  const answer = await fetch(address, {
    method: "POST",
    body,
    signal,
    credentials: "same-origin",
    redirect: "error",
    headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
  });
  if (!answer.headers.get("content-type")?.startsWith("application/json")) {
    throw new Error(SIGNED_OUT);
  }
  return answer.json();
}

// --- Pictures ---------------------------------------------------------------------------

function choosePicture(editor, brought) {
  const dialog = document.createElement("dialog");
  dialog.className = "picture-dialog";
  dialog.setAttribute("aria-labelledby", "picture-dialog-title");
  dialog.innerHTML = `
    <form method="dialog" novalidate>
      <h2 id="picture-dialog-title">Insert a picture</h2>
      <p class="picture-refused" role="alert" hidden></p>
      <label>Picture <input type="file" name="file" accept="image/jpeg,image/png,image/webp,image/avif,image/gif" required></label>
      <p class="help">JPEG, PNG, WebP, AVIF or GIF that does not move. No SVG. What cameras hide in it (place, time) is taken out.</p>
      <label>What it shows, for people who cannot see it <textarea name="alt" rows="2" maxlength="300" required></textarea></label>
      <label class="is-choice"><input type="checkbox" name="is_decorative"> It is only decoration: people who cannot see it miss nothing</label>
      <label>Caption <span class="quiet">may stay empty</span> <input type="text" name="caption" maxlength="300"></label>
      <label>Credit <span class="quiet">may stay empty</span> <input type="text" name="credit" maxlength="200"></label>
      <div class="wishes-row">
        <button type="submit" class="button button--first">Insert</button>
        <button type="button" class="button" data-does="cancel">Cancel</button>
      </div>
    </form>`;
  const form = dialog.querySelector("form");
  const refused = dialog.querySelector(".picture-refused");
  if (brought) {
    const files = new DataTransfer();
    files.items.add(brought);
    form.elements.file.files = files.files;
  }
  const refuse = (sentences) => {
    refused.textContent = sentences.join(" ");
    refused.hidden = false;
  };
  form.elements.is_decorative.addEventListener("change", (event) => {
    for (const name of ["alt", "caption"]) {
      form.elements[name].disabled = event.target.checked;
      form.elements[name].closest("label").hidden = event.target.checked;
    }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const insert = form.querySelector("[type=submit]");
    insert.disabled = true;
    try {
      const answer = await post(editor.dataset.upload, new FormData(form));
      if (answer.refused) refuse([answer.refused].flat());
      else {
        dialog.close();
        editor.block(answer.markdown);
      }
    } catch {
      refuse(["The picture could not be sent. Your text is still here; try again."]);
    }
    insert.disabled = false;
  });
  dialog.querySelector("[data-does=cancel]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    editor.text.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  (brought ? form.elements.alt : form.elements.file).focus();
}

customElements.define("markdown-editor", MarkdownEditor);
