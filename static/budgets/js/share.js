// Draws the card that a button with data-card speaks of, and saves it as a picture: an amount that leaves the
// page takes its scope, source and address along. Markup (templates/_components/share_card.html):
//
//   <button type="button" class="chart-save" data-card="share-card">…</button>  (no-js hides it)
//   <script type="application/json" id="share-card">{"site": …, "title": …, "amount": …, "exact": …, …}</script>
(() => {
  'use strict';

  const WIDTH = 1200;
  const HEIGHT = 630;
  const EDGE = 72;

  /** The text in lines no wider than the card, two at most; Chinese breaks anywhere, words at spaces. */
  function linesOf(context, text, most) {
    const lines = [''];
    for (const piece of text.match(/[\u0021-\u024f]{1,16}\u0020*|./gu) || []) {
      const line = lines[lines.length - 1] + piece;
      if (context.measureText(line).width <= WIDTH - 2 * EDGE) lines[lines.length - 1] = line;
      else lines.push(piece.trimStart());
    }
    if (lines.length <= most) return lines;
    const last = lines[most - 1];
    return [...lines.slice(0, most - 1), `${last.slice(0, -1)}…`];
  }

  function draw(card) {
    const style = getComputedStyle(document.documentElement);
    const token = (name) => style.getPropertyValue(`--${name}`).trim();
    const sans = getComputedStyle(document.body).fontFamily;
    const canvas = document.createElement('canvas');
    canvas.width = WIDTH;
    canvas.height = HEIGHT;
    const context = canvas.getContext('2d');
    context.fillStyle = token('paper');
    context.fillRect(0, 0, WIDTH, HEIGHT);
    context.fillStyle = token('accent');
    context.fillRect(0, 0, WIDTH, 12);
    context.textBaseline = 'top';
    let y = EDGE;
    const write = (text, size, colour, { weight = 400, family = sans, most = 1, gap = 18 } = {}) => {
      if (!text) return;
      context.font = `${weight} ${size}px ${family}`;
      context.fillStyle = token(colour);
      for (const line of linesOf(context, text, most)) {
        context.fillText(line, EDGE, y);
        y += size * 1.35;
      }
      y += gap;
    };
    const serif = token('serif');
    write(card.title, 44, 'ink', { weight: 700, family: serif, most: 2 });
    write(card.amount, 104, 'accent', { weight: 700, gap: 6 });
    write(card.exact, 34, 'soft', { gap: 10 });
    write(card.scope, 34, 'ink', { most: 2 });
    y = Math.max(y, HEIGHT - EDGE - 90);
    write(card.source, 26, 'soft', { gap: 2 });
    write(`${card.site} · ${card.address}`, 26, 'soft', { most: 2 });
    return canvas;
  }

  function save(card) {
    draw(card).toBlob((picture) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(picture);
      link.download = `${card.file_name}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    }, 'image/png');
  }

  for (const button of document.querySelectorAll('button[data-card]')) {
    const card = JSON.parse(document.getElementById(button.dataset.card).textContent);
    button.addEventListener('click', () => save(card));
  }
})();
