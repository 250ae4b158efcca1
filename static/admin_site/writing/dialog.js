// A window over the form, for what takes more than a press of a button: it opens with its first
// field in focus, Escape closes it, and the focus goes back to where it came from.

let number = 0;

// `content` is HTML of ours, never anybody's words. A button with data-does="cancel" closes it.
export function openDialog({ title, content, name = "", back }) {
  const dialog = document.createElement("dialog");
  const id = `dialog-title-${(number += 1)}`;
  dialog.className = `writing-dialog ${name}`;
  dialog.setAttribute("aria-labelledby", id);
  dialog.innerHTML = content;
  const heading = document.createElement("h2");
  heading.id = id;
  heading.textContent = title;
  (dialog.querySelector("form") ?? dialog).prepend(heading);
  for (const cancel of dialog.querySelectorAll("[data-does=cancel]")) {
    cancel.addEventListener("click", () => dialog.close());
  }
  dialog.addEventListener("close", () => {
    dialog.remove();
    back?.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
