import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VoxelArray } from '../volume/volume';
import { leastVoxels } from './calcium-grid';
import { holdingOf, huOf, leastHeld } from './held';
import type { CalciumOptions } from './options';
import { cacDrsOf, categoryOf, flagsAt, lesionAt, weightOf } from './score';
import { type Scored, Scorer } from './scorer';

const DEFAULTS: CalciumOptions = {
  connectivity: 4,
  thresholdHu: 130,
  minAreaMm2: 1,
  minVoxels: 1,
  massCalibration: null,
};
const HALF_MM = { dyMm: 0.5, dxMm: 0.5, incrementMm: 3 };

interface Study {
  readonly shape: readonly [number, number, number];
  readonly voxels: VoxelArray;
  readonly labels: Uint8Array | null;
  readonly grid?: typeof HALF_MM;
  readonly options?: Partial<CalciumOptions>;
  readonly slope?: number;
  readonly intercept?: number;
}

function scorerOf(study: Study): Scorer {
  const scorer = new Scorer({
    shape: study.shape,
    slope: study.slope ?? 1,
    intercept: study.intercept ?? 0,
    masked: study.labels !== null,
    floorHu: 50,
    grid: study.grid ?? HALF_MM,
    options: { ...DEFAULTS, ...study.options },
  });
  scorer.addSlices(study.voxels, study.labels);
  return scorer;
}

function score(study: Study, thresholdHu = 130): Scored {
  return scorerOf(study).score(thresholdHu);
}

/** One slice from rows of digits: `hu` looks up what a digit stands for; labels are all LAD. */
function picture(rows: readonly string[], hu: Readonly<Record<string, number>>): Study {
  const nx = rows[0]?.length ?? 0;
  const voxels = Int16Array.from(rows.join(''), (digit) => hu[digit] ?? 0);
  const labels = new Uint8Array(voxels.length).fill(2);
  return { shape: [nx, rows.length, 1], voxels, labels };
}

describe('by hand', () => {
  test('scores one disc of 317 voxels at 250 HU as 317 * 0.25 * 2 * (3/3) = 158.5', () => {
    const n = 32;
    const voxels = new Int16Array(n * n).fill(-50);
    const labels = new Uint8Array(n * n).fill(2);
    let left = 317;
    for (let y = 4; y < n && left > 0; y++) {
      for (let x = 4; x < 24 && left > 0; x++, left--) {
        voxels[y * n + x] = 250;
      }
    }
    const { score: result } = score({ shape: [n, n, 1], voxels, labels });
    expect(result.arteries.LAD).toEqual({
      agatston: 158.5,
      volumeMm3: 317 * 0.25 * 3,
      massMg: null,
      lesions: 1,
      voxels: 317,
    });
    expect(result.arteries.ALL.agatston).toBe(158.5);
    expect(result).toMatchObject({ category: '101-400', cacDrs: 'A2/N1' });
  });

  test('scores eight blocks of 20 voxels as 20 * 0.25 * (1+1+2+2+3+3+4+4) = 100', () => {
    const peaks = [130, 199, 200, 299, 300, 399, 400, 1500];
    const voxels = new Int16Array(48 * 6);
    const labels = new Uint8Array(48 * 6);
    peaks.forEach((peak, block) => {
      for (let k = 0; k < 20; k++) {
        const i = (1 + Math.floor(k / 5)) * 48 + block * 6 + (k % 5);
        voxels[i] = k === 7 ? peak : 130;
        labels[i] = 1 + (block % 4);
      }
    });
    const { score: result } = score({ shape: [48, 6, 1], voxels, labels });
    expect(result.arteries.ALL.agatston).toBe(100);
    expect(result.arteries.LM.agatston).toBe(20 * 0.25 * (1 + 3));
    expect(result.arteries.RCA.agatston).toBe(20 * 0.25 * (2 + 4));
    expect(result).toMatchObject({ category: '11-100', cacDrs: 'A2/N4' });
  });
});

