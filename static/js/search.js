// Searches a frozen copy of the site, which has no server to ask: it looks the words up in the files
// that archive/search/frozen.py wrote beside the page. Where a server answers, it does nothing.
"use strict";

(function () {
  const words = window.frozenWords;
  const answer = document.getElementById("found");
  if (!words || !answer) {
    return;
  }
  const here = document.getElementById("search-words").src.replace(/words\.js$/, "");
  const everywhere = new Set(answer.dataset.everywhere.split(" "));
  const forms = new Intl.PluralRules(document.documentElement.lang);
  const AT_ONCE = 20;
  const MOST_WORDS = 8;

  // The same as words_of, stem and asked_for in archive/search/words.py.
  function wordsOf(text) {
    const plain = text
      .toLowerCase()
      .replace(/['’ʼ]/g, "")
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "");
    return plain.match(/[\p{L}\p{N}]+/gu) || [];
  }

  function stem(word) {
    const cut = word.replace(/(?:ies|ied|ing|ed|es|s|y|e)$/, "");
    return Array.from(cut).length >= 4 ? cut : word;
  }

  function askedFor(question) {
    const all = Array.from(new Set(wordsOf(question.slice(0, 200))));
    const telling = all.filter((word) => !everywhere.has(word));
    return Array.from(new Set((telling.length ? telling : all).map(stem))).slice(0, MOST_WORDS);
  }

  function shardOf(word) {
    return Array.from(word)
      .slice(0, 2)
      .map((letter) => letter.codePointAt(0).toString(16))
      .join("-");
  }

  function load(name) {
    if (words[name]) {
      return Promise.resolve(words[name]);
    }
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = here + name + ".js";
      script.onload = () => resolve(words[name]);
      script.onerror = reject;
      document.head.append(script);
    });
  }

  // By page, how well it answers one word: all words that begin so, the very word twice as much.
  async function pagesSaying(word) {
    const shard = shardOf(word);
    const weights = new Map();
    if (!words.shards.includes(shard)) {
      return weights;
    }
    const known = await load("words/" + shard);
    for (const found of Object.keys(known)) {
      if (!found.startsWith(word)) {
        continue;
      }
      let page = 0;
      for (let at = 0; at < known[found].length; at += 2) {
        page += known[found][at];
        const weight = known[found][at + 1] * (found === word ? 2 : 1);
        weights.set(page, (weights.get(page) || 0) + weight);
      }
    }
    return weights;
  }

  async function best(question) {
    const asked = await Promise.all(askedFor(question).map(pagesSaying));
    if (!asked.length) {
      return [];
    }
    const score = (page) => asked.reduce((sum, weights) => sum + weights.get(page), 0);
    return Array.from(asked[0].keys())
      .filter((page) => asked.every((weights) => weights.has(page)))
      .map((page) => [page, score(page)])
      .sort((one, other) => other[1] - one[1] || one[0] - other[0])
      .map(([page]) => page);
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    made.textContent = text || "";
    return made;
  }

  async function item(page) {
    const pages = await load("pages/" + Math.floor(page / words.pagesInAFile));
    const [title, file, kind, summary] = pages[page % words.pagesInAFile];
    const made = element("li", "record-item");
    const heading = element("h3", "record-item-title");
    const link = element("a", "", title);
    link.href = here + "../" + file.split("/").map(encodeURIComponent).join("/");
    heading.append(link);
    made.append(heading);
    if (kind) {
      made.append(element("p", "record-item-facts", kind));
    }
    if (summary) {
      made.append(element("p", "record-item-summary", summary));
    }
    return made;
  }

  // The page has the words, in its language, with blanks for what is put into them.
  function said(name, blanks) {
    return answer.getAttribute("data-" + name).replace(/\{(\w+)\}/g, (_, blank) => blanks[blank]);
  }

  async function show(question) {
    const found = await best(question);
    const form = found.length ? forms.select(found.length) : "none";
    const blanks = { count: found.length, question };
    answer.replaceChildren(element("h2", "search-count", said("found-" + form, blanks)));
    if (!found.length) {
      answer.append(element("p", "", answer.dataset.advice));
      return;
    }
    const list = element("ul", "record-list");
    const more = element("button", "button", answer.dataset.more);
    more.type = "button";
    async function showMore() {
      const from = list.children.length;
      list.append(...(await Promise.all(found.slice(from, from + AT_ONCE).map(item))));
      if (list.children.length === found.length) {
        more.remove();
      }
      if (from) {
        list.children[from].querySelector("a").focus();
      }
    }
    more.addEventListener("click", showMore);
    answer.append(list, more);
    await showMore();
  }

  const question = (new URLSearchParams(location.search).get("q") || "").trim().slice(0, 200);
  if (question) {
    document.getElementById("q").value = question;
    document.title = said("title", { question });
    show(question).catch(() => {
      answer.textContent = answer.dataset.unread;
    });
  }
})();
