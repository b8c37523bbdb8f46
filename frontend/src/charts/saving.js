// Saves a chart as a picture: it leaves the page, so it takes title, unit and source along.

import { figureFor } from './figure.js';

const EDGE = 40;
const PICTURE = 1200;
const STAYS = '，。；、：）》”'; // never begins a line

const widthOf = (text, size) => [...text].reduce((sum, letter) => sum + (letter > '\u2000' ? size : size * 0.56), 0);

/** The pieces of a text that stay in one line: a word of Latin letters, or one other letter with what may not leave it. */
function piecesOf(text) {
  const pieces = [];
  let inWord = null;
  for (const letter of text) {
    const latin = letter > '\u0020' && letter <= '\u2000';
    if (latin ? inWord : inWord === false && STAYS.includes(letter)) pieces.push(pieces.pop() + letter);
    else pieces.push(letter);
    inWord = latin;
  }
  return pieces;
}

/** A text in lines of at most that many pixels: broken at spaces, and anywhere in Chinese. */
function inLines(text, size) {
  return piecesOf(text).reduce((lines, piece) => {
    const line = lines.at(-1) + piece;
    if (widthOf(line, size) <= PICTURE - 2 * EDGE || !lines.at(-1)) return [...lines.slice(0, -1), line];
    return [...lines, piece.trim()];
  }, ['']);
}

/** How high Plotly's level legend is: as many columns of the widest name as there is room for. */
function heightOfLegend({ data }, { showlegend, font }) {
  if (!showlegend) return 0;
  const widths = data.map(({ name = '' }) => widthOf(name, font.size) + 50);
  const columns = Math.max(1, Math.floor((PICTURE - 2 * EDGE) / Math.max(...widths)));
  return Math.ceil(data.length / columns) * (font.size + 8) + 24;
}

/** Draw the chart anew, as wide as a picture and with its words, and hand it to the reader as a file. */
export async function savePicture(Plotly, chart) {
  const { title, note, file_name: filename } = chart.figure;
  const room = { width: PICTURE, height: 0, small: false };
  const heading = inLines(title, 24);
  const notes = inLines(note, 14);
  const { data, layout, paper, soft } = figureFor(chart, room);
  const words = 112 + (heading.length - 1) * 32 + (notes.length - 1) * 19 + heightOfLegend(chart.figure, layout);
  // Bars have what they need, wherever the page is read; others are about as they are seen.
  room.height = Math.max(640, (chart.bars ? chart.bars + 88 : chart.canvas.clientHeight - 12) + words);
  await Plotly.downloadImage({
    data,
    layout: {
      ...layout,
      paper_bgcolor: paper,
      margin: { ...layout.margin, t: layout.margin.t + words, r: EDGE, b: EDGE, l: EDGE },
      title: {
        text: heading.join('<br>'), font: { size: 24 },
        subtitle: { text: notes.join('<br>'), font: { size: 14, color: soft } },
        xref: 'container', x: EDGE / room.width, xanchor: 'left', yref: 'container', y: 1 - 44 / room.height,
      },
    },
  }, { format: 'png', filename, width: room.width, height: room.height, scale: 2 });
}
