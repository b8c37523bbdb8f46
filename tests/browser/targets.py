"""Which targets are smaller than WCAG 2.2 asks for (2.5.8, level AA): 24 by 24 CSS pixels.

A smaller target passes for one of two reasons that the rule itself gives, both measured here:

- *inline*: it stands in a line of other text. That is an inline box whose nearest block has words of its own,
  outside every target and not only signs such as · or 、.
- *spacing*: a circle of 24 pixels around its centre touches no other target, nor the circle of another small one.

What nobody can see (folded away, clipped to nothing) is no target; what is drawn in a chart belongs to the chart.
"""

MEASURE = r"""
() => {
  const LEAST = 24;
  const SELECTOR = 'a[href], button, summary, input:not([type=hidden]), select, textarea, [role=button]';
  const isClipped = (each) => each && (getComputedStyle(each).clipPath === 'inset(50%)' || isClipped(each.parentElement));
  const shown = (each) => each.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
    && each.getBoundingClientRect().width > 1 && each.getBoundingClientRect().height > 1
    && !each.closest('svg, .js-plotly-plot') && !isClipped(each);
  const targets = [...document.querySelectorAll(SELECTOR)].filter(shown);
  // A label is pressed together with its box.
  const pressed = (each) => (each.matches('input[type=checkbox], input[type=radio]') && each.closest('label')) || each;
  const boxes = targets.map((each) => pressed(each).getBoundingClientRect());
  const isInline = (each) => {
    if (getComputedStyle(each).display !== 'inline') return false;
    let block = each.parentElement;
    while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let words = '';
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent.closest(SELECTOR) && !parent.closest('.visually-hidden')) words += walker.currentNode.data;
    }
    return /[\p{L}\p{N}]/u.test(words);
  };
  const centre = (box) => [box.left + box.width / 2, box.top + box.height / 2];
  const small = (box) => box.width < LEAST - 0.5 || box.height < LEAST - 0.5;
  const isCrowded = (index) => {
    const [x, y] = centre(boxes[index]);
    return boxes.some((box, other) => {
      if (other === index || targets[other].contains(targets[index]) || targets[index].contains(targets[other])) return false;
      if (small(box)) {
        const [u, v] = centre(box);
        return Math.hypot(x - u, y - v) < LEAST;
      }
      const dx = Math.max(box.left - x, 0, x - box.right);
      const dy = Math.max(box.top - y, 0, y - box.bottom);
      return Math.hypot(dx, dy) < LEAST / 2;
    });
  };
  return targets.flatMap((each, index) => {
    const box = boxes[index];
    if (!small(box) || isInline(each) || !isCrowded(index)) return [];
    return [`${Math.round(box.width)}x${Math.round(box.height)} ${each.outerHTML.slice(0, 110)} IN ${each.parentElement.outerHTML.slice(0, 60)}`];
  });
}
"""
