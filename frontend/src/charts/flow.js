// The flow: bands that can be seen through, and on a phone names and amounts in the room between them.

import { seeThrough } from './css_tokens.js';
import { fitted } from './names.js';

/** How much goes through each node: what comes in or what goes out, whichever is more. */
function throughEach({ node, link }) {
  const sum = (ends, n) => link.value.reduce((all, value, at) => all + (ends[at] === n ? value : 0), 0);
  return node.label.map((_, n) => Math.max(sum(link.source, n), sum(link.target, n)));
}

/** On a phone name and amount of a flow stand on two lines, and a thin band has room for its name alone. */
function shortened({ width }, trace) {
  const through = throughEach(trace);
  const whole = Math.max(...through);
  return trace.node.customdata.map(({ lines, short }, n) => {
    const name = lines.join(' ');
    if (through[n] > whole / 12) return { label: [...lines, short].join('<br>'), said: `${name} ${short}` };
    const part = fitted(name, width / 2 - 20);
    return { label: part, said: part };
  });
}

/** Name the nodes of each flow; what a node says when it is touched goes with it. */
export function nameNodes(room, traces) {
  for (const trace of traces.filter(({ type }) => type === 'sankey')) {
    const names = room.small ? shortened(room, trace) : trace.node.label.map((label) => ({ label, said: label }));
    trace.node = { ...trace.node, label: names.map(({ label }) => label), customdata: names };
  }
}

/** Bands that cross can both be seen; once the colours are known. */
export function showCrossings(traces) {
  for (const { link, meta } of traces.filter(({ type }) => type === 'sankey')) {
    link.color = link.color.map((colour) => seeThrough(colour, meta.alpha));
  }
}
