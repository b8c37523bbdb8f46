// What static/budgets/js/charts.js finds in the built file, as window.ChartsDrawing.

export { draw } from './drawing.js';
export { savePicture } from './saving.js';
