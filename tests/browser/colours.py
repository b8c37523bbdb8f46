"""Which texts of a page stand for all in the question of contrast, for the probe that asks it."""

# Of all texts that look alike, two: nothing that decides on their contrast differs. They have the same elements with
# the same classes around them, and each of these has the same colours, opacity and letters. Rows of a long table are
# alike; the row that a rule or a script colours is not. A single sign is judged by itself: axe says less of it.
REPRESENTATIVES = """() => {
  const DECISIVE = ['color', 'backgroundColor', 'backgroundImage', 'opacity', 'fontSize', 'fontWeight', 'filter',
    'mixBlendMode', 'textShadow', 'visibility', 'clip', 'clipPath', 'position', 'zIndex', 'cursor', 'pointerEvents'];
  const looks = new Map([[null, 0]]);
  const numbers = new Map();
  const look = (element) => {
    if (!looks.has(element)) {
      const style = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      const words = [look(element.parentElement), element.tagName, element.className, element.matches(':disabled'),
        element.getAttribute('aria-disabled'), width > 1 && height > 1, ...DECISIVE.map((name) => style[name])];
      const key = JSON.stringify(words);
      if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
      looks.set(element, numbers.get(key));
    }
    return looks.get(element);
  };
  const kinds = new Map();
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data);
    const words = own.join('').trim();
    const control = element.matches('input, select, textarea, button');
    if (!words && !control) continue;
    const key = `${look(element)} ${[...words].length < 2} ${control}`;
    kinds.set(key, [...(kinds.get(key) ?? []), element]);
  }
  return [...kinds.values()].flatMap((alike) => [...new Set([alike[0], alike.at(-1)])]);
}"""
