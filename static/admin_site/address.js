// Says beside a field what it will mean: the address that a short name makes, the weekday of a
// date; and gives the boxes of Django's autocompletes the names of their fields.

function showAddress(slug) {
  const says = document.createElement("output");
  says.className = "address-says";
  says.htmlFor = slug.id;
  slug.after(says);
  const show = () => {
    const name = slug.value || "…";
    says.textContent = `${window.location.origin}${slug.dataset.addressBefore}${name}/`;
  };
  const sources = [slug, document.getElementById("id_title")].filter(Boolean);
  for (const source of sources) {
    for (const event of ["input", "change", "keyup"]) {
      source.addEventListener(event, () => setTimeout(show));
    }
  }
  show();
}

// The server understands more and has the last word; here is only what needs no guessing.
function dayWritten(text) {
  const [, day, month, year] =
    /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ??
    /^(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4})$/.exec(text) ??
    [];
  const months = "janfebmaraprmayjunjulaugsepoctnovdec";
  const named = months.indexOf(month?.toLowerCase()) / 3 + 1;
  const number = Number.isNaN(Number(month)) ? named : Number(month);
  const padded = [number, day].map((part) => String(part).padStart(2, "0"));
  const date = new Date(`${day ? [year, ...padded].join("-") : text}T12:00:00Z`);
  return date.getUTCDate() === Number(day ?? text.slice(-2)) ? date : null;
}

function showWeekday(moment) {
  const [day, time] = moment.querySelectorAll("input");
  const says = moment.querySelector(".moment-says");
  const show = () => {
    const date = dayWritten(day.value.trim());
    says.textContent =
      date
        ? new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "UTC" }).format(date) +
          (time.value ? `, ${time.value}, London time` : "")
        : "London time";
  };
  moment.addEventListener("input", show);
  show();
}

for (const slug of document.querySelectorAll("input[data-address-before]")) showAddress(slug);
for (const moment of document.querySelectorAll(".moment")) showWeekday(moment);

function nameBoxes(within) {
  for (const select of within.querySelectorAll("select.admin-autocomplete")) {
    const name = select.labels[0]?.textContent.trim();
    const box = select.parentElement.querySelector(".select2-selection");
    if (!name || !box) continue;
    const chosen = box.querySelector(".select2-selection__rendered");
    for (const part of [box, chosen, box.querySelector(".select2-search__field")]) {
      part?.removeAttribute("aria-labelledby");
      part?.setAttribute("aria-label", name);
    }
    if (chosen) box.setAttribute("aria-describedby", chosen.id);
  }
}

// Django builds the boxes after this module ran, and again for every row that is added.
new MutationObserver((changes) => {
  const built = changes.flatMap((change) => [...change.addedNodes]);
  if (built.some((node) => node.classList?.contains("select2-container"))) nameBoxes(document);
}).observe(document.body, { childList: true, subtree: true });
nameBoxes(document);
