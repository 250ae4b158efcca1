// The list of faults on top of a form that came back: it has the focus, and its links lead into
// the boxes that Django builds over its lists too.

const summary = document.querySelector(".error-summary");

summary?.addEventListener("click", (event) => {
  const address = event.target.closest("a")?.getAttribute("href");
  const target = address && document.getElementById(address.slice(1));
  const box = target?.parentElement.querySelector(".select2-selection");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.scrollIntoView({ block: "center" });
});

// After Django's own script, which leads into the first field of a new form.
if (summary) window.addEventListener("load", () => setTimeout(() => summary.focus()));
