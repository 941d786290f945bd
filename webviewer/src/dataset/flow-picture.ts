import type { Branch } from './flow';
import { type FlowBand, layoutFlow } from './flow-layout';
import { svg } from './svg';
import { codeWords, formatCount, formatShare, outcomeWords } from './words';

const BAR_PX = 14;
const LABEL_GAP_PX = 8;
const MARGIN_PX = 24;
/** Below this width labels have two lines. */
const NARROW_PX = 520;

/**
 * Draws where the records went: one bar of all that were read, and a band to each end, as high as
 * its share. The picture is for the eye; the numbers stand in the table beside it.
 */
export function drawFlow(branches: readonly Branch[], read: number, widthPx: number): SVGElement {
  const narrow = widthPx < NARROW_PX;
  const layout = layoutFlow(branches, {
    heightPx: narrow ? 320 : 360,
    minBandPx: 2,
    minSlotPx: narrow ? 36 : 22,
    gapPx: 3,
  });
  const heightPx = layout.heightPx + MARGIN_PX + 4;
  const labelsPx = narrow ? Math.min(170, widthPx * 0.55) : 330;
  const endPx = widthPx - labelsPx;
  const label = `Flow of ${formatCount(read)} records to ${layout.bands.length} ends; the table below has the numbers`;
  return svg(
    'svg',
    {
      class: 'dataset-flow',
      role: 'img',
      'aria-label': label,
      width: widthPx,
      height: heightPx,
      viewBox: `0 0 ${widthPx} ${heightPx}`,
    },
    svg(
      'text',
      { class: 'dataset-flow-read', x: 0, y: layout.sourceTopPx + MARGIN_PX - 8 },
      `${formatCount(read)} read`,
    ),
    svg(
      'g',
      { transform: `translate(0 ${MARGIN_PX})` },
      svg('rect', {
        class: 'dataset-flow-source',
        x: 0,
        y: layout.sourceTopPx,
        width: BAR_PX,
        height: layout.sourceHeightPx,
      }),
      ...layout.bands.flatMap((band) => [
        bandPath(band, endPx),
        svg('rect', {
          class: `dataset-flow-end dataset-${band.branch.outcome}`,
          x: endPx - BAR_PX,
          y: band.targetTopPx,
          width: BAR_PX,
          height: band.heightPx,
        }),
        bandLabel(band, endPx + LABEL_GAP_PX, read, narrow),
      ]),
    ),
  );
}

function bandPath(band: FlowBand, endPx: number): SVGElement {
  const from = BAR_PX;
  const to = endPx - BAR_PX;
  const middle = (from + to) / 2;
  const { sourceTopPx: a, targetTopPx: b, heightPx: h } = band;
  return svg('path', {
    class: `dataset-flow-band dataset-${band.branch.outcome}`,
    d:
      `M${from} ${a}C${middle} ${a} ${middle} ${b} ${to} ${b}V${b + h}` +
      `C${middle} ${b + h} ${middle} ${a + h} ${from} ${a + h}Z`,
  });
}

function bandLabel(band: FlowBand, x: number, read: number, narrow: boolean): SVGElement {
  const { branch } = band;
  const numbers = `${formatCount(branch.records)} (${formatShare(branch.records / read)})`;
  if (!narrow) {
    return svg(
      'text',
      { x, y: band.labelPx, dy: '0.35em' },
      `${branchWords(branch)} `,
      svg('tspan', { class: 'dataset-flow-number' }, numbers),
    );
  }
  return svg(
    'text',
    { x, y: band.labelPx, class: 'dataset-flow-narrow' },
    svg('tspan', { x, dy: '-0.2em' }, shortWords(branch)),
    svg('tspan', { x, dy: '1.25em', class: 'dataset-flow-number' }, numbers),
  );
}

/** Returns for example `Rejected: low confidence` or `Exported to train`. */
export function branchWords({ outcome, detail }: Branch): string {
  const words = outcomeWords(outcome);
  if (detail === '') return words;
  return outcome === 'exported' ? `${words} to ${detail}` : `${words}: ${codeWords(detail)}`;
}

function shortWords(branch: Branch): string {
  if (branch.outcome === 'belowCutoff') return 'Below cutoff';
  return branch.outcome === 'rejected' ? codeWords(branch.detail) : branchWords(branch);
}
