// Fits names into the room they have: Plotly breaks lines at spaces, which Chinese has none of.

/** As much of a name as that many pixels hold at the size of a phone's labels; hover and the table have the whole. */
export function fitted(name, pixels) {
  let left = pixels;
  for (const [at, letter] of [...name].entries()) {
    left -= letter > '\u2000' ? 12.5 : 7;
    if (left < 0) return `${[...name].slice(0, Math.max(at - 1, 1)).join('')}…`;
  }
  return name;
}

/** A name of words in lines of about that length. */
function inWords(name, length) {
  return name.split(' ').reduce((lines, word) => {
    const line = lines.at(-1);
    if (line && line.length + word.length < length) return [...lines.slice(0, -1), `${line} ${word}`];
    return [...lines, word];
  }, []);
}

/** A name in two lines of at most that length, as even as can be. */
function inLetters(name, length) {
  const all = [...name];
  // A third line would lie over the neighbour's name; hover and the table have the whole of it.
  const letters = all.length > 2 * length ? [...all.slice(0, 2 * length - 1), '…'] : all;
  const lines = Math.ceil(letters.length / length);
  const each = Math.ceil(letters.length / lines);
  return Array.from({ length: lines }, (_, n) => letters.slice(n * each, (n + 1) * each).join(''));
}

/** A name in lines of at most that many letters: at its spaces, or anywhere. */
export function broken(name, length, atSpaces) {
  return (atSpaces ? inWords(name, length * 1.6) : inLetters(name, length)).join('<br>');
}
