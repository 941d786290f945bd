import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordCounts } from '../data/manifest';
import { type Branch, balanceOf, branchesOf } from './flow';
import { layoutFlow } from './flow-layout';

const COUNTS: RecordCounts = {
  read: 100,
  rejected: { silence: 3, low_confidence: 7 },
  duplicates: 10,
  denied: 0,
  unmatched: 5,
  hardExamples: 5,
  belowCutoff: 20,
  exported: { train: 35, val: 8, test: 7 },
};
const OPTIONS = { heightPx: 300, minBandPx: 3, minSlotPx: 20, gapPx: 4 };

const branch = (records: number): Branch => ({ outcome: 'rejected', detail: 'r', records });

describe('branches', () => {
  test('add up to what was read', () => {
    // 3 + 7 + 10 + 0 + 5 + 5 + 20 + 35 + 8 + 7 = 100.
    expect(balanceOf(COUNTS.read, branchesOf(COUNTS))).toEqual({ read: 100, sum: 100, missing: 0 });
  });

  test('tell how many records are missing, or too many', () => {
    const branches = branchesOf({ ...COUNTS, duplicates: 8 });
    expect(balanceOf(100, branches).missing).toBe(2);
    expect(balanceOf(90, branches).missing).toBe(-8);
  });

  test('list the reasons by how often they were met', () => {
    const reasons = branchesOf(COUNTS).filter((one) => one.outcome === 'rejected');
    expect(reasons.map((one) => one.detail)).toEqual(['low_confidence', 'silence']);
  });
});

describe('layout', () => {
  const manyBranches = fc.array(fc.integer({ min: 0, max: 1_000_000 }).map(branch), {
    maxLength: 40,
  });

  test('gives bands heights that add up to the bar', () =>
    fc.assert(
      fc.property(manyBranches, (branches) => {
        const { bands, sourceHeightPx } = layoutFlow(branches, OPTIONS);
        const sum = bands.reduce((total, band) => total + band.heightPx, 0);
        expect(sum).toBeCloseTo(sourceHeightPx, 6);
      }),
    ));

  test('shows every branch that has records, and none that has not', () =>
    fc.assert(
      fc.property(manyBranches, (branches) => {
        const { bands } = layoutFlow(branches, OPTIONS);
        expect(bands.map((band) => band.branch)).toEqual(branches.filter((one) => one.records > 0));
        expect(bands.every((band) => band.heightPx >= OPTIONS.minBandPx - 1e-9)).toBe(true);
      }),
    ));

  test('keeps ends apart and inside the picture', () =>
    fc.assert(
      fc.property(manyBranches, (branches) => {
        const { bands, heightPx } = layoutFlow(branches, OPTIONS);
        let bottom = 0;
        for (const band of bands) {
          expect(band.targetTopPx).toBeGreaterThanOrEqual(bottom - 1e-6);
          bottom = band.targetTopPx + band.heightPx;
        }
        expect(bottom).toBeLessThanOrEqual(heightPx + 1e-6);
      }),
    ));

  test('takes from the large bands what the small ones need', () => {
    // 1 of 1000 records is worth 0.3 of 300 px; it gets 3, and 999 records share 297.
    const { bands } = layoutFlow([branch(1), branch(333), branch(666)], OPTIONS);
    expect(bands.map((band) => band.heightPx)).toEqual([3, 99, 198]);
    expect(bands.map((band) => band.enlarged)).toEqual([true, false, false]);
  });

  test('grows where the least heights do not fit', () => {
    const { sourceHeightPx, bands } = layoutFlow(
      Array.from({ length: 150 }, () => branch(1)),
      {
        ...OPTIONS,
        minSlotPx: 0,
      },
    );
    expect(sourceHeightPx).toBe(450);
    expect(bands).toHaveLength(150);
  });

  test('is empty where nothing was read', () => {
    expect(layoutFlow([branch(0)], OPTIONS)).toEqual({
      bands: [],
      sourceTopPx: 0,
      sourceHeightPx: 0,
      heightPx: 0,
    });
  });
});
