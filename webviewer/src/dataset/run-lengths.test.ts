import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Rle, sampleMask, toRle } from './run-lengths';

/** Rows of text, `#` for ones, as COCO's run lengths. */
function encode(rows: readonly string[]): Rle {
  const height = rows.length;
  const width = rows[0]?.length ?? 0;
  const counts = [0];
  let ones = false;
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      if ((rows[y]?.[x] === '#') !== ones) {
        ones = !ones;
        counts.push(0);
      }
      counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    }
  }
  return { height, width, counts };
}

function rowsOf(mask: Uint8Array, width: number): string[] {
  const rows: string[] = [];
  for (let i = 0; i < mask.length; i += width) {
    rows.push([...mask.subarray(i, i + width)].map((one) => (one ? '#' : '.')).join(''));
  }
  return rows;
}

describe('run lengths', () => {
  test('run down the columns and start with zeros', () => {
    // 3 rows x 2 columns: down column 0 one zero, two ones; down column 1 one more one, two zeros.
    const rle = toRle({ size: [3, 2], counts: [1, 3, 2] });
    expect(rle && rowsOf(sampleMask(rle, 2, 3), 2)).toEqual(['.#', '#.', '#.']);
  });

  test('begin with an empty run where the first pixel is a one', () => {
    const rle = toRle({ size: [2, 2], counts: [0, 4] });
    expect(rle && rowsOf(sampleMask(rle, 2, 2), 2)).toEqual(['##', '##']);
  });

  test('are kept by reading what was encoded', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }).chain((width) =>
          fc.array(
            fc
              .array(fc.boolean(), { minLength: width, maxLength: width })
              .map((row) => row.map((one) => (one ? '#' : '.')).join('')),
            { minLength: 1, maxLength: 9 },
          ),
        ),
        (rows) => {
          const rle = encode(rows);
          expect(rowsOf(sampleMask(rle, rle.width, rle.height), rle.width)).toEqual(rows);
        },
      ),
    ));

  test('are seen by the nearest pixel on a smaller or larger raster', () => {
    const rle = encode(['##..', '##..', '...#', '...#']);
    // Centres of 2 x 2 fall on pixels 1 and 3.
    expect(rowsOf(sampleMask(rle, 2, 2), 2)).toEqual(['#.', '.#']);
    expect(rowsOf(sampleMask(encode(['#.', '.#']), 4, 4), 4)).toEqual([
      '##..',
      '##..',
      '..##',
      '..##',
    ]);
  });

  test.each([
    ['runs short of the size', { size: [2, 2], counts: [1, 2] }],
    ['a negative run', { size: [2, 2], counts: [5, -1] }],
    ['a fraction', { size: [2, 2], counts: [1.5, 2.5] }],
    ['no size', { counts: [4] }],
    ['a side of 0', { size: [0, 2], counts: [] }],
    ['a side over 65535', { size: [1, 65_536], counts: [65_536] }],
    ['counts that are no list', { size: [2, 2], counts: 4 }],
    ['no object', 'x'],
  ])('are refused with %s', (_name, source) => {
    expect(toRle(source)).toBeNull();
  });
});

describe('compressed run lengths', () => {
  test.each([
    // Below 16 a count is one character, 48 + count. The fourth is -1 = 1 - 2: five ones, 79 = O.
    ['324O', [5, 2], [3, 2, 4, 1]],
    // 40 = 01 01000: first 8 with 32 for "more", 88 = X, then 1.
    ['X1', [8, 5], [40]],
    // 16 = 10000 has the sign's bit set, so another group of 0 follows: 48 + 16 + 32 = 96, `, then 0.
    ['`0', [4, 4], [16]],
  ])('of %s are read', (text, size, counts) => {
    const rle = toRle({ size, counts: text });
    expect(rle?.counts).toEqual(counts);
  });

  test.each([
    ['nothing', ''],
    ['a string cut off', 'X'],
    ['a character outside the alphabet', '3 '],
    ['a number without end', 'oooooooooooooooo0'],
  ])('are refused with %s', (_name, counts) => {
    expect(toRle({ size: [5, 2], counts })).toBeNull();
  });
});
