// The desk: shows how far a reading is, sends a form once, prints. Every form works without this file.
"use strict";

// While the browser waits for the answer to the form, the old page still runs: it asks how far the reading is.
function follow(form) {
  const box = form.querySelector("[data-reading]");
  const token = form.elements.token && form.elements.token.value;
  if (!box || !token) return;
  const bar = box.querySelector("progress");
  const words = box.querySelector("[data-reading-pages]");
  box.hidden = false;
  bar.removeAttribute("value");
  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.reading.replace("TOKEN", encodeURIComponent(token)));
      const { done, pages } = answer.ok ? await answer.json() : {};
      if (pages) {
        bar.max = pages;
        bar.value = done;
        words.textContent = words.dataset.words.replace("DONE", done).replace("PAGES", pages);
      }
    } catch {
      return; // the page is being left
    }
    setTimeout(ask, 500);
  };
  setTimeout(ask, 300);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method !== "post") return;
  const first = document.getElementById(form.dataset.after);
  const changed = (field) => "defaultValue" in field && field.type !== "hidden" && field.value !== field.defaultValue;
  if (first && [...first.elements].some(changed)) {
    event.preventDefault();
    form.querySelector("[data-unsaved]").hidden = false;
    return;
  }
  form.dataset.sent = "yes";
  if ("upload" in form.dataset) follow(form);
});

// Back from the cache of the browser: the forms may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
  for (const box of document.querySelectorAll("[data-reading]")) box.hidden = true;
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
}
