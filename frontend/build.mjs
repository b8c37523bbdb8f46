// Builds our plotly.js (four chart types, one locale, nothing that a strict CSP would stop), and what draws with it.
//   node build.mjs           write static/budgets/vendor/plotly/ and static/budgets/built/
//   node build.mjs --check   say whether what is there is what this recipe gives
import { createHash } from 'node:crypto';
import { readdir, readFile, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = join(HERE, 'node_modules');
const STATIC = join(HERE, '../static/budgets');
const require = createRequire(import.meta.url);
const PLOTLY_VERSION = require('plotly.js/package.json').version;

// Registered by the core, asked for by no chart of ours. plotly.js looks components up by name
// and goes without when one is missing, so a stub takes their place.
const UNUSED_COMPONENTS = [
  'annotations3d', 'errorbars', 'images', 'rangeselector', 'rangeslider', 'sliders', 'updatemenus',
];
// Packages of which only an empty wrapper is left: no code, no licence text.
const STUBBED_PACKAGES = new Set(['@plotly/d3-sankey-circular', 'maplibre-gl', 'native-promise-only']);
// The one component whose layout key is read without asking first.
const STUB_EXTRAS = { images: 'supplyLayoutDefaults(_, out) { out.images = []; },' };

const prune = {
  name: 'prune',
  setup({ onLoad, onResolve }) {
    const components = UNUSED_COMPONENTS.join('|');
    onLoad({ filter: new RegExp(`plotly\\.js/src/components/(${components})/index\\.js$`) }, ({ path }) => {
      const name = path.split('/').at(-2);
      const body = `moduleType: 'component', name: '${name}', ${STUB_EXTRAS[name] ?? ''}`;
      return { contents: `module.exports = { ${body} };` };
    });
    // Its rules become plotly-budget.css: put in by script they would need style-src 'unsafe-inline'.
    onLoad({ filter: /plotly\.js\/build\/plotcss\.js$/ }, () => ({ contents: '' }));
    // Every browser that reads ES2020 has promises.
    onLoad({ filter: /native-promise-only/ }, () => ({ contents: '' }));
    // Flows in circles: money goes from a source to a use. A circular figure fails and its table opens.
    onLoad({ filter: /d3-sankey-circular\/dist\/.*\.js$/ }, () => ({ contents: 'module.exports = {};' }));
    // The attributes' manual, a fifth of the file. plotly.js's own release build leaves it out too.
    onLoad({ filter: /plotly\.js\/src\/.*\.js$/ }, async ({ path }) => {
      const source = withoutDescriptions(await readFile(path, 'utf8'));
      return { contents: path.endsWith('/lib/svg_text_utils.js') ? styledByScript(source) : source };
    });
    onResolve({ filter: /^culori$/ }, () => ({ path: join(HERE, 'src/culori.mjs') }));
  },
};

/**
 * <b>, <i>, <sup> and the like in a label: plotly.js sets a style attribute, which a strict CSP blocks
 * (one console error a label, and the text stays plain). The same style set as a property is allowed.
 */
function styledByScript(source) {
  const asAttribute = /if\(nodeSpec\.style\) nodeAttrs\.style = nodeSpec\.style;([\s\S]*?d3\.select\(newNode\)\.attr\(nodeAttrs\);)/;
  if (!asAttribute.test(source)) throw new Error('svg_text_utils.js has changed: look at its style attributes');
  return source.replace(asAttribute, '$1 if(nodeSpec.style) newNode.style.cssText = nodeSpec.style;');
}

/** Drop every `description: 'text' or [list].join()` property from a source file. */
function withoutDescriptions(source) {
  const start = /(?<=^[ \t]*|[{,]\s*)description:\s*(?=['"[])/gm;
  let kept = '';
  let from = 0;
  for (let match; (match = start.exec(source)); ) {
    const end = endOfValue(source, start.lastIndex);
    kept += source.slice(from, match.index);
    from = start.lastIndex = source[end] === ',' ? end + 1 : end;
  }
  return kept + source.slice(from);
}

/** Position of the comma or bracket that ends the expression starting at `at`. */
function endOfValue(source, at) {
  for (let depth = 0; at < source.length; at++) {
    const char = source[at];
    if (char === '/' && source[at + 1] === '/') at = source.indexOf('\n', at);
    else if (`'"\``.includes(char)) at = endOfString(source, at);
    else if ('([{'.includes(char)) depth++;
    else if (depth && ')]}'.includes(char)) depth--;
    else if (!depth && ',)]}'.includes(char)) return at;
  }
  throw new Error('a description without an end');
}

function endOfString(source, at) {
  const quote = source[at++];
  while (source[at] !== quote) at += source[at] === '\\' ? 2 : 1;
  return at;
}

/** The rules that plotly.js would write into a <style> element, as an ordinary style sheet. */
async function styleSheet() {
  const source = await readFile(join(MODULES, 'plotly.js/build/plotcss.js'), 'utf8');
  const rules = [];
  // The file only calls Lib.addStyleRule for each of its rules, so running it with our own Lib lists them.
  const lib = { addStyleRule: (selector, style) => rules.push(`${selector}{${style}}`) };
  new Function('require', 'module', source)(() => lib, {});
  return [
    `/* plotly.js ${PLOTLY_VERSION}, MIT licence, see LICENSE.txt. Written by frontend/build.mjs. */`,
    ...rules
      // The dialogue for their cloud service, which the pages never open.
      .filter((rule) => !rule.includes('plotly-cloud'))
      // plotly.js inserts each rule before the last, so the later ones lose: keep that order.
      .reverse()
      .map((rule) => rule.replaceAll('font-family:"Open Sans",verdana,arial,sans-serif;', 'font-family:inherit;'))
      // Prefixes of browsers that cannot read the bundle.
      .map((rule) => rule.replace(/-(webkit|moz|ms|o)-(transition|transform|user-select|hyphens):[^;}]*;/g,
        (whole, vendor, property) => (vendor === 'webkit' && property === 'user-select' ? whole : ''))
        .replace('cursor:-webkit-grab;', '')),
    '@media (prefers-reduced-motion:reduce){.js-plotly-plot .plotly *{transition:none!important}}',
    '',
  ].join('\n');
}

/** The licence of each package that has code in the bundle. */
async function licences(inputs) {
  const names = new Set();
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const [folder, name] = file.match(/^.*node_modules\/((?:@[^/]+\/)?[^/]+)/) ?? [];
    if (folder && bytesInOutput && !STUBBED_PACKAGES.has(name)) names.add(folder);
  }
  const parts = [];
  for (const folder of [...names].sort()) {
    const info = JSON.parse(await readFile(join(HERE, folder, 'package.json'), 'utf8'));
    parts.push({ name: info.name, version: info.version, licence: info.license, text: await licenceText(folder) });
  }
  // plotly.js first: the others came with it.
  parts.sort((a, b) => (b.name === 'plotly.js') - (a.name === 'plotly.js') || (a.name < b.name ? -1 : 1));
  return parts.map(({ name, version, licence, text }) =>
    `${name} ${version} (${licence})\n${'='.repeat(60)}\n\n${text}\n`).join('\n\n');
}

async function licenceText(folder) {
  for (const file of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENSE-MIT', 'License', 'license', 'license.md']) {
    try {
      return (await readFile(join(HERE, folder, file), 'utf8')).replaceAll('\r\n', '\n').trim();
    } catch { /* the next name */ }
  }
  return 'The package carries no licence file; its package.json names the licence above.';
}

/** What the files in which the charts are drawn hold, in one number; tests/test_scripts.py computes it likewise. */
async function digestOf(folder) {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.js')).sort()) {
    hash.update(`${name}\0`).update(await readFile(join(folder, name))).update('\0');
  }
  return hash.digest('hex');
}

/** The files in which the charts are drawn, as one. */
async function drawing() {
  const result = await build({
    absWorkingDir: HERE,
    entryPoints: ['src/charts/index.js'],
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'ChartsDrawing',
    target: 'es2020',
    charset: 'ascii',
    banner: { js: `/*! Built from frontend/src/charts by \`npm run build\`. SHA-256 of the sources: ${await digestOf(join(HERE, 'src/charts'))} */` },
    write: false,
    logLevel: 'warning',
  });
  return result.outputFiles[0].text;
}

async function plotly() {
  const result = await build({
    absWorkingDir: HERE,
    entryPoints: ['src/plotly-budget.cjs'],
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'Plotly',
    target: 'es2020',
    charset: 'ascii', // right whatever charset the server names
    legalComments: 'none',
    // They test for AMD and Node at run time; a page has neither.
    define: { global: 'window', 'define.amd': 'false', 'process.env.NODE_DEBUG': 'false' },
    loader: { '.css': 'empty' }, // the map's, drawn in by a test for map traces
    banner: { js: `/*! plotly.js ${PLOTLY_VERSION}, budget bundle. MIT and others: LICENSE.txt */` },
    plugins: [prune],
    outfile: 'plotly-budget.min.js',
    write: false,
    metafile: true,
    logLevel: 'warning',
  });
  const script = result.outputFiles[0].text;
  for (const bad of [/\beval\(/, /\bnew Function\b/, /[^.\w]Function\(/, /sourceMappingURL/, /document\.write/]) {
    if (bad.test(script)) throw new Error(`the bundle contains ${bad}`);
  }
  const [{ inputs }] = Object.values(result.metafile.outputs);
  return {
    'vendor/plotly/plotly-budget.min.js': script,
    'vendor/plotly/plotly-budget.css': await styleSheet(),
    'vendor/plotly/LICENSE.txt': await licences(inputs),
  };
}

const files = { ...await plotly(), 'built/charts-drawing.min.js': await drawing() };
for (const [name, text] of Object.entries(files)) {
  const path = join(STATIC, name);
  if (process.argv.includes('--check')) {
    const same = (await readFile(path, 'utf8').catch(() => '')) === text;
    if (!same) process.exitCode = 1;
    console.log(`${same ? 'same   ' : 'DIFFERS'}  ${relative(join(HERE, '..'), path)}`);
    continue;
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  const [raw, gzip, brotli] = [Buffer.from(text), gzipSync(text, { level: 9 }), brotliCompressSync(text)]
    .map((bytes) => `${(bytes.length / 1000).toFixed(1)} kB`);
  console.log(`${name}: ${raw}, gzip ${gzip}, brotli ${brotli}`);
}
