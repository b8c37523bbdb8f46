// Follows a bar, a flow or an area to its page, and says what a touch means.

const noHover = window.matchMedia('(hover: none)');
let touched = {};

/** Whether an area of a treemap has none within. */
export function isLeaf({ id, label, data }) {
  return !(data.parents || []).includes(id || label);
}

/** The page that a bar or a lowest area leads to, one of our own; null for none. */
export function linkOf({ figure: { links } }, point) {
  if (!point || (point.data && point.data.type === 'treemap' && !isLeaf(point))) return null;
  const link = links[point.id] || links[point.label] || links[point.y] || links[point.x];
  return link && new URL(link, location).origin === location.origin ? link : null;
}

/** Without a pointer that hovers, what a touch of a flow means is written under the picture. */
export function readOut(chart, point) {
  const { canvas, figure } = chart;
  if (!noHover.matches || !point || canvas.data[0].type !== 'sankey') return;
  chart.readout = chart.readout || Object.assign(document.createElement('p'), { className: 'chart-readout', role: 'status' });
  canvas.after(chart.readout);
  const said = ({ pointNumber }) => canvas.data[0].node.customdata[pointNumber].said;
  const { source, target, customdata } = point;
  chart.readout.textContent = source && target
    ? `${said(source)} → ${said(target)}${figure.colon}${customdata} ${figure.unit}` : said(point);
}

/** Go to the page that a point leads to, where there is one. */
export function follow(chart, point, event) {
  const link = linkOf(chart, point);
  if (!link) return;
  if (noHover.matches) {
    // Without a pointer that hovers, the first touch shows the label and the second follows.
    // One touch comes as two clicks, the browser's own and Plotly's.
    const again = touched.link === link && Date.now() - touched.at > 300;
    if (touched.link !== link) touched = { link, at: Date.now() };
    if (!again) return;
  }
  // In a frame on another page a link leaves the frame.
  if (window !== window.top || (event && (event.ctrlKey || event.metaKey || event.shiftKey))) window.open(link, '_blank', 'noopener');
  else window.location.assign(link);
}
