// Lists out of points that only say how deep they stand, as Word writes them.

// Each point is { level, isNumbered, number, nodes }, levels counting from 1.
export function nested(page, points) {
  const lowest = Math.min(...points.map((point) => point.level));
  const root = page.createDocumentFragment();
  const open = []; // the list of each level that is still open
  for (const point of points) {
    const depth = Math.min(point.level - lowest, open.length);
    open.length = Math.min(open.length, depth + 1);
    const isSameKind = open[depth]?.nodeName === (point.isNumbered ? "OL" : "UL");
    if (!isSameKind) {
      open.length = depth;
      open.push(listFor(page, point));
      (open[depth - 1]?.lastElementChild ?? root).append(open[depth]);
    }
    const item = page.createElement("li");
    item.append(...point.nodes);
    open[depth].append(item);
  }
  return root;
}

function listFor(page, { isNumbered, number }) {
  const list = page.createElement(isNumbered ? "ol" : "ul");
  if (isNumbered && number > 1) list.setAttribute("start", number);
  return list;
}
