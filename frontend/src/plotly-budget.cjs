'use strict';

// The chart types of budgets/charts.py and nothing else; scatter is part of the core.
// A new type is one more line here and a rebuild (see README.md).
const Plotly = require('plotly.js/lib/core');

Plotly.register([
  require('plotly.js/lib/bar'),
  require('plotly.js/lib/sankey'),
  require('plotly.js/lib/treemap'),
  require('plotly.js/lib/waterfall'),
  require('plotly.js/lib/locales/zh-cn'),
]);

module.exports = Plotly;
