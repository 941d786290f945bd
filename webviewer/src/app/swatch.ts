/**
 * Returns a piece of a line with its dashes, for tables and legends. Without a colour it takes the
 * one of the text around it.
 */
export function swatch(dashes: readonly number[], colour = 'currentColor'): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
  for (const [name, value] of Object.entries({ x1: 3, x2: 29, y1: 7, y2: 7 })) {
    line.setAttribute(name, String(value));
  }
  line.setAttribute('stroke', colour);
  line.setAttribute('stroke-width', '2');
  line.setAttribute('stroke-dasharray', dashes.join(' '));
  svg.setAttribute('viewBox', '0 0 32 14');
  svg.setAttribute('class', 'form-swatch');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(line);
  return svg;
}
