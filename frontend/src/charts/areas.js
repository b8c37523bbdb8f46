// Areas within areas (a treemap): where a small screen begins, the way back up, and text that can be read on them.

import { inkOn } from './css_tokens.js';

const PATH = { thickness: 28, side: 'top', textfont: { size: 13 } };

export const AREAS = {
  marker: { line: { color: 'var(--paper)', width: 1 }, pad: { t: 24, l: 3, r: 3, b: 3 } },
  pathbar: PATH,
  tiling: { pad: 2 },
};

/** On a phone areas within areas have no room for names: one level at a time, from the first that tells something. */
export function oneLevel({ small }, { type, meta }, level) {
  return small && type === 'treemap' ? { level: level || meta, maxdepth: 2 } : {};
}

/** Plotly hangs the way back up (the path bar) into the margin. */
export function makeRoomForPath(traces, layout) {
  if (!traces.some(({ type }) => type === 'treemap')) return;
  layout.margin = { ...layout.margin, t: layout.margin.t + PATH.thickness };
}

/** Give every label the ink that its area needs; once the colours are known. */
export function writeOnAreas(traces) {
  for (const trace of traces.filter(({ type }) => type === 'treemap')) {
    const color = trace.marker.colors.map(inkOn);
    trace.textfont = { ...trace.textfont, color };
    trace.pathbar = { ...trace.pathbar, textfont: { ...trace.pathbar.textfont, color } };
  }
}
