// A window over the form, for what takes more than a press of a button: Escape closes it, and the
// focus goes back into the text, to what was selected there.

let number = 0;

// `content` is HTML of ours, never anybody's words. A button with data-does="cancel" closes it, and
// so does its function `goBack`, after which the text can be written into at once.
export function openDialog({ title, content, name = "", area }) {
  const place = [area.selectionStart, area.selectionEnd, area.scrollTop];
  let isBack = false;
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
    cancel.addEventListener("click", () => dialog.goBack());
  }
  // A browser forgets what was selected in what a window covers.
  dialog.goBack = () => {
    if (isBack) return;
    isBack = true;
    dialog.close();
    area.focus({ preventScroll: true });
    area.setSelectionRange(place[0], place[1]);
    area.scrollTop = place[2];
  };
  dialog.addEventListener("close", () => {
    dialog.goBack();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