describe('thresholds', () => {
  test.each([
    [129, 1],
    [130, 1],
    [199.999, 1],
    [200, 2],
    [299.999, 2],
    [300, 3],
    [399.999, 3],
    [400, 4],
    [32767, 4],
    [50, 1],
  ])('weighs a peak of %d HU as %d', (peak, weight) => {
    expect(weightOf(peak)).toBe(weight);
  });

  test('counts every voxel at or over any threshold from 50 to 300, with its own weight', () => {
    // 4 voxels, the least that count at 0.5 x 0.5 mm, one HU apart in 50 to 449.
    for (let threshold = 50; threshold <= 300; threshold++) {
      const voxels = Int16Array.from(Array(4).fill(threshold));
      const labels = new Uint8Array(4).fill(4);
      const study: Study = { shape: [4, 1, 1], voxels, labels };
      const weight = threshold < 200 ? 1 : threshold < 300 ? 2 : 3;
      expect(score(study, threshold).score.arteries.RCA.agatston).toBe(4 * 0.25 * weight);
      if (threshold < 300) {
        expect(score(study, threshold + 1).score.arteries.RCA.lesions).toBe(0);
      }
    }
  });

  test('takes thresholds between whole HU', () => {
    const study = picture(['1122'], { 1: 100, 2: 101 });
    expect(score(study, 100.5).dropped).toEqual(Int32Array.of(2, 3));
    expect(score(study, 100).score.arteries.LAD.voxels).toBe(4);
  });

  test('refuses thresholds below the floor, whose voxels it did not keep', () => {
    expect(() => score(picture(['1'], { 1: 100 }), 49)).toThrow(
      'thresholdHu must be >= 50, but was: 49',
    );
  });

  test('parts stored values exactly, with slopes that 32 bits do not hold', () => {
    // 0.1 * 1300 + 0 = 130.0 in double; 1299 gives 129.9.
    const labels = new Uint8Array(8).fill(1);
    const voxels = Int16Array.of(1300, 1300, 1300, 1300, 0, 1299, 1299, 1299);
    const study: Study = { shape: [8, 1, 1], voxels, labels, slope: 0.1 };
    expect(score(study).score.arteries.LM.voxels).toBe(4);
    expect(lesionAt(score(study).lesions, 0, HALF_MM).peakHu).toBe(130);
    expect(score(study, 129.9).score.arteries.LM.voxels).toBe(4);
  });

  test('finds the least value held for any slope and threshold', () => {
    const slopes = fc.double({ min: 0.001, max: 100, noNaN: true });
    const hus = fc.double({ min: -2000, max: 3000, noNaN: true });
    fc.assert(
      fc.property(slopes, hus, hus, (slope, intercept, threshold) => {
        const holding = holdingOf(new Int16Array(0), slope, intercept);
        const least = leastHeld(holding, threshold);
        expect(huOf(holding, least)).toBeGreaterThanOrEqual(threshold);
        expect(huOf(holding, least - 1)).toBeLessThan(threshold);
      }),
    );
  });

  test('takes the next 32-bit float for a threshold that is none', () => {
    const real = { kind: 'real' } as const;
    expect(leastHeld(real, 130)).toBe(130);
    // 130.1 rounds to 130.1000061..., which is above it; 130.3 to 130.3000030... as well.
    expect(leastHeld(real, 130.1)).toBe(Math.fround(130.1));
    // 130.2 rounds to 130.1999969..., the next float is 2^-16 higher.
    expect(leastHeld(real, 130.2)).toBe(Math.fround(130.2) + 2 ** -16);
    expect(leastHeld(real, -130.1)).toBe(Math.fround(-130.1) + 2 ** -16);
  });
});

