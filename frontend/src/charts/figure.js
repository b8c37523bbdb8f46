// Puts together what Plotly draws: a figure as Python sends it, with what every chart has, for the room there is.

import { AREAS, makeRoomForPath, oneLevel, writeOnAreas } from './areas.js';
import { arrangeBars } from './bars.js';
import { palette } from './css_tokens.js';
import { nameNodes, showCrossings } from './flow.js';
import { fitted } from './names.js';

// ---------- what every chart has unless its figure says otherwise

const AXIS = {
  automargin: true, fixedrange: true, gridcolor: 'var(--line)', linecolor: 'var(--line)',
  zerolinecolor: 'var(--soft)', tickfont: { color: 'var(--soft)' }, title: { font: { color: 'var(--soft)' }, standoff: 8 },
  // 元 and 万元 are in the labels; Plotly's own k, M and B would be read as a second unit.
  exponentformat: 'none', separatethousands: true,
};

const TRACES = {
  bar: { marker: { line: { width: 0 } }, cliponaxis: false, constraintext: 'none' },
  scatter: { cliponaxis: false },
  sankey: { node: { thickness: 12, pad: 14, line: { width: 0 } } },
  treemap: AREAS,
  waterfall: {
    connector: { line: { color: 'var(--soft)', width: 1 } }, cliponaxis: false, constraintext: 'none',
    increasing: { marker: { color: 'var(--c1)' } },
    decreasing: { marker: { color: 'var(--c4)' } },
    totals: { marker: { color: 'var(--c7)' } },
  },
};

function baseLayout({ small }) {
  const font = { family: getComputedStyle(document.body).fontFamily, size: small ? 12 : 14, color: 'var(--ink)' };
  return {
    autosize: true,
    font,
    // The axes push these out by what their labels need.
    margin: { t: 8, r: 4, b: 8, l: 4, pad: 0 },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    colorway: ['var(--c1)', 'var(--c2)', 'var(--c3)', 'var(--c4)', 'var(--c5)', 'var(--c6)', 'var(--c7)'],
    hoverlabel: { bgcolor: 'var(--card)', bordercolor: 'var(--soft)', align: 'left', namelength: -1, font },
    hovermode: 'closest',
    // A finger moving over the chart is scrolling the page.
    dragmode: false,
    bargap: 0.35,
    showlegend: false,
    // On the right: the unit stands on the left.
    legend: { orientation: 'h', x: 1, y: 1, xanchor: 'right', yanchor: 'bottom', traceorder: 'normal' },
    xaxis: {}, yaxis: {},
  };
}

function merge(base, over) {
  const plain = (value) => value && typeof value === 'object' && !Array.isArray(value);
  if (!plain(base) || !plain(over)) return over === undefined ? base : over;
  const out = { ...base };
  for (const key of Object.keys(over)) out[key] = merge(base[key], over[key]);
  return out;
}

// ---------- one figure

function layoutFor(room, own) {
  const layout = merge(baseLayout(room), own);
  for (const key of Object.keys(layout)) {
    if (key.startsWith('xaxis') || key.startsWith('yaxis')) layout[key] = merge(AXIS, layout[key]);
  }
  return layout;
}

function tracesFor(room, { figure, canvas }) {
  return figure.data.map((trace, n) => {
    // A new drawing keeps the reader's place in a treemap.
    const { level = trace.level } = (canvas.data || [])[n] || {};
    return { ...merge(TRACES[trace.type] || {}, trace), ...(level && { level }), ...oneLevel(room, trace, level) };
  });
}

/** The traces and the layout of a chart for a room, in the colours of this page; and two of these for its words. */
export function figureFor(chart, room) {
  const layout = layoutFor(room, chart.figure.layout);
  const traces = tracesFor(room, chart);
  makeRoomForPath(traces, layout);
  arrangeBars(room, traces, layout, chart.figure.at_spaces);
  if (room.small) {
    layout.annotations = (layout.annotations || []).map((name) => ({ ...name, text: fitted(name.text, room.width * 0.45) }));
  }
  nameNodes(room, traces);
  const colours = palette(chart.canvas);
  const figure = colours.resolve({ data: traces, layout, paper: 'var(--paper)', soft: 'var(--soft)' });
  colours.done();
  showCrossings(figure.data);
  writeOnAreas(figure.data);
  return figure;
}
