// A picture on its way into a text: chosen, dropped or pasted, and never without words.

import { post } from "./asking.js";
import { openDialog } from "./dialog.js";
import { insertBlock } from "./text.js";

const CONTENT = `
  <form method="dialog" novalidate>
    <p class="dialog-refused" role="alert" hidden></p>
    <label>Picture <input type="file" name="file" accept="image/jpeg,image/png,image/webp,image/avif,image/gif" required></label>
    <p class="help">JPEG, PNG, WebP, AVIF or GIF that does not move. No SVG. What cameras hide in it (place, time) is taken out.</p>
    <label>What it shows, for people who cannot see it <textarea name="alt" rows="2" required></textarea></label>
    <label class="is-choice"><input type="checkbox" name="is_decorative"> It is only decoration: people who cannot see it miss nothing</label>
    <label>Caption <span class="quiet">may stay empty</span> <input type="text" name="caption"></label>
    <label>Credit <span class="quiet">may stay empty</span> <input type="text" name="credit"></label>
    <p class="dialog-says quiet" role="status"></p>
    <div class="wishes-row">
      <button type="submit" class="button button--first">Insert</button>
      <button type="button" class="button" data-does="cancel">Cancel</button>
    </div>
  </form>`;

export function choosePicture(area, upload, brought) {
  const dialog = openDialog({
    title: "Insert a picture",
    name: "picture-dialog",
    content: CONTENT,
    area,
  });
  const form = dialog.querySelector("form");
  if (brought) {
    const files = new DataTransfer();
    files.items.add(brought);
    form.elements.file.files = files.files;
  }
  form.elements.is_decorative.addEventListener("change", (event) => {
    for (const name of ["alt", "caption"]) {
      form.elements[name].disabled = event.target.checked;
      form.elements[name].closest("label").hidden = event.target.checked;
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(dialog, form, area, upload);
  });
  (brought ? form.elements.alt : form.elements.file).focus();
}

async function send(dialog, form, area, upload) {
  const [insert, says] = [form.querySelector("[type=submit]"), form.querySelector(".dialog-says")];
  insert.disabled = true;
  says.textContent = "The picture is being sent…";
  try {
    const answer = await post(upload, new FormData(form));
    if (answer.refused) refuse(form, [answer.refused].flat());
    else {
      const isLeft = !dialog.open; // closed meanwhile: the picture is kept, the text is as it was
      dialog.goBack();
      if (!isLeft) insertBlock(area, answer.markdown);
    }
  } catch {
    refuse(form, ["The picture could not be sent. Your text is still here; try again."]);
  }
  insert.disabled = false;
  says.textContent = "";
}

function refuse(form, sentences) {
  const refused = form.querySelector(".dialog-refused");
  refused.textContent = sentences.join(" ");
  refused.hidden = false;
}
