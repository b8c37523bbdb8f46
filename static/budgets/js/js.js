// Loaded in <head> without defer: style sheets must know before the first paint whether charts will come.
document.documentElement.classList.replace('no-js', 'js');
// When the script of the charts is lost on the way, the page is the one without scripts again.
addEventListener('error', ({ target }) => {
  if (target.dataset && target.dataset.plotly) document.documentElement.classList.replace('js', 'no-js');
}, true);
