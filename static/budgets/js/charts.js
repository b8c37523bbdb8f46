// Has each chart of a page drawn when it comes near the screen. A chart is complete without scripts: a sentence and a
// table. Plotly's bundle and what draws with it (frontend/src/charts, built into one file) are asked for only then.
// Markup:
//
//   <script src="…/charts.js" defer data-plotly="…/plotly-budget.min.js" data-drawing="…/charts-drawing.min.js"></script>
//   <figure class="chart" id="chart-NAME">
//     <figcaption>…</figcaption>
//     <div class="chart-canvas chart-canvas--medium" data-chart="chart-NAME-data" role="img" aria-label="…"></div>
//     <button type="button" class="chart-save">保存为图片</button>
//     <script type="application/json" id="chart-NAME-data">{…}</script>  (Chart.payload of budgets/charts/base.py)
//     <details class="chart-numbers"><summary>…</summary><table>…</table></details>
//   </figure>
(() => {
  'use strict';

  const { plotly, drawing } = document.currentScript.dataset;

  const loading = new Map();
  /** What the script at that address leaves in the window under that name; each is loaded once. */
  function loaded(address, name) {
    if (!loading.has(address)) {
      loading.set(address, new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = address;
        script.onload = () => (window[name] ? resolve(window[name]) : reject(new Error(`no ${name}`)));
        script.onerror = () => reject(new Error(`${name} not loaded`));
        document.head.append(script);
      }));
    }
    return loading.get(address);
  }

  /** Plotly and what draws with it, side by side. */
  const tools = () => Promise.all([loaded(plotly, 'Plotly'), loaded(drawing, 'ChartsDrawing')]);

  /** The page without this chart: its numbers. */
  function giveUp({ canvas, box }, error) {
    console.warn(canvas.dataset.chart, error);
    canvas.hidden = true;
    const save = box.querySelector('.chart-save');
    if (save) save.hidden = true;
    const numbers = box.querySelector('details.chart-numbers');
    if (numbers) numbers.open = true;
  }

  /** How high lying bars must be drawn for their names and amounts to be read, in pixels; 0 for any other figure. */
  function heightOfBars({ data, layout }) {
    const lying = data.filter(({ orientation }) => orientation === 'h');
    const names = new Set(lying.flatMap(({ y }) => y)).size;
    const side = layout.barmode === 'group' ? lying.length : 1;
    return names && names * Math.max(34, side * 22);
  }

  function start(canvas) {
    const chart = { canvas, box: canvas.closest('.chart'), figure: null, bars: 0, room: null };
    try {
      chart.figure = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
      chart.bars = heightOfBars(chart.figure);
    } catch (error) {
      giveUp(chart, error);
      return;
    }
    // A frame may be lower than the bars need: they scroll then, and are not drawn over one another.
    if (chart.bars) canvas.style.minHeight = `${chart.bars + 60}px`;
    const show = async () => {
      try {
        const [Plotly, { draw }] = await tools();
        await draw(Plotly, chart, show);
      } catch (error) {
        chart.room = null;
        giveUp(chart, error);
      }
    };
    const near = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      near.disconnect();
      show();
    }, { rootMargin: '300px 0px' });
    near.observe(canvas);
    const save = chart.box.querySelector('.chart-save');
    if (!save) return;
    save.addEventListener('click', async () => {
      try {
        const [Plotly, { savePicture }] = await tools();
        await savePicture(Plotly, chart);
      } catch (error) {
        console.warn(canvas.dataset.chart, error);
        save.disabled = true;
      }
    });
  }

  for (const canvas of document.querySelectorAll('.chart-canvas[data-chart]')) start(canvas);

  // On paper nothing unfolds. The style sheet opens the numbers as well, but not in every browser.
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details.chart-numbers:not([open])')];
    for (const numbers of opened) numbers.open = true;
  });
  addEventListener('afterprint', () => {
    for (const numbers of opened) numbers.open = false;
  });
})();
