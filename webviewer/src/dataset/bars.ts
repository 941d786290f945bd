import { el } from '../app/dom';

export interface Bar {
  readonly label: string;
  /** 0 to 1 of the width. */
  readonly share: number;
  readonly text: string;
  /** Where a line marks a target, 0 to 1. */
  readonly mark?: number;
  /** Number of the colour, 0 to 7; 0 by default. */
  readonly colour?: number;
}

/** Builds horizontal bars. They are for the eye alone: the same numbers stand in a table. */
export function barChart(bars: readonly Bar[]): HTMLElement {
  return el(
    'div',
    { class: 'dataset-bars', 'aria-hidden': 'true' },
    ...bars.flatMap(({ label, share, text, mark, colour }) => {
      const fill = el('div', { class: `dataset-bar-fill dataset-colour-${colour ?? 0}` });
      fill.style.width = percent(share);
      const track = el('div', { class: 'dataset-bar-track' }, fill);
      if (mark !== undefined) {
        const line = el('div', { class: 'dataset-bar-mark' });
        line.style.left = percent(mark);
        track.append(line);
      }
      return [el('span', {}, label), track, el('span', { class: 'dataset-bar-text' }, text)];
    }),
  );
}

function percent(share: number): string {
  return `${Math.min(1, Math.max(0, share)) * 100}%`;
}
