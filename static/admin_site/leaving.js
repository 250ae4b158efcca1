// Nothing that was written is lost: leaving a changed form asks first, and a copy stays in this
// tab until the form was saved, so that it survives a session that ran out.

const LEFT_OUT = new Set(["csrfmiddlewaretoken", "seen", "known"]);
const PREFIX = "text of ";
const SENT = "sent form";

function textOf(form) {
  const fields = [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !LEFT_OUT.has(name) && !/-(TOTAL|INITIAL)_FORMS$/.test(name),
  );
  return JSON.stringify(fields);
}

function watch(form) {
  const who = document.querySelector("#user-tools .who")?.textContent.trim() ?? "";
  const key = `${PREFIX}${who} ${window.location.pathname}${window.location.search}`;
  let first = textOf(form);
  let isSent = false;
  let isTouched = false;
  offer(form, key, first);
  form.addEventListener("input", (event) => {
    isTouched ||= event.isTrusted;
    clearTimeout(form.copying);
    form.copying = setTimeout(() => keep(form, key), 500);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget === "_blank") return;
    isSent = true;
    keep(form, key);
    sessionStorage.setItem(SENT, key);
  });
  window.addEventListener("pageshow", () => {
    isSent = false;
  });
  window.addEventListener("beforeunload", (event) => {
    const hasErrors = document.querySelector(".errornote") !== null;
    if (isSent || (!hasErrors && textOf(form) === first)) return;
    event.preventDefault();
  });
  // Django's own scripts fill in some fields after loading; that is no change by the editor.
  window.addEventListener("load", () => {
    if (!isTouched) first = textOf(form);
  });
}

function keep(form, key) {
  const copy = { at: new Date().toISOString(), text: textOf(form) };
  try {
    sessionStorage.setItem(key, JSON.stringify(copy));
  } catch {
    // The tab's store is full: the warning before leaving still holds.
  }
}

function offer(form, key, now) {
  // A form that came back with faults still holds everything.
  if (document.querySelector(".errornote")) return;
  // Nor is there anything to fill in where a form is only looked at, as in a closed site.
  if (!form.querySelector("[type=submit]")) return;
  const copy = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (!copy || copy.text === now) return;
  const told = document.createElement("div");
  told.className = "hint hint--copy";
  told.setAttribute("role", "status");
  const at = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "full",
    timeStyle: "short",
    timeZone: "Europe/London",
  }).format(new Date(copy.at));
  const words = document.createElement("p");
  words.textContent = `You wrote here on ${at} and did not save it.`;
  told.append(
    words,
    choice("Bring my text back", () => {
      bringBack(form, JSON.parse(copy.text));
      told.remove();
    }),
    choice("Throw it away", () => {
      sessionStorage.removeItem(key);
      told.remove();
    }),
  );
  form.prepend(told);
}

function choice(words, does) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = words;
  made.addEventListener("click", does);
  return made;
}

function bringBack(form, fields) {
  addRows(form, fields);
  const values = Map.groupBy ? Map.groupBy(fields, ([name]) => name) : grouped(fields);
  for (const field of form.elements) {
    if (!field.name || field.type === "file" || field.type === "submit" || LEFT_OUT.has(field.name)) continue;
    const kept = (values.get(field.name) ?? []).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = kept.includes(field.value);
    else if (field.multiple || field.classList.contains("admin-autocomplete")) choose(field, kept);
    else if (kept.length) field.value = kept[0];
    else continue;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function grouped(fields) {
  const found = new Map();
  for (const field of fields) found.set(field[0], [...(found.get(field[0]) ?? []), field]);
  return found;
}

// A choice that was made by searching is not among the options of a fresh form: only those that
// are can be chosen again.
function choose(field, kept) {
  for (const option of field.options) option.selected = kept.includes(option.value);
}

function addRows(form, fields) {
  for (const group of form.querySelectorAll(".rows")) {
    const prefix = group.id.replace(/-group$/, "");
    const wanted = new Set(
      fields.map(([name]) => name.match(new RegExp(`^${prefix}-(\\d+)-`))?.[1]).filter(Boolean),
    );
    const total = form.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
    while (total && Number(total.value) < wanted.size) {
      const add = group.querySelector(".add-row a");
      if (!add) break;
      add.click();
    }
  }
}

const sent = sessionStorage.getItem(SENT);
if (sent && document.querySelector(".messagelist .success")) sessionStorage.removeItem(sent);
if (sent && !document.querySelector("#login-form")) sessionStorage.removeItem(SENT);
document.getElementById("logout-form")?.addEventListener("submit", () => {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
});
// Once the other modules have taken away what is there for browsers without scripts.
document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll(".change-form #content-main > form")) watch(form);
});
