// Leaving a changed form asks first. What was typed is kept elsewhere (kept.js): here its copies
// in this browser go, once the form is saved and when somebody logs out.

const PREFIX = "unsaved ";
const SENT = "sent form";

function textOf(form) {
  const fields = [...new FormData(form)].filter(
    ([name, value]) =>
      typeof value === "string" && name !== "csrfmiddlewaretoken" && !/-(TOTAL|INITIAL)_FORMS$/.test(name),
  );
  return JSON.stringify(fields);
}

function watch(form) {
  let first = textOf(form);
  let isSent = false;
  let isTouched = false;
  form.addEventListener("input", (event) => {
    isTouched ||= event.isTrusted;
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget !== "_blank") isSent = true;
  });
  window.addEventListener("pageshow", () => {
    isSent = false;
  });
  window.addEventListener("beforeunload", (event) => {
    const isUnsaved = document.querySelector(".errornote, .error-summary, [data-is-put-back]") !== null;
    if (isSent || (!isUnsaved && textOf(form) === first)) return;
    event.preventDefault();
  });
  // Django's own scripts fill in some fields after loading; that is no change by the editor.
  window.addEventListener("load", () => {
    if (!isTouched) first = textOf(form);
  });
}

const sent = sessionStorage.getItem(SENT);
if (sent && document.querySelector(".messagelist .success")) localStorage.removeItem(sent);
if (sent && !document.querySelector("#login-form")) sessionStorage.removeItem(SENT);
// Those of whoever logs out: in another window somebody else's may still be wanted.
document.getElementById("logout-form")?.addEventListener("submit", (event) => {
  const own = `${PREFIX}${event.target.dataset.editor} `;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(own)) localStorage.removeItem(key);
  }
});
// Once the other modules have taken away what is there for browsers without scripts.
document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll(".change-form #content-main > form")) watch(form);
});
