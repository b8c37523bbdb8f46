// The search of a downloaded package: hides every row without the words. No server, no network.
(() => {
  "use strict";
  const form = document.getElementById("find");
  const input = document.getElementById("words");
  const found = document.getElementById("found");
  // Half-width, lower case, no separators inside numbers or codes: 1,188.26 and 205-08-02 are found as typed.
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/(\d)[,\s-]+(?=\d)/g, "$1");
  const rows = [...document.querySelectorAll("[data-row]")].map((row) => {
    // Cells are told apart by a bar: digits of two cells are no number. The parts of a code are one.
    const cells = [...row.querySelectorAll("th, td, dt, dd, h3")].map((cell) => plain(cell.textContent));
    return { row, text: cells.join("|") + "|" + plain(row.dataset.row) };
  });
  const sections = [...document.querySelectorAll("[data-section]")];
  const search = () => {
    const words = plain(input.value.trim()).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { row, text } of rows) {
      const hit = words.every((word) => text.includes(word));
      row.hidden = !hit;
      count += hit ? 1 : 0;
    }
    for (const section of sections) {
      section.hidden = words.length > 0 && !section.querySelector("[data-row]:not([hidden])");
    }
    found.textContent = !words.length ? "" : count ? found.dataset.some.replace("%", count) : found.dataset.none;
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", search);
})();
