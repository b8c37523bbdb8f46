// plotly.js asks culori for five functions and by that receives every colour space there is.
// It parses only what a style sheet computes to: hex, names, rgb() and hsl().
import { converter, modeHsl, modeLrgb, modeRgb, useMode } from 'culori/fn';

useMode(modeRgb);
useMode(modeHsl);
useMode(modeLrgb); // for contrast

export { converter };
export { formatHex, formatRgb, wcagContrast, wcagLuminance } from 'culori/fn';
