// Draws one chart into its place, again when the screen changes, and listens to what is done with it.

import { figureFor } from './figure.js';
import { follow, isLeaf, linkOf, readOut } from './links.js';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** The room a figure has. Its own box decides, not the window: charts stand side by side as well. */
const roomOf = ({ clientWidth: width, clientHeight: height }) => ({ width, height, small: width < 520 });

/** Colours and arrangement are fixed in the drawing: it is made again when what they hang on changes. */
function keepUp(chart, again) {
  if (chart.keptUp) return;
  chart.keptUp = true;
  dark.addEventListener('change', () => chart.room && again());
  new ResizeObserver(([{ target }]) => {
    if (chart.room && target.clientWidth && roomOf(target).small !== chart.room.small) again();
  }).observe(chart.canvas);
}

/** Into an area of a treemap, or back. Plotly's own way waits for a movement that fitted labels leave out. */
function goTo(Plotly, canvas, trace, level) {
  if (!level || canvas.data[trace].level === level) return;
  canvas.querySelector('.hoverlayer').replaceChildren();
  Plotly.restyle(canvas, { level }, [trace]);
}

function listen(Plotly, chart) {
  const { canvas } = chart;
  canvas.on('plotly_click', ({ points, event }) => {
    readOut(chart, points[0]);
    follow(chart, points[0], event);
  });
  canvas.on('plotly_hover', ({ points }) => canvas.classList.toggle('chart-canvas--link', !!linkOf(chart, points[0])));
  canvas.on('plotly_unhover', () => canvas.classList.remove('chart-canvas--link'));
  canvas.on('plotly_treemapclick', ({ points: [point], nextLevel, event }) => {
    const inner = !isLeaf(point);
    if (!inner && linkOf(chart, point)) follow(chart, point, event);
    else goTo(Plotly, canvas, point.curveNumber, inner ? nextLevel : point.data.parents[point.pointNumber]);
    return false;
  });
}

/** Draw the chart; `again` is called when it must be drawn anew. Rejects when it cannot be drawn. */
export async function draw(Plotly, chart, again) {
  const { canvas } = chart;
  chart.room = roomOf(canvas);
  const { data, layout } = figureFor(chart, chart.room);
  await Plotly.newPlot(canvas, data, layout, {
    responsive: true,
    displaylogo: false,
    // Its one useful button is .chart-save, which lies over nothing and can be reached by keyboard and finger.
    displayModeBar: false,
    doubleClick: false,
    locale: chart.figure.locale,
  });
  // Parts that exceed their whole by more than a millionth, as rounded tables can, leave a treemap empty.
  if (data.some(({ type }) => type === 'treemap') && !canvas.querySelector('.slice')) throw new Error('empty treemap');
  // The label says what the chart shows and the table has its numbers; loose labels in drawing order say nothing.
  for (const svg of canvas.querySelectorAll('.main-svg')) svg.setAttribute('aria-hidden', 'true');
  listen(Plotly, chart); // a new drawing forgets its listeners
  keepUp(chart, again);
}
