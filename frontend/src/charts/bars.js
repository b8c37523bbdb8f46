// Arranges lying bars: room for the amounts after them, and for their names beside them or, on a phone, above.

import { broken, fitted } from './names.js';

const LINE = 22; // letters beside a bar

/** How far the bars reach that are put together of several. */
function stacked(bars) {
  const sums = new Map();
  for (const { x, y } of bars) y.forEach((name, n) => sums.set(name, (sums.get(name) || 0) + x[n]));
  return [...sums.values()];
}

/** How far a trace reaches. The steps of a waterfall stand on one another; its last amount is where they end. */
function ends({ type, x }) {
  if (type !== 'waterfall') return x;
  return x.slice(0, -1).map((_, n) => x.slice(0, n + 1).reduce((a, b) => a + b, 0));
}

/** Amounts written after the bars: Plotly would let the longest run out of the picture. */
function makeRoom({ small }, bars, { barmode, xaxis }) {
  const values = (barmode === 'stack' ? stacked(bars) : bars.flatMap(ends)).filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  // Beside a column of names a phone leaves the bars half its width.
  const spare = (high - low) * (small ? (barmode === 'group' ? 0.6 : 0.36) : 0.14);
  xaxis.range = [low < 0 ? low - spare : 0, high > 0 ? high + spare : 0];
}

/** On a phone a column of names would leave nothing for the bars: each name stands above its bar. */
function namesAbove({ width, height }, bars, axis, names) {
  const row = (height - 40) / names.length;
  const down = axis.autorange === 'reversed';
  for (const trace of bars) Object.assign(trace, { width: 0.4, offset: down ? 0.05 : -0.45 });
  axis.ticktext = names.map((name) => fitted(name, width));
  axis.ticklabelposition = 'inside';
  axis.ticklabeloverflow = 'allow'; // the name of the first bar stands over the edge of the drawing
  axis.ticklabelshift = Math.round(row * (down ? 0.24 : -0.24));
  axis.tickfont = { ...axis.tickfont, color: 'var(--ink)' };
}

/** The unit of the amounts, level above the picture, where their axis is left out. */
function unitAbove(layout) {
  const { text } = layout.xaxis.title;
  if (!text) return;
  layout.xaxis.title = {};
  layout.margin = { ...layout.margin, t: layout.margin.t + 24 };
  layout.annotations = [...(layout.annotations || []), {
    text, showarrow: false, xref: 'paper', yref: 'paper', x: 0, y: 1, xanchor: 'left', yanchor: 'bottom', yshift: 6,
    font: { color: 'var(--soft)' },
  }];
}

/** Arrange the bars among the traces, if there are any; `atSpaces` are the names that break at their spaces. */
export function arrangeBars(room, traces, layout, atSpaces) {
  const bars = traces.filter(({ orientation }) => orientation === 'h');
  if (!bars.length) return;
  const { xaxis, yaxis } = layout;
  const names = [...new Set(bars.flatMap(({ y }) => y))];
  makeRoom(room, bars, layout);
  yaxis.showgrid = false;
  yaxis.tickvals = names;
  if (room.small && layout.barmode !== 'group') {
    namesAbove(room, bars, yaxis, names);
    Object.assign(xaxis, { showgrid: false, showline: false, showticklabels: false, ticks: '' });
    unitAbove(layout);
    return;
  }
  yaxis.ticktext = names.map((name) => broken(name, LINE, atSpaces.includes(name)));
  yaxis.tickangle = 0;
}
