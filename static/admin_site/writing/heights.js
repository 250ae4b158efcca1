// How far down in a text area places of its text stand: the text is laid out once more, unseen,
// as it is there.

const LIKE = [
  "font",
  "letterSpacing",
  "lineHeight",
  "paddingLeft",
  "paddingRight",
  "paddingTop",
  "tabSize",
  "wordBreak",
];

// For each of the places, which count up, the height of the top of its line.
export function heightsIn(area, places) {
  const style = getComputedStyle(area);
  const mirror = document.createElement("div");
  for (const name of LIKE) mirror.style[name] = style[name];
  Object.assign(mirror.style, {
    boxSizing: "border-box",
    inlineSize: `${area.clientWidth}px`,
    insetBlockStart: "0",
    overflowWrap: "break-word",
    position: "absolute",
    visibility: "hidden",
    whiteSpace: "pre-wrap",
  });
  let from = 0;
  const marks = places.map((place) => {
    const mark = document.createElement("span");
    mirror.append(area.value.slice(from, place), mark);
    from = place;
    return mark;
  });
  mirror.append(`${area.value.slice(from)}.`);
  document.body.append(mirror);
  const top = mirror.getBoundingClientRect().top;
  const heights = marks.map((mark) => mark.getBoundingClientRect().top - top);
  mirror.remove();
  return heights;
}
