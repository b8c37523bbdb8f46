// Draws the figures that budgets/charts.py puts on a page. Each is complete without this file: a sentence
// and a table. Markup:
//
//   <script src="…/charts.js" defer data-plotly="…/plotly-budget.min.js"></script>
//   <figure class="chart" id="chart-NAME">
//     <figcaption>…</figcaption>
//     <div class="chart-canvas chart-canvas--medium" data-chart="chart-NAME-data" role="img" aria-label="…"></div>
//     <button type="button" class="chart-save">保存为图片</button>
//     <script type="application/json" id="chart-NAME-data">
//       {"data": […], "layout": {…}, "file_name": "…", "title": "…", "note": "…", "links": {"id": "/path"}}
//     </script>
//     <details class="chart-numbers"><summary>…</summary><table>…</table></details>
//   </figure>
//
// Colours are tokens: "var(--c1)", or "var(--c1) / 0.4" for a see-through one.
(() => {
  'use strict';

  const BUNDLE = document.currentScript.dataset.plotly;
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const noHover = window.matchMedia('(hover: none)');
  const SEPARATOR = document.documentElement.lang.startsWith('zh') ? '：' : ': ';
  const drawn = new Set();

  /** The room a figure has. Its own box decides, not the window: charts stand side by side as well. */
  const roomOf = ({ clientWidth: width, clientHeight: height }) => ({ width, height, small: width < 520 });

  // ---------- the bundle, once, and only when a chart is near

  let loading;
  function plotly() {
    loading = loading || new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = BUNDLE;
      script.onload = () => (window.Plotly ? resolve(window.Plotly) : reject(new Error('no Plotly')));
      script.onerror = () => reject(new Error('chart bundle not loaded'));
      document.head.append(script);
    });
    return loading;
  }

  // ---------- colours: Plotly does not know CSS variables

  function palette(within) {
    // Read back from a real property, so that a token may hold any CSS colour or another token.
    const probe = within.appendChild(document.createElement('i'));
    probe.hidden = true;
    const known = new Map();
    const colour = (token) => {
      if (!known.has(token)) {
        const [, name, alpha] = token.match(/^(var\(.+\))(?:\s*\/\s*([\d.]+))?$/) || [null, token];
        probe.style.color = '';
        probe.style.color = name;
        const value = getComputedStyle(probe).color;
        known.set(token, alpha ? value.replace(/^rgb\((.*)\)$/, `rgba($1, ${alpha})`) : value);
      }
      return known.get(token);
    };
    const resolve = (value) => {
      if (typeof value === 'string') return value.startsWith('var(--') ? colour(value) : value;
      if (Array.isArray(value)) return value.map(resolve);
      if (value && typeof value === 'object') {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item)]));
      }
      return value;
    };
    return { resolve, done: () => probe.remove() };
  }

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
    sankey: {
      node: { thickness: 12, pad: 14, color: 'var(--ink)', line: { width: 0 } },
      link: { color: 'var(--soft) / 0.3' },
    },
    treemap: {
      marker: { line: { color: 'var(--paper)', width: 1 }, pad: { t: 24, l: 3, r: 3, b: 3 } },
      pathbar: { thickness: 28, side: 'top', textfont: { size: 13 } },
      tiling: { pad: 2 },
    },
    waterfall: {
      connector: { line: { color: 'var(--soft)', width: 1 } }, cliponaxis: false, constraintext: 'none',
      increasing: { marker: { color: 'var(--c1)' } },
      decreasing: { marker: { color: 'var(--c4)' } },
      totals: { marker: { color: 'var(--c7)' } },
    },
  };

  function baseLayout(room) {
    const body = getComputedStyle(document.body);
    const font = { family: body.fontFamily, size: room.small ? 12 : 14, color: 'var(--ink)' };
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

  // ---------- names and room: Plotly breaks lines at spaces, which Chinese has none of

  /** As much of a name as that many pixels hold at the size of a phone's labels; hover and the table have the whole. */
  function fitted(name, pixels) {
    let left = pixels;
    for (const [at, letter] of [...name].entries()) {
      left -= letter > '\u2000' ? 12.5 : 7;
      if (left < 0) return `${[...name].slice(0, Math.max(at - 1, 1)).join('')}…`;
    }
    return name;
  }

  /** A name of words in lines of about that length. */
  function atSpaces(name, length) {
    return name.split(' ').reduce((lines, word) => {
      const line = lines.at(-1);
      if (line && line.length + word.length < length) return [...lines.slice(0, -1), `${line} ${word}`];
      return [...lines, word];
    }, []).join('<br>');
  }

  function broken(full, length) {
    if (full.includes('<')) return full; // has breaks of its own
    if (/[A-Za-z]{3,} /.test(full)) return atSpaces(full, length * 1.6);
    // A third line would lie over the neighbour's name; hover and the table have the whole of it.
    const name = full.length > 2 * length ? `${full.slice(0, 2 * length - 1)}…` : full;
    const lines = Math.ceil(name.length / length);
    const each = Math.ceil(name.length / lines) || 1;
    return name.replace(new RegExp(`.{${each}}(?=.)`, 'gu'), '$&<br>');
  }

  /** On a phone name and amount of a flow stand on two lines, and a thin band has room for its name alone. */
  function shortenFlow({ small, width }, data) {
    for (const trace of data) {
      if (!small || trace.type !== 'sankey') continue;
      const amount = / (?:CNY [\d.,]+(?: \w+)?|[\d.,−]+ \S+)$/;
      // English names break at spaces.
      const lines = (name) => name.replace(/([a-z]{6,}(?: and)?) (?=[a-z]{4})/gi, '$1<br>');
      const through = (node) => Math.max(...['source', 'target'].map((end) => trace.link.value.reduce(
        (sum, value, n) => sum + (trace.link[end][n] === node ? value : 0), 0)));
      const whole = Math.max(...trace.node.label.map((_, node) => through(node)));
      trace.node = {
        ...trace.node,
        label: trace.node.label.map((label, node) => {
          const wide = through(node) > whole / 12;
          const name = label.replace(amount, '');
          const short = label.slice(name.length).trim().replace('CNY ', '').replace(' billion', ' bn').replace(' million', ' m');
          return wide ? `${lines(name)}<br>${short}` : fitted(name, width / 2 - 20);
        }),
      };
    }
  }

  /** How high lying bars must be drawn for their names and amounts to be read, in pixels; 0 for any other figure. */
  function heightOfBars({ data, layout = {} }) {
    const lying = data.filter(({ orientation }) => orientation === 'h');
    const names = new Set(lying.flatMap(({ y }) => y)).size;
    const side = layout.barmode === 'group' ? lying.length : 1;
    return names && names * Math.max(34, side * 22);
  }

  function arrangeBars(room, data, layout) {
    const bars = data.filter(({ type }) => type === 'bar' || type === 'waterfall');
    if (!bars.length) return;
    const lying = bars[0].orientation === 'h';
    const [names, amounts, nameKey, amountKey] = lying
      ? [layout.yaxis, layout.xaxis, 'y', 'x'] : [layout.xaxis, layout.yaxis, 'x', 'y'];
    const all = [...new Set(bars.flatMap((trace) => trace[nameKey] || []))];
    if (!all.every((name) => typeof name === 'string')) return;
    names.showgrid = false;
    if (lying && bars.some((trace) => trace.textposition === 'outside')) makeRoom(room, bars, layout.barmode, amounts, amountKey);
    if (names.ticktext) return;
    names.tickvals = all;
    if (lying && room.small && layout.barmode !== 'group') {
      for (const trace of bars) namesAbove(room, trace, names, all);
      Object.assign(amounts, { showgrid: false, showline: false, showticklabels: false, ticks: '' });
      unitAbove(layout, amounts);
      return;
    }
    const length = lying ? 22 : Math.floor((room.width - 60) / all.length / layout.font.size);
    names.ticktext = all.map((name) => broken(name, Math.max(length, 3)));
    names.tickangle = 0;
  }

  /** Amounts written after the bars: Plotly would let the longest run out of the picture. */
  function makeRoom({ small }, bars, barmode, axis, key) {
    if (axis.range) return;
    // The steps of a waterfall stand on one another; its last amount is where they end.
    const reached = (amounts) => amounts.slice(0, -1).map((_, n) => amounts.slice(0, n + 1).reduce((a, b) => a + b, 0));
    const ends = (trace) => (trace.type === 'waterfall' ? reached(trace[key]) : trace[key] || []);
    const values = (barmode === 'stack' ? stacked(bars, key) : bars.flatMap(ends))
      .filter(Number.isFinite);
    const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
    // Beside a column of names a phone leaves the bars half its width.
    const spare = (high - low) * (small ? (barmode === 'group' ? 0.6 : 0.36) : 0.14);
    axis.range = [low < 0 ? low - spare : 0, high > 0 ? high + spare : 0];
  }

  /** How far the bars reach that are put together of several. */
  function stacked(bars, key) {
    const sums = new Map();
    for (const trace of bars) {
      trace[key === 'x' ? 'y' : 'x'].forEach((name, n) => sums.set(name, (sums.get(name) || 0) + trace[key][n]));
    }
    return [...sums.values()];
  }

  /** On a phone a column of names would leave nothing for the bars: each name stands above its bar. */
  function namesAbove({ width, height }, trace, axis, all) {
    const row = (height - 40) / all.length;
    const down = axis.autorange === 'reversed';
    trace.width = 0.4;
    trace.offset = down ? 0.05 : -0.45;
    axis.ticktext = all.map((name) => fitted(name, width));
    axis.ticklabelposition = 'inside';
    axis.ticklabeloverflow = 'allow'; // the name of the first bar stands over the edge of the drawing
    axis.ticklabelshift = Math.round(row * (down ? 0.24 : -0.24));
    axis.tickfont = { ...axis.tickfont, color: 'var(--ink)' };
  }

  /** The unit of an axis, level above the picture and not on its side. */
  function unitAbove(layout, axis) {
    const { text } = axis.title;
    if (!text) return;
    axis.title = {};
    layout.margin = { ...layout.margin, t: layout.margin.t + 24 };
    layout.annotations = [...(layout.annotations || []), {
      text, showarrow: false, xref: 'paper', yref: 'paper', x: 0, y: 1, xanchor: 'left', yanchor: 'bottom', yshift: 6,
      font: { color: 'var(--soft)' },
    }];
  }

  // ---------- text on areas: the better of black and white, which always has 4.5 : 1

  function inkOn(colour) {
    const [r, g, b] = (colour.match(/[\d.]+/g) || [255, 255, 255]).map((part) => {
      const level = part / 255;
      return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#111' : '#fff';
  }

  function writeOnAreas(data) {
    for (const trace of data) {
      const colours = trace.type === 'treemap' && trace.marker.colors;
      if (!colours || (trace.textfont && trace.textfont.color)) continue;
      const color = colours.map((colour) => inkOn(colour || ''));
      trace.textfont = { ...trace.textfont, color };
      trace.pathbar = { ...trace.pathbar, textfont: { ...trace.pathbar.textfont, color } };
    }
  }

  /** On a phone areas within areas have no room for names: one level at a time, from the first that tells something. */
  function oneLevel({ small }, { type, meta }, level) {
    return small && type === 'treemap' ? { level: level || meta, maxdepth: 2 } : {};
  }

  function figureFor(chart, room) {
    const { data, layout = {} } = chart.figure;
    const merged = merge(baseLayout(room), layout);
    for (const key of Object.keys(merged)) if (/^[xy]axis\d*$/.test(key)) merged[key] = merge(AXIS, merged[key]);
    const traces = data.map((trace, i) => {
      // A new drawing keeps the reader's place in a treemap.
      const { level = trace.level } = (chart.canvas.data || [])[i] || {};
      return { ...merge(TRACES[trace.type] || {}, trace), ...(level && { level }), ...oneLevel(room, trace, level) };
    });
    // Plotly hangs the way back up (the path bar) into the margin.
    if (traces.some(({ type }) => type === 'treemap')) {
      merged.margin = { ...merged.margin, t: merged.margin.t + TRACES.treemap.pathbar.thickness };
      // Labels that do not fit at a readable size are left to hovering and to the table. Only here:
      // beside bars there is room, and hiding would take every amount wider than its bar.
      merged.uniformtext = merged.uniformtext || { mode: 'hide', minsize: 11 };
    }
    arrangeBars(room, traces, merged);
    if (room.small) {
      merged.annotations = (merged.annotations || []).map((name) => ({ ...name, text: fitted(name.text, room.width * 0.45) }));
    }
    shortenFlow(room, traces);
    unitAbove(merged, merged.yaxis);
    const colours = palette(chart.canvas);
    const figure = colours.resolve({ data: traces, layout: merged, paper: 'var(--paper)', soft: 'var(--soft)' });
    colours.done();
    writeOnAreas(figure.data);
    return figure;
  }

  // ---------- drawing

  /** A frame may be lower than the bars need: they scroll then, and are not drawn over one another. */
  function reserveRoom({ canvas, figure }) {
    const bars = heightOfBars(figure);
    if (bars) canvas.style.minHeight = `${bars + 60}px`;
  }

  async function draw(chart) {
    const Plotly = await plotly();
    const { canvas } = chart;
    reserveRoom(chart);
    chart.room = roomOf(canvas);
    const { data, layout } = figureFor(chart, chart.room);
    await Plotly.newPlot(canvas, data, layout, {
      responsive: true,
      displaylogo: false,
      // Its one useful button is .chart-save, which lies over nothing and can be reached by keyboard and finger.
      displayModeBar: false,
      doubleClick: false,
      locale: document.documentElement.lang.startsWith('zh') ? 'zh-CN' : 'en',
    });
    // Parts that exceed their whole by more than a millionth, as rounded tables can, leave a treemap empty.
    if (data.some(({ type }) => type === 'treemap') && !canvas.querySelector('.slice')) throw new Error('empty treemap');
    // The label says what the chart shows and the table has its numbers; loose labels in drawing order say nothing.
    for (const svg of canvas.querySelectorAll('.main-svg')) svg.setAttribute('aria-hidden', 'true');
    drawn.add(chart);
    // A new drawing forgets its listeners.
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

  /** Into an area of a treemap, or back. Plotly's own way waits for a movement that fitted labels leave out. */
  function goTo(Plotly, canvas, trace, level) {
    if (!level || canvas.data[trace].level === level) return;
    canvas.querySelector('.hoverlayer').replaceChildren();
    Plotly.restyle(canvas, { level }, [trace]);
  }

  /** The page without this chart: its numbers. */
  function giveUp(chart, error) {
    console.warn(chart.canvas.dataset.chart, error);
    drawn.delete(chart);
    chart.canvas.hidden = true;
    const save = chart.box.querySelector('.chart-save');
    if (save) save.hidden = true;
    const numbers = chart.box.querySelector('details.chart-numbers');
    if (numbers) numbers.open = true;
  }

  // ---------- following a bar, a flow or an area to its page

  function isLeaf({ id, label, data }) {
    return !(data.parents || []).includes(id || label);
  }

  function linkOf(chart, point) {
    if (!point || (point.data && point.data.type === 'treemap' && !isLeaf(point))) return null;
    const links = chart.figure.links || {};
    const candidates = [].concat(point.customdata, links[point.id], links[point.label], links[point.y], links[point.x]);
    // Only our own pages: "//host" and "/\host" are other sites.
    return candidates.find((link) => typeof link === 'string' && /^\/(?![/\\])/.test(link)) || null;
  }

  /** Without a pointer that hovers, what a touch means is written under the picture. */
  function readOut(chart, point) {
    if (!noHover.matches || !point || chart.canvas.data[0].type !== 'sankey') return;
    chart.readout = chart.readout || Object.assign(document.createElement('p'), { className: 'chart-readout', role: 'status' });
    chart.canvas.after(chart.readout);
    const plain = (text) => String(text).replace(/<br>/g, ' ');
    const { source, target, customdata, label } = point;
    chart.readout.textContent = source && target
      ? `${plain(source.label)} → ${plain(target.label)}${SEPARATOR}${customdata} ${chart.figure.unit}` : plain(label);
  }

  let touched = {};
  function follow(chart, point, event) {
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

  // ---------- saving as a picture: it leaves the page, so it takes title, unit and source along

  const EDGE = 40;
  const PICTURE = 1200;

  const widthOf = (text, size) => [...text].reduce((sum, letter) => sum + (letter > '\u2000' ? size : size * 0.56), 0);

  /** A text in lines of at most that many pixels: broken at spaces, and anywhere in Chinese. */
  function inLines(text, size) {
    const words = text.match(/[\u0021-\u2000]+|[^\u0021-\u2000][，。；、：）》”]*/gu) || [];
    return words.reduce((lines, word) => {
      const line = lines.at(-1) + word;
      if (widthOf(line, size) <= PICTURE - 2 * EDGE || !lines.at(-1)) return [...lines.slice(0, -1), line];
      return [...lines, word.trim()];
    }, ['']);
  }

  /** How high Plotly's level legend is: as many columns of the widest name as there is room for. */
  function heightOfLegend({ data }, { showlegend, font }) {
    if (!showlegend) return 0;
    const widths = data.map(({ name = '' }) => widthOf(name, font.size) + 50);
    const columns = Math.max(1, Math.floor((PICTURE - 2 * EDGE) / Math.max(...widths)));
    return Math.ceil(data.length / columns) * (font.size + 8) + 24;
  }

  async function savePicture(chart) {
    const Plotly = await plotly();
    const { title, note, file_name: filename } = chart.figure;
    const bars = heightOfBars(chart.figure);
    const room = { width: PICTURE, height: 0, small: false };
    const caption = chart.box.querySelector('figcaption');
    const heading = inLines(title || (caption ? caption.textContent.trim() : ''), 24);
    const notes = inLines(note || '', 14);
    const { data, layout, paper, soft } = figureFor(chart, room);
    const words = 112 + (heading.length - 1) * 32 + (notes.length - 1) * 19 + heightOfLegend(chart.figure, layout);
    // Bars have what they need, wherever the page is read; others are about as they are seen.
    room.height = Math.max(640, (bars ? bars + 88 : chart.canvas.clientHeight - 12) + words);
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
    }, { format: 'png', filename: filename || 'chart', width: room.width, height: room.height, scale: 2 });
  }

  // ---------- start

  function start(canvas) {
    const box = canvas.closest('.chart');
    const chart = { canvas, box, figure: {} };
    const show = () => draw(chart).catch((error) => giveUp(chart, error));
    try {
      chart.figure = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
    } catch (error) {
      giveUp(chart, error);
      return;
    }
    reserveRoom(chart);
    const near = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      near.disconnect();
      show();
    }, { rootMargin: '300px 0px' });
    near.observe(canvas);
    const save = box.querySelector('.chart-save');
    if (save) {
      save.addEventListener('click', () => savePicture(chart).catch((error) => {
        console.warn(canvas.dataset.chart, error);
        save.disabled = true;
      }));
    }
    // Colours and arrangement are fixed in the drawing: draw again when what they hang on changes.
    dark.addEventListener('change', () => drawn.has(chart) && show());
    new ResizeObserver(() => {
      if (drawn.has(chart) && canvas.clientWidth && roomOf(canvas).small !== chart.room.small) show();
    }).observe(canvas);
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
