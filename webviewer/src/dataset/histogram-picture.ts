import type { Histogram } from './histogram';
import { svg } from './svg';
import { dataTable } from './table';
import { formatCount, formatShare } from './words';

export interface Cutoff {
  readonly label: string;
  /** 0 to 1. */
  readonly value: number;
}

const MOST_WIDTH = 640;
const LEAST_WIDTH = 240;
const HEIGHT = 200;
const LEFT = 60;
const BOTTOM = 22;
const TOP = 34;

/**
 * Draws a histogram from 0 to 1 with its cutoffs as dashed lines.
 *
 * @param roomPx width that there is for it, CSS pixels
 */
export function drawHistogram(
  histogram: Histogram,
  cutoffs: readonly Cutoff[],
  title: string,
  roomPx: number,
): SVGElement {
  const width = Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, roomPx));
  const most = Math.max(1, ...histogram.counts);
  const plotWidth = width - LEFT - 10;
  const plotHeight = HEIGHT - TOP - BOTTOM;
  const x = (value: number) => LEFT + value * plotWidth;
  const step = 1 / histogram.counts.length;
  return svg(
    'svg',
    {
      class: 'dataset-histogram',
      role: 'img',
      'aria-label': `Histogram: ${title}; the table below has the numbers`,
      viewBox: `0 0 ${width} ${HEIGHT}`,
    },
    ...histogram.counts.map((count, bin) => {
      const height = (count / most) * plotHeight;
      return svg(
        'rect',
        {
          class: 'dataset-histogram-bar',
          x: x(bin * step) + 1,
          y: TOP + plotHeight - height,
          width: Math.max(1, step * plotWidth - 2),
          height,
        },
        svg('title', {}, `${binWords(bin, step)}: ${formatCount(count)}`),
      );
    }),
    svg('path', {
      class: 'dataset-axis',
      d: `M${LEFT} ${TOP}V${TOP + plotHeight}H${LEFT + plotWidth}`,
    }),
    svg('text', { x: LEFT - 6, y: TOP + 5, class: 'dataset-axis-end' }, formatCount(most)),
    svg('text', { x: LEFT - 6, y: TOP + plotHeight, class: 'dataset-axis-end' }, '0'),
    ...[0, 0.25, 0.5, 0.75, 1].map((tick) =>
      svg('text', { x: x(tick), y: HEIGHT - 5, class: 'dataset-axis-middle' }, String(tick)),
    ),
    ...cutoffs.flatMap(({ label, value }, i) => {
      const right = value > 0.5;
      return [
        svg('path', { class: 'dataset-cutoff', d: `M${x(value)} ${TOP - 4}V${TOP + plotHeight}` }),
        svg(
          'text',
          {
            x: x(value) + (right ? -4 : 4),
            y: 12 + i * 15,
            class: right ? 'dataset-axis-end' : 'dataset-axis-start',
          },
          `${label} ${value.toFixed(3)}`,
        ),
      ];
    }),
  );
}

/** Builds the numbers of a histogram as a table. */
export function histogramTable(histogram: Histogram, title: string): HTMLElement {
  const step = 1 / histogram.counts.length;
  return dataTable(
    `${title}, by score`,
    [{ name: 'Score' }, { name: 'Records', number: true }, { name: 'Share', number: true }],
    histogram.counts.map((count, bin) => [
      binWords(bin, step),
      count,
      histogram.values === 0 ? '' : formatShare(count / histogram.values),
    ]),
  );
}

function binWords(bin: number, step: number): string {
  return `${(bin * step).toFixed(2)} to ${((bin + 1) * step).toFixed(2)}`;
}
