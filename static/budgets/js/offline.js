// The search of a downloaded package: hides every row without the words. No server, no network.
// What a number stands for follows the site's own search (budgets/search/asking.py).
(() => {
  "use strict";
  const form = document.getElementById("find");
  const input = document.getElementById("words");
  const found = document.getElementById("found");

  // Half-width, lower case, no separators inside numbers or codes: 1,188.26 and 205-08-02 are found as typed.
  const halfWidth = (text) => text.normalize("NFKC").toLowerCase();
  const plain = (text) => halfWidth(text).replace(/(\d)[,\s-]+(?=\d)/g, "$1");

  // ---- amounts: whole numbers of a 10^-30 yuan, so that nothing is rounded here ----
  const PLACES = 30;
  const UNITS = { 元: 1n, 万: 10000n, 亿: 100000000n };
  const LARGEST = 10n ** BigInt(17 + PLACES);
  // A number of fewer digits is meant exactly: 5万 is not 49,800, and 206 is sooner a code than 206.4万. Decimals before
  // a unit say that it is rounded, as 0.31万元 is printed for 3,080 元.
  const ROUNDED_DIGITS = 3;
  const ROUNDED_BARE_DIGITS = 5;
  const AMOUNT = /^(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(亿元?|万元?|元)?$/;
  const YEAR = /^(?:19|20)\d{2}年?(?:度)?$/;
  const exactly = (digits) => {
    const [whole, fraction = ""] = digits.split(".");
    return BigInt(whole + fraction.padEnd(PLACES, "0"));
  };
  // The sums of money that a word can mean, each with what is rounded to its digits; [] when it is no number.
  const windowsOf = (word) => {
    const [, number, unit] = (!YEAR.test(word) && !/^0\d/.test(word) && AMOUNT.exec(word)) || [];
    if (!number || number.length > 24) {
      return [];
    }
    const digits = number.replaceAll(",", "");
    const [, fraction = ""] = digits.split(".");
    const shown = digits.replace(".", "").replace(/^0+/, "").length;
    const fewest = unit || fraction ? ROUNDED_DIGITS : ROUNDED_BARE_DIGITS;
    const rounded = shown >= fewest || Boolean(unit && fraction);
    const step = 10n ** BigInt(PLACES - fraction.length);
    return (unit ? [UNITS[unit[0]]] : Object.values(UNITS))
      .map((yuan) => ({ yuan: exactly(digits) * yuan, half: rounded ? (step * yuan) / 2n : 0n }))
      .filter(({ yuan }) => yuan > 0n && yuan <= LARGEST)
      .map(({ yuan, half }) => ({ smallest: yuan - half, largest: yuan + half }));
  };

  // ---- what was typed ----
  // The parts of a code are one word, and so are a number and the unit behind it; 206.07 may be an amount.
  const CODE = /(?<![\d.,])([2-5]\d{2})[ .·-](\d{2})(?:[ .·-](\d{2}))?(?![\d.,])/g;
  const joined = (text) =>
    text
      .replace(CODE, (all, first, second, third) => (all.includes(".") && !third ? all : first + second + (third || "")))
      .replace(/(\d)\s+(亿元|万元|元|亿|万)(?=\s|$)/g, "$1$2");
  const wordsOf = (typed) =>
    joined(halfWidth(typed).trim())
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => ({
        text: plain(word),
        code: /^[2-5]\d{2}\.\d{2}$/.test(word) ? word.replace(".", "") : "",
        windows: windowsOf(word),
        whole: /[.元万亿]/.test(word),
      }));
  // 188.26万元 is not in 1188.26万元; a number alone may be the beginning of a code.
  const isInText = ({ text, code, windows, whole }, said) => {
    if (code && said.includes(code)) {
      return true;
    }
    if (!windows.length || !whole) {
      return said.includes(text);
    }
    for (let at = said.indexOf(text); at >= 0; at = said.indexOf(text, at + 1)) {
      if (!/[\d.]/.test(said[at - 1] || "") && !/^\.?\d/.test(said.slice(at + text.length))) {
        return true;
      }
    }
    return false;
  };

  const rows = [...document.querySelectorAll("[data-row]")].map((row) => {
    // Cells are told apart by a bar: digits of two cells are no number. The parts of a code are one.
    const cells = [...row.querySelectorAll("th, td, dt, dd, h3")].map((cell) => plain(cell.textContent));
    const amounts = [...row.querySelectorAll("[data-yuan]")].map((cell) => {
      const digits = cell.dataset.yuan;
      const yuan = exactly(digits.replace("-", ""));
      return { cell, yuan: digits.startsWith("-") ? -yuan : yuan };
    });
    return { row, text: cells.join("|") + "|" + plain(row.dataset.row), amounts };
  });
  const sections = [...document.querySelectorAll("[data-section]")];
  const search = () => {
    const words = wordsOf(input.value);
    let count = 0;
    for (const { row, text, amounts } of rows) {
      const meant = words.map(({ windows }) =>
        amounts.filter(({ yuan }) => windows.some(({ smallest, largest }) => smallest <= yuan && yuan <= largest)),
      );
      const hit = words.every((word, n) => meant[n].length > 0 || isInText(word, text));
      row.hidden = !hit;
      count += hit ? 1 : 0;
      const cells = new Set(hit ? meant.flat().map(({ cell }) => cell) : []);
      for (const { cell } of amounts) {
        cell.classList.toggle("marked", cells.has(cell));
      }
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
