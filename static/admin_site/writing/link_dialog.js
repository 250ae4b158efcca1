// A link: what it leads to is looked for by words of its name, or its web address is written.

import { AWAY, get } from "./asking.js";
import { openDialog } from "./dialog.js";
import { insert, selectedIn } from "./text.js";

const PAUSE = 150; // milliseconds without a key before it is looked for
const ADDRESS = /^(https?:\/\/\S+|mailto:\S+|tel:\S+|\/\S*|#\S+)$/i;
const MAIL = /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/;
const CONTENT = `
  <form method="dialog" novalidate>
    <p class="dialog-refused" role="alert" hidden></p>
    <label>What it leads to
      <input type="text" name="sought" role="combobox" autocomplete="off" spellcheck="false" autofocus
        aria-autocomplete="list" aria-expanded="false" aria-controls="link-targets" aria-describedby="link-help">
    </label>
    <p class="help" id="link-help">Words of a page, an answer or a file of this site; or a whole web address.</p>
    <ul class="link-targets" id="link-targets" role="listbox" aria-label="Pages, answers and files"></ul>
    <p class="dialog-says quiet" role="status"></p>
    <label>Words of the link <span class="quiet">empty: the name of the page</span> <input type="text" name="words"></label>
    <div class="wishes-row">
      <button type="submit" class="button button--first">Insert</button>
      <button type="button" class="button" data-does="cancel">Cancel</button>
    </div>
  </form>`;

// An address of our own site needs no host: the text then stays right wherever the site goes.
export function ownAddress(address) {
  if (!address.startsWith(`${window.location.origin}/`)) return address;
  return address.slice(window.location.origin.length);
}

// What is one in any text, unlike #this or /that.
export const isAddress = (words) => /^(https?:\/\/|mailto:)\S+$/i.test(words);

// Brackets and spaces would end it.
export const inBrackets = (address) =>
  address.replace(/[()\s<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

export function linkTo(words, address) {
  const name = words.replace(/\s+/g, " ").trim().replace(/([[\]])/g, "\\$1");
  return `[${name}](${inBrackets(address)})`;
}

export function chooseLink(area, targets) {
  const selected = selectedIn(area);
  const dialog = openDialog({ title: "Insert a link", content: CONTENT, name: "link-dialog", area });
  new LinkDialog(dialog, area, targets, selected);
}

class LinkDialog {
  constructor(dialog, area, targets, selected) {
    Object.assign(this, { dialog, area, targets, place: -1, found: [] });
    this.form = dialog.querySelector("form");
    this.sought = this.form.elements.sought;
    this.words = this.form.elements.words;
    this.list = dialog.querySelector("[role=listbox]");
    this.says = dialog.querySelector(".dialog-says");
    if (isAddress(selected.trim())) this.sought.value = selected.trim();
    else this.words.value = selected.replace(/\s+/g, " ").trim();
    this.sought.addEventListener("input", () => this.soon());
    this.sought.addEventListener("keydown", (event) => this.move(event));
    this.list.addEventListener("click", (event) => this.pressed(event.target.closest("[role=option]")));
    this.form.addEventListener("submit", (event) => this.done(event));
    this.dialog.addEventListener("close", () => this.asked?.abort());
    this.look();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), PAUSE);
  }

  get address() {
    const written = this.sought.value.trim();
    if (MAIL.test(written)) return `mailto:${written}`;
    return ADDRESS.test(written) ? ownAddress(written) : "";
  }

  async look() {
    this.asked?.abort();
    this.asked = new AbortController();
    if (this.address) {
      this.show([], "");
      return;
    }
    const sought = this.sought.value.trim();
    const address = `${this.targets}?${new URLSearchParams({ q: sought })}`;
    try {
      const { targets } = await get(address, this.asked.signal);
      this.lookedFor = sought;
      this.show(targets, targets.length || !sought ? "" : "Nothing of that name. Try another word.");
    } catch (fault) {
      if (fault.name !== "AbortError") this.show([], AWAY);
    }
  }

  show(targets, says) {
    this.found = targets;
    this.place = -1;
    this.list.replaceChildren(...targets.map((target, place) => optionFor(target, place)));
    this.sought.setAttribute("aria-expanded", String(targets.length > 0));
    this.sought.removeAttribute("aria-activedescendant");
    const many = targets.length === 1 ? "One found." : `${targets.length} found.`;
    this.says.textContent = says || (targets.length && this.sought.value.trim() ? many : "");
    if (this.isWaiting) this.done();
  }

  move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !this.found.length) return;
    event.preventDefault();
    const from = this.place < 0 && step < 0 ? 0 : this.place;
    this.pick((from + step + this.found.length) % this.found.length);
  }

  pick(place) {
    this.place = place;
    for (const option of this.list.children) option.setAttribute("aria-selected", "false");
    const picked = this.list.children[place];
    picked.setAttribute("aria-selected", "true");
    picked.scrollIntoView({ block: "nearest" });
    this.sought.setAttribute("aria-activedescendant", picked.id);
  }

  pressed(option) {
    if (!option) return;
    this.pick(Number(option.dataset.place));
    this.done();
  }

  // Enter takes what is picked, else the first: keys may be quicker than the server.
  done(event) {
    event?.preventDefault();
    const isBehind = !this.address && this.lookedFor !== this.sought.value.trim();
    if (isBehind && !this.isWaiting) {
      this.isWaiting = true;
      clearTimeout(this.timer);
      this.look();
      return;
    }
    this.isWaiting = false;
    const isSought = this.place >= 0 || this.sought.value.trim() !== "";
    const target = isSought ? (this.found[this.place] ?? this.found[0]) : undefined;
    const address = this.address || target?.address;
    if (!address) {
      this.refuse("Choose what the link leads to: a page from the list, or a whole web address.");
      return;
    }
    const words = this.words.value.trim() || (this.address ? this.address : target.title);
    this.dialog.goBack();
    insert(this.area, linkTo(words, address));
  }

  refuse(sentence) {
    const refused = this.dialog.querySelector(".dialog-refused");
    refused.textContent = sentence;
    refused.hidden = false;
    this.sought.focus();
  }
}

function optionFor(target, place) {
  const option = document.createElement("li");
  option.id = `link-target-${place}`;
  option.dataset.place = place;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  const [title, what] = ["b", "span"].map((tag) => document.createElement(tag));
  title.textContent = target.title;
  const says = target.is_public ? target.what : `${target.what}: readers cannot follow it yet`;
  what.textContent = `${says} – ${target.address}`;
  what.className = "link-target-what";
  option.append(title, what);
  return option;
}
