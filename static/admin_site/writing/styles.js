// What attributes `style` say. They are read as text, under another name: our content security policy
// would complain of each of them, even in a page that is never shown.

const TAG = /<[a-z][^<>]*>/gi;
const OURS_TO_REFUSE = /\s(style|on\w+)(?=\s*=)/gi;
const SHEET = /<style\b[^>]*>[\s\S]*?<\/style>/gi;

export const parsed = (html) =>
  new DOMParser().parseFromString(
    html.replace(SHEET, "").replace(TAG, (tag) => tag.replace(OURS_TO_REFUSE, " data-$1")),
    "text/html",
  );

export function styleOf(element) {
  const found = {};
  for (const part of (element.getAttribute?.("data-style") ?? "").split(";")) {
    const colon = part.indexOf(":");
    if (colon > 0) found[part.slice(0, colon).trim().toLowerCase()] = part.slice(colon + 1).trim();
  }
  return found;
}

export const unwrap = (element) => element.replaceWith(...element.childNodes);

export function rename(element, tag) {
  const renamed = element.ownerDocument.createElement(tag);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
  return renamed;
}
