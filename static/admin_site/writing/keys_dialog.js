// The list of keys.

import { openDialog } from "./dialog.js";
import { allKeys } from "./keys.js";

export function showKeys(area) {
  const dialog = openDialog({
    title: "Keys",
    name: "keys-dialog",
    content: `
      <dl></dl>
      <p class="wishes-row">
        <button type="button" class="button button--first" data-does="cancel" autofocus>Close</button>
      </p>`,
    area,
  });
  const list = dialog.querySelector("dl");
  for (const { keys, says } of allKeys()) {
    const row = document.createElement("div");
    const [term, what] = ["dt", "dd"].map((tag) => document.createElement(tag));
    for (const [place, key] of keys.split(/\+(?=.)/).entries()) {
      const cap = document.createElement("kbd");
      cap.textContent = key;
      term.append(place ? "+" : "", cap);
    }
    what.textContent = says;
    row.append(term, what);
    list.append(row);
  }
}
