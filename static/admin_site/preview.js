// The bar above a preview: the page at the width of a computer or of a phone.

const frame = document.querySelector(".preview-page");
const widths = document.querySelector(".preview-widths");
widths.hidden = false;
widths.addEventListener("click", (event) => {
  const pressed = event.target.closest("button");
  if (!pressed) return;
  frame.classList.toggle("preview-page--narrow", pressed.dataset.width === "narrow");
  for (const button of widths.children) {
    button.setAttribute("aria-pressed", String(button === pressed));
  }
});

// The page is shown, not walked through: only links within it lead anywhere.
function stay() {
  frame.contentDocument?.addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    if (link && !link.getAttribute("href")?.startsWith("#")) event.preventDefault();
  });
}
frame.addEventListener("load", stay);
stay();
