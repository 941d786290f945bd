import type { Branch } from './flow';

export interface FlowOptions {
  /** Height of the bar of what was read, unless the bands need more. */
  readonly heightPx: number;
  /** Least height of a band that has records. */
  readonly minBandPx: number;
  /** Least height of a band's end, with its label. */
  readonly minSlotPx: number;
  readonly gapPx: number;
}

export interface FlowBand {
  readonly branch: Branch;
  readonly heightPx: number;
  /** Top of the band where it leaves the bar. */
  readonly sourceTopPx: number;
  /** Top of the band where it ends. */
  readonly targetTopPx: number;
  /** Middle of the label. */
  readonly labelPx: number;
  /** Whether the band is drawn higher than its records are worth, so as to be seen. */
  readonly enlarged: boolean;
}

export interface FlowLayout {
  readonly bands: readonly FlowBand[];
  /** Top and height of the bar of what was read: the heights of the bands add up to it. */
  readonly sourceTopPx: number;
  readonly sourceHeightPx: number;
  /** Height of the whole picture. */
  readonly heightPx: number;
}

/**
 * Lays out bands from one bar on the left to one end each on the right. Heights follow the records,
 * but no band is lower than `minBandPx`; the others give way for it. Branches without records, or
 * with less than none, have no band.
 */
export function layoutFlow(branches: readonly Branch[], options: FlowOptions): FlowLayout {
  const shown = branches.filter((branch) => branch.records > 0);
  const sourceHeightPx =
    shown.length === 0 ? 0 : Math.max(options.heightPx, shown.length * options.minBandPx);
  const heights = bandHeights(shown, sourceHeightPx, options.minBandPx);
  const slots = heights.map(({ heightPx }) => Math.max(heightPx, options.minSlotPx));
  const targetsPx = sum(slots) + options.gapPx * Math.max(0, slots.length - 1);
  const heightPx = Math.max(sourceHeightPx, targetsPx);
  const sourceTopPx = (heightPx - sourceHeightPx) / 2;

  let source = sourceTopPx;
  let target = (heightPx - targetsPx) / 2;
  const bands = shown.map((branch, i): FlowBand => {
    const { heightPx: band, enlarged } = heights[i] as BandHeight;
    const slot = slots[i] as number;
    const laidOut = {
      branch,
      heightPx: band,
      sourceTopPx: source,
      targetTopPx: target + (slot - band) / 2,
      labelPx: target + slot / 2,
      enlarged,
    };
    source += band;
    target += slot + options.gapPx;
    return laidOut;
  });
  return { bands, sourceTopPx, sourceHeightPx, heightPx };
}

interface BandHeight {
  readonly heightPx: number;
  readonly enlarged: boolean;
}

/** Shares out the height: small bands first take their least, in order of size, then the rest. */
function bandHeights(
  branches: readonly Branch[],
  heightPx: number,
  minBandPx: number,
): readonly BandHeight[] {
  const heights = new Array<BandHeight>(branches.length);
  let leftPx = heightPx;
  let leftRecords = sum(branches.map((branch) => branch.records));
  const bySize = branches.map((_, i) => i).sort((a, b) => records(a) - records(b));
  for (const i of bySize) {
    const exactPx = (leftPx * records(i)) / leftRecords;
    const enlarged = exactPx < minBandPx;
    const bandPx = enlarged ? minBandPx : exactPx;
    heights[i] = { heightPx: bandPx, enlarged };
    // After the first band that needs no more than its share, leftPx / leftRecords stays the same.
    leftPx -= bandPx;
    leftRecords -= records(i);
  }
  return heights;

  function records(i: number): number {
    return branches[i]?.records ?? 0;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
