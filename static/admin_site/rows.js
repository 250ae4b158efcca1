// Rows beside a form: moved up and down with buttons or by dragging, numbered in their order.

function setUp(group) {
  takeSpareRows(group);
  for (const row of rowsOf(group)) addMoves(group, row);
  group.addEventListener("dragover", (event) => dragOver(group, event));
  say(group);
}

// Empty rows are there for browsers without scripts; with them there is a button to add one.
function takeSpareRows(group) {
  const spare = group.querySelectorAll(".row--spare");
  const total = group.querySelector("[name$='-TOTAL_FORMS']");
  if (total) total.value = Number(total.value) - spare.length;
  for (const row of spare) row.remove();
}

function rowsOf(group) {
  return [...group.querySelectorAll(".row:not(.empty-form)")];
}

function addMoves(group, row) {
  const place = row.querySelector(".row-moves");
  if (!row.querySelector(".row-position") || !place || place.childElementCount) return;
  const handle = document.createElement("span");
  handle.className = "row-handle";
  handle.draggable = true;
  handle.setAttribute("aria-hidden", "true");
  handle.title = "Drag to another place";
  handle.textContent = "⠿";
  handle.addEventListener("dragstart", (event) => {
    row.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(row, 0, 0);
  });
  handle.addEventListener("dragend", () => {
    row.classList.remove("is-dragged");
    number(group);
  });
  place.append(handle, button("Move up", "↑", () => move(group, row, -1)));
  place.append(button("Move down", "↓", () => move(group, row, 1)));
}

function button(label, sign, does) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "row-move";
  made.setAttribute("aria-label", label);
  made.title = label;
  made.textContent = sign;
  made.addEventListener("click", does);
  return made;
}

function move(group, row, step) {
  const rows = rowsOf(group);
  const other = rows[rows.indexOf(row) + step];
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  number(group);
  const [up, down] = row.querySelectorAll(".row-move");
  const again = step < 0 ? up : down;
  (again.disabled ? (step < 0 ? down : up) : again).focus();
}

function dragOver(group, event) {
  const dragged = group.querySelector(".is-dragged");
  const under = event.target.closest?.(".row:not(.empty-form)");
  if (!dragged || !under || under === dragged || !group.contains(under)) return;
  event.preventDefault();
  const { top, height } = under.getBoundingClientRect();
  if (event.clientY < top + height / 2) under.before(dragged);
  else under.after(dragged);
}

function number(group) {
  for (const [index, row] of rowsOf(group).entries()) {
    const position = row.querySelector(".row-position");
    if (position && position.value !== String(index + 1)) {
      position.value = index + 1;
      position.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  say(group);
}

function say(group) {
  const rows = rowsOf(group);
  for (const [index, row] of rows.entries()) {
    const [up, down] = row.querySelectorAll(".row-move");
    if (!up) continue;
    up.disabled = index === 0;
    down.disabled = index === rows.length - 1;
    const name = row.querySelector(".inline_label")?.textContent.trim() ?? "";
    up.setAttribute("aria-label", `Move up: ${name}`);
    down.setAttribute("aria-label", `Move down: ${name}`);
  }
}

for (const group of document.querySelectorAll(".rows")) setUp(group);
document.addEventListener("formset:added", (event) => {
  const group = event.target.closest(".rows");
  if (!group) return;
  event.target.querySelector(".row-moves")?.replaceChildren();
  addMoves(group, event.target);
  number(group);
  event.target.querySelector("input:not([type=hidden]), textarea, select")?.focus();
});
document.addEventListener("formset:removed", (event) => {
  const group = document.getElementById(`${event.detail.formsetName}-group`);
  if (group?.classList.contains("rows")) number(group);
});
