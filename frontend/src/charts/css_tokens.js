// Colours: Plotly does not know the variables of the style sheet ("var(--c1)"), nor what can be read on an area.

/** What puts the colours in place of the tokens, as they are within that element; `done` ends it. */
export function palette(within) {
  // Read back from a real property, so that a token may hold any CSS colour or another token.
  const probe = within.appendChild(document.createElement('i'));
  probe.hidden = true;
  const known = new Map();
  const colour = (token) => {
    if (!known.has(token)) {
      probe.style.color = '';
      probe.style.color = token;
      known.set(token, getComputedStyle(probe).color);
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

/** Red, green and blue, 0 to 255, of a colour as browsers give it back: rgb(20, 115, 107). */
const channels = (colour) => colour.slice(colour.indexOf('(') + 1, -1).split(', ').map(Number);

/** The same colour, of which 1 - `alpha` is what lies under it. */
export const seeThrough = (colour, alpha) => `rgba(${channels(colour).join(', ')}, ${alpha})`;

/** For text on a colour the better of black and white, which always has 4.5 : 1. */
export function inkOn(colour) {
  const [r, g, b] = channels(colour).map((part) => {
    const level = part / 255;
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#111' : '#fff';
}
