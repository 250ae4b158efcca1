// What a paste could not bring along, counted while it is read, and said in one calm line.

const SENTENCES = {
  pictures: (count) =>
    `${many(count, "picture was", "pictures were")} not brought along: drop ` +
    (count === 1 ? "it into the text." : "them into the text one by one."),
  deleted: (count) => `${many(count, "deletion", "deletions")} in tracked changes ${were(count)} left out.`,
  inserted: (count) => `${many(count, "insertion", "insertions")} in tracked changes ${were(count)} taken as accepted.`,
  comments: (count) => `${many(count, "comment was", "comments were")} left out.`,
  hidden: () => "Hidden words were left out.",
  files: (count) => `${many(count, "embedded file was", "embedded files were")} left out.`,
  notes: (count) => `${many(count, "footnote mark", "footnote marks")} without a note ${were(count)} left out.`,
  contents: () => "The table of contents was left out.",
  computers: (count) =>
    `${many(count, "link", "links")} to a file on a computer ${were(count)} left out, not the words.`,
  struck: () => "Words that were crossed out are in the text, without the line.",
  colours: () => "Colours were left out.",
};

const many = (count, one, more) => `${count} ${count === 1 ? one : more}`;
const were = (count) => (count === 1 ? "was" : "were");

export class LeftOut {
  counts = new Map();

  add(what, count = 1) {
    if (count) this.counts.set(what, (this.counts.get(what) ?? 0) + count);
  }

  get isNothing() {
    return this.counts.size === 0;
  }

  inWords() {
    return Object.entries(SENTENCES)
      .filter(([what]) => this.counts.has(what))
      .map(([what, says]) => says(this.counts.get(what)))
      .join(" ");
  }
}
