// The public's own page beside the text. Only what changed is drawn again, and both are scrolled
// along with each other, by the places where the words of each block stand in the text.

import { heightsIn } from "./heights.js";
import { placesOf } from "./places.js";

const PAGES = new Map();
const BLOCKS = "h2, h3, h4, h5, h6, p, li, tr, figcaption, dt, dd, pre";
const NO_WORDS_OF_THE_TEXT = ".footnotes *, .callout-label, .visually-hidden, .chart-bars *";
const MOVES = /^(Arrow|Page|Home|End)/;

export class Preview {
  constructor(frame, area) {
    this.frame = frame;
    this.area = area;
    area.addEventListener("scroll", () => this.follow(area));
    area.addEventListener("click", () => this.toCaret());
    area.addEventListener("keyup", (event) => MOVES.test(event.key) && this.toCaret());
    new ResizeObserver(() => this.forget()).observe(area);
  }

  async open(address) {
    if (!PAGES.has(address)) PAGES.set(address, fetch(address).then((answer) => answer.text()));
    this.frame.srcdoc = await PAGES.get(address);
    this.frame.hidden = false;
    await new Promise((done) => this.frame.addEventListener("load", done, { once: true }));
    const { page } = this;
    page.addEventListener("scroll", () => this.follow(this.scroller));
    page.addEventListener("load", () => this.forget(), true); // of its pictures
    page.addEventListener("click", (event) => {
      const link = event.target.closest?.("a");
      if (link && !link.getAttribute("href")?.startsWith("#")) event.preventDefault();
    });
  }

  get page() {
    return this.frame.contentDocument;
  }

  get scroller() {
    return this.page?.scrollingElement;
  }

  get shown() {
    return this.page?.getElementById("text");
  }

  // What is the same at the beginning and at the end stays, with its pictures and its place.
  show(html) {
    if (!this.shown) return;
    const made = this.page.createElement("main");
    made.innerHTML = html;
    const [old, fresh] = [[...this.shown.children], [...made.children]];
    const most = Math.min(old.length, fresh.length);
    let [first, last] = [0, 0];
    while (first < most && isSame(old[first], fresh[first])) first += 1;
    while (last < most - first && isSame(old.at(-1 - last), fresh.at(-1 - last))) last += 1;
    const after = old[old.length - last] ?? null;
    for (const block of old.slice(first, old.length - last)) block.remove();
    for (const block of fresh.slice(first, fresh.length - last)) this.shown.insertBefore(block, after);
    this.forget();
    this.toCaret();
  }

  // --- Scrolling along ------------------------------------------------------------------

  forget() {
    this.known = undefined;
  }

  get blocks() {
    return [...this.shown.querySelectorAll(BLOCKS)].filter((each) => !each.matches(NO_WORDS_OF_THE_TEXT));
  }

  // Heights in the text and on its page that belong together, both counting up, ends included.
  get pairs() {
    if (this.known) return this.known;
    const { area, blocks, scroller } = this;
    const places = placesOf(blocks, area.value);
    const found = [...blocks.keys()].filter((at) => places[at] >= 0);
    const heights = heightsIn(area, found.map((at) => places[at]));
    const pairs = [{ text: 0, page: 0 }];
    for (const [at, block] of found.entries()) {
      const page = blocks[block].getBoundingClientRect().top + scroller.scrollTop;
      const before = pairs.at(-1);
      if (heights[at] > before.text && page > before.page) pairs.push({ text: heights[at], page });
    }
    const end = { text: area.scrollHeight, page: scroller.scrollHeight };
    this.known = [...pairs.filter(({ text, page }) => text < end.text && page < end.page), end];
    return this.known;
  }

  get isBesideText() {
    return Boolean(this.shown && this.scroller.clientHeight && this.area.clientHeight);
  }

  // The height that is read in a window: its top at the beginning of the text, its foot at the end.
  follow(moved) {
    if (!this.isBesideText) return;
    const isOurs = this.set?.element === moved && Math.abs(this.set.top - moved.scrollTop) < 2;
    this.set = undefined;
    if (isOurs) return;
    const isText = moved === this.area;
    const other = isText ? this.scroller : this.area;
    const room = moved.scrollHeight - moved.clientHeight;
    if (room <= 0) return;
    const read = (moved.scrollTop * moved.scrollHeight) / room;
    const height = between(this.pairs, isText ? "text" : "page", read);
    this.scrollTo(other, (height * (other.scrollHeight - other.clientHeight)) / other.scrollHeight);
  }

  scrollTo(element, top) {
    element.scrollTo({ top, behavior: "instant" });
    this.set = { element, top: element.scrollTop };
  }

  // While the caret is in sight, so is its block; else the page shows what the text shows.
  toCaret() {
    cancelAnimationFrame(this.frameAsked);
    this.frameAsked = requestAnimationFrame(() => {
      if (!this.isBesideText || document.activeElement !== this.area) return;
      const { area, scroller } = this;
      const [height] = heightsIn(area, [area.selectionStart]);
      const down = height - area.scrollTop;
      if (down < -1 || down > area.clientHeight) {
        this.follow(area);
        return;
      }
      const page = between(this.pairs, "text", height);
      const isSeen = page >= scroller.scrollTop && page <= scroller.scrollTop + scroller.clientHeight * 0.8;
      if (!isSeen) this.scrollTo(scroller, page - Math.min(down, scroller.clientHeight * 0.8));
    });
  }

  // Where both take turns: what was read in the text, before it is hidden.
  get blockInSight() {
    const { area, blocks } = this;
    const places = placesOf(blocks, area.value);
    const found = [...blocks.keys()].filter((at) => places[at] >= 0);
    const heights = heightsIn(area, found.map((at) => places[at]));
    const at = heights.findLastIndex((height) => height <= area.scrollTop + area.clientHeight / 3);
    return area.scrollTop > 0 && at >= 0 ? blocks[found[at]] : undefined;
  }
}

const isSame = (one, other) => one.outerHTML === other.outerHTML;

// What belongs to `height`, in proportion between the two pairs around it.
function between(pairs, known, height) {
  const wanted = known === "text" ? "page" : "text";
  const next = Math.max(1, pairs.findIndex((pair) => pair[known] >= height));
  const [one, other] = [pairs[next - 1], pairs[next] ?? pairs.at(-1)];
  const share = other[known] > one[known] ? (height - one[known]) / (other[known] - one[known]) : 0;
  return one[wanted] + Math.min(1, Math.max(0, share)) * (other[wanted] - one[wanted]);
}
