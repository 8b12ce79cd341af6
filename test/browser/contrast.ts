/** Contrast of an element's text against what lies behind it, by WCAG 2.2. Runs in the page. */
export function contrastOf(element: Element): number {
  type Color = readonly [number, number, number, number];
  const parse = (css: string): Color => {
    const [r = 0, g = 0, b = 0, a = 1] = (css.match(/[\d.]+/g) ?? []).map(Number);
    return [r, g, b, a];
  };
  const over = (top: Color, below: Color): Color => {
    const mix = (i: 0 | 1 | 2): number => top[i] * top[3] + below[i] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const parentOf = (node: Element): Element | null =>
    node.assignedSlot ??
    node.parentElement ??
    (node.getRootNode() instanceof ShadowRoot ? (node.getRootNode() as ShadowRoot).host : null);
  const layers: Color[] = [];
  for (let node: Element | null = element; node; node = parentOf(node))
    layers.push(parse(getComputedStyle(node).backgroundColor));
  const back = layers.reduceRight<Color>((below, top) => over(top, below), [255, 255, 255, 1]);
  const luminance = ([r, g, b]: Color): number => {
    const [x = 0, y = 0, z = 0] = [r, g, b].map((v) =>
      v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const [a, b] = [luminance(over(parse(getComputedStyle(element).color), back)), luminance(back)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