describe('islands', () => {
  const corner = picture(['1.', '.1'], { 1: 200 });

  test('keeps corners apart with 4 neighbours and joins them with 8', () => {
    const none = { minAreaMm2: 0 };
    expect(score({ ...corner, options: none }).score.arteries.LAD.lesions).toBe(2);
    const eight = { ...none, connectivity: 8 as const };
    expect(score({ ...corner, options: eight }).score.arteries.LAD.lesions).toBe(1);
  });

  test('joins the arms of a shape that meets only in its last row', () => {
    const u = picture(['1.1.1', '1.1.1', '11111'], { 1: 150 });
    expect(lesionAt(score(u).lesions, 0, HALF_MM)).toEqual({
      slice: 0,
      artery: 'LAD',
      voxels: 11,
      areaMm2: 2.75,
      peakHu: 150,
      weight: 1,
      agatston: 2.75,
      box: [0, 0, 4, 2],
    });
  });

  test('never joins slices or arteries', () => {
    const voxels = new Int16Array(16).fill(140);
    const labels = Uint8Array.of(1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2);
    const { lesions } = score({ shape: [4, 2, 2], voxels, labels });
    expect(Array.from(lesions.voxels)).toEqual([4, 4, 8]);
    expect(Array.from(lesions.label)).toEqual([1, 2, 2]);
    expect(Array.from(lesions.slice)).toEqual([0, 0, 1]);
  });

  test('drops islands below the least area, and says where they lie', () => {
    const rows = ['11.1', '11.1', '...1'];
    const result = score(picture(rows, { 1: 150 }));
    expect(result.score.arteries.LAD.voxels).toBe(4);
    expect(Array.from(result.dropped)).toEqual([3, 7, 11]);
    expect(Array.from(result.droppedStarts)).toEqual([0, 3]);
  });

  test('gives the least area a millionth of slack', () => {
    // 4 * 0.49999985^2 = 0.9999994, short of 1 mm2 by 6e-7; 0.4999997 falls short by 1.2e-6.
    expect(leastVoxels({ dyMm: 0.49999985, dxMm: 0.49999985, incrementMm: 3 }, 1)).toBe(4);
    expect(leastVoxels({ dyMm: 0.4999997, dxMm: 0.4999997, incrementMm: 3 }, 1)).toBe(5);
    expect(leastVoxels(HALF_MM, 0)).toBe(1);
    expect(leastVoxels(HALF_MM, 1e300)).toBe(2 ** 31 - 1);
  });

  test('takes the larger of the least area and the least number of voxels', () => {
    const five = picture(['11111'], { 1: 150 });
    expect(score({ ...five, options: { minVoxels: 6 } }).score.arteries.LAD.lesions).toBe(0);
    expect(score({ ...five, options: { minVoxels: 5 } }).score.arteries.LAD.lesions).toBe(1);
  });

  test('finds runs across gaps longer than a stretch', () => {
    const row = `1111${'.'.repeat(40)}1111${'.'.repeat(16)}1111`;
    const { lesions } = score(picture([row], { 1: 150 }));
    expect(Array.from(lesions.box)).toEqual([0, 0, 3, 0, 44, 0, 47, 0, 64, 0, 67, 0]);
  });

  test('refuses a volume that falls apart into more islands than any patient has', () => {
    const n = 1420;
    const voxels = Int16Array.from(
      { length: n * n },
      (_, i) => ((i + Math.floor(i / n)) % 2) * 200,
    );
    const checkers: Study = {
      shape: [n, n, 1],
      voxels,
      labels: null,
      options: { minAreaMm2: 0 },
    };
    expect(() => score(checkers)).toThrow('at most 1000000 islands');
  });

  test('equals a flood fill on any volume', () => {
    fc.assert(
      fc.property(volumes, fc.constantFrom(4, 8), fc.boolean(), (volume, connectivity, masked) => {
        const [nx, ny, nz] = volume.shape;
        const labels = masked ? volume.labels : null;
        const options = { connectivity, minAreaMm2: 0.5, massCalibration: 0.001 } as const;
        const scorer = scorerOf({ ...volume, labels, options });
        for (const threshold of [50, 130, 160, 300]) {
          const { lesions, dropped, droppedStarts } = scorer.score(threshold);
          const naive = flood(volume, labels, threshold, connectivity);
          const kept = naive.filter((island) => island.voxels.length >= 2);
          expect(
            Array.from({ length: lesions.count }, (_, i) => ({
              slice: lesions.slice[i],
              label: lesions.label[i],
              voxels: lesions.voxels[i],
              peak: lesions.peakHu[i],
              sum: lesions.sumHu[i],
            })),
          ).toEqual(
            kept.map(({ slice, label, voxels }) => ({
              slice,
              label,
              voxels: voxels.length,
              peak: Math.max(...voxels.map((i) => volume.voxels[i] ?? 0)),
              sum: voxels.reduce((sum, i) => sum + (volume.voxels[i] ?? 0), 0),
            })),
          );
          const small = naive.filter((island) => island.voxels.length < 2);
          expect(
            Array.from({ length: nz }, (_, z) =>
              Array.from(
                dropped.subarray(droppedStarts[z], droppedStarts[z + 1]),
                (i) => z * nx * ny + i,
              ),
            ).flat(),
          ).toEqual(small.flatMap(({ voxels }) => voxels));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('sums', () => {
  test('adds HU as floats in steps of 1/65536 and rounds once, halves up', () => {
    const labels = new Uint8Array(4).fill(3);
    const voxels = Float32Array.of(130.125, 130.125, 130.125, 130.125);
    const options = { massCalibration: 2 };
    // 520.5 rounds to 521; 521 * 0.5 * 0.5 * 3 * 2 = 781.5
    const result = score({ shape: [4, 1, 1], voxels, labels, options });
    expect(result.lesions.sumHu[0]).toBe(521);
    expect(result.score.arteries.LCX.massMg).toBe(781.5);
  });

  test('scales the sum of stored values once', () => {
    const labels = new Uint8Array(4).fill(3);
    const voxels = Uint8Array.of(101, 102, 103, 104);
    const study = { shape: [4, 1, 1], voxels, labels, slope: 1.5, intercept: 0.25 } as const;
    // 1.5 * 410 + 0.25 * 4 = 616
    expect(score(study).lesions.sumHu[0]).toBe(616);
    expect(score(study).lesions.peakHu[0]).toBe(156.25);
  });

  test('reads a falling scale as HU', () => {
    const labels = new Uint8Array(4).fill(3);
    const voxels = Int16Array.of(-140, -150, -160, -130);
    const result = score({ shape: [4, 1, 1], voxels, labels, slope: -1 });
    expect(result.lesions).toMatchObject({ count: 1, peakHu: Float64Array.of(160) });
  });

  test('gives neither category nor CAC-DRS without artery labels', () => {
    const { score: result } = score({ ...picture(['1111'], { 1: 500 }), labels: null });
    expect(result).toMatchObject({ category: null, cacDrs: null });
    expect(result.arteries.ALL.agatston).toBe(4);
    expect(result.arteries.LAD.lesions).toBe(0);
  });

  test('scores nothing as 0', () => {
    const { score: result, lesions } = score(picture(['1'], { 1: 0 }));
    expect(lesions.count).toBe(0);
    expect(result).toMatchObject({ category: '0', cacDrs: 'A0/N0' });
  });

  test.each([
    [0, '0', 'A0/N0'],
    [0.1, '1-10', 'A1/N2'],
    [10, '1-10', 'A1/N2'],
    [10.2, '11-100', 'A1/N2'],
    [99.99, '11-100', 'A1/N2'],
    [100, '11-100', 'A2/N2'],
    [100.5, '101-400', 'A2/N2'],
    [299.9, '101-400', 'A2/N2'],
    [300, '101-400', 'A3/N2'],
    [400, '101-400', 'A3/N2'],
    [400.1, '>400', 'A3/N2'],
  ])('calls %d %s and %s', (total, category, cacDrs) => {
    expect(categoryOf(total)).toBe(category);
    expect(cacDrsOf(total, total === 0 ? 0 : 2)).toBe(cacDrs);
  });

  test('flags any threshold but 130', () => {
    expect(flagsAt(['unmasked'], 129)).toEqual(['unmasked', 'threshold_not_130']);
    expect(flagsAt(['threshold_not_130'], 130)).toEqual([]);
    expect(flagsAt(['threshold_not_130'], 100)).toEqual(['threshold_not_130']);
  });
});

const volumes = fc
  .tuple(
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 3 }),
  )
  .chain(([nx, ny, nz]) =>
    fc.record({
      shape: fc.constant([nx, ny, nz] as const),
      voxels: fc
        .array(fc.constantFrom(-1024, 49, 50, 129, 130, 180, 400, 32767), {
          minLength: nx * ny * nz,
          maxLength: nx * ny * nz,
        })
        .map((values) => Int16Array.from(values)),
      labels: fc
        .array(fc.constantFrom(0, 1, 1, 1, 4), {
          minLength: nx * ny * nz,
          maxLength: nx * ny * nz,
        })
        .map((values) => Uint8Array.from(values)),
    }),
  );

interface Flooded {
  slice: number;
  label: number;
  /** In reading order. */
  voxels: number[];
}

/** The definition, word by word. */
function flood(
  volume: { shape: readonly [number, number, number]; voxels: Int16Array },
  labels: Uint8Array | null,
  threshold: number,
  connectivity: 4 | 8,
): Flooded[] {
  const [nx, ny] = volume.shape;
  const seen = new Set<number>();
  const islands: Flooded[] = [];
  const label = (i: number) => labels?.[i] ?? 0;
  const counts = (i: number) =>
    (volume.voxels[i] ?? 0) >= threshold && (labels === null || label(i) > 0);
  for (let i = 0; i < volume.voxels.length; i++) {
    if (!counts(i) || seen.has(i)) {
      continue;
    }
    const slice = Math.floor(i / (nx * ny));
    const island: Flooded = { slice, label: label(i), voxels: [] };
    const stack = [i];
    seen.add(i);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      island.voxels.push(at);
      const x = at % nx;
      const y = Math.floor(at / nx) % ny;
      for (const [dx, dy] of [-1, 0, 1].flatMap((a) => [-1, 0, 1].map((b) => [a, b] as const))) {
        const near = at + dy * nx + dx;
        const inside = x + dx >= 0 && x + dx < nx && y + dy >= 0 && y + dy < ny;
        const touches = connectivity === 8 || dx === 0 || dy === 0;
        if (inside && touches && !seen.has(near) && counts(near) && label(near) === label(i)) {
          seen.add(near);
          stack.push(near);
        }
      }
    }
    island.voxels.sort((a, b) => a - b);
    islands.push(island);
  }
  return islands;
}
