// Where in the text the words of each block of its page stand. The page knows nothing of the text
// that it was made of: the beginning of each block is looked for, from the last one on.

const SURE = 32; // letters that tell one block from another
const LIKELY = 10; // letters that do, close by
const CLOSE = 600;
const LETTER = /[\p{L}\p{N}]/u;

// For each block its place in `text`, or -1 where its words do not stand there as they are shown.
export function placesOf(blocks, text) {
  const { letters, places } = lettersOf(text);
  let from = 0;
  let before;
  return blocks.map((block) => {
    const words = lettersOf(block.textContent.slice(0, 4 * SURE)).letters.slice(0, SURE);
    const start = before?.contains(block) ? from : from + (before ? 1 : 0);
    const found = words ? placeOf(words, letters, start) : -1;
    if (found < 0) return -1;
    [from, before] = [found, block];
    return places[found];
  });
}

function placeOf(words, letters, start) {
  const found = letters.indexOf(words, start);
  if (found >= 0 || words.length <= LIKELY) return found;
  const near = letters.slice(start, start + CLOSE).indexOf(words.slice(0, LIKELY));
  return near < 0 ? -1 : start + near;
}

function lettersOf(text) {
  const [letters, places] = [[], []];
  for (let place = 0; place < text.length; place += 1) {
    if (!LETTER.test(text[place])) continue;
    letters.push(text[place]);
    places.push(place);
  }
  return { letters: letters.join(""), places };
}
