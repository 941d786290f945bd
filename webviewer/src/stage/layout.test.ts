import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnHeight, place } from './layout';

test('gives a row of three the whole height and equal widths', () => {
  const { rects } = place([['a', 'b', 'c']], 908, 500, 1);
  // 908 = 3 x 300 + 2 gaps of 4.
  expect([...rects.values()]).toEqual([
    { x: 0, y: 0, width: 300, height: 500 },
    { x: 304, y: 0, width: 300, height: 500 },
    { x: 608, y: 0, width: 300, height: 500 },
  ]);
});

test('lets rows differ in length', () => {
  const { rects } = place([['a'], ['b', 'c']], 804, 404, 1);
  expect(rects.get('a')).toEqual({ x: 0, y: 0, width: 804, height: 200 });
  expect(rects.get('c')).toEqual({ x: 404, y: 204, width: 400, height: 200 });
});

test('makes one column of a narrow stage, and leaves a strip to scroll by', () => {
  const { widthPx, rects } = place([['a', 'b'], ['c']], 320, 892, 1);
  expect(widthPx).toBe(292);
  // 320 - 28 = 292 wide; 892 = 3 x 292 + 2 gaps of 8.
  expect([...rects.keys()]).toEqual(['a', 'b', 'c']);
  expect(rects.get('b')).toEqual({ x: 0, y: 300, width: 292, height: 292 });
  expect(columnHeight([['a', 'b'], ['c']], 320, 1000)).toBe(892);
});

test('counts narrow in CSS pixels', () => {
  expect(place([['a', 'b']], 1198, 300, 2).rects.get('b')?.x).toBe(0);
  expect(place([['a', 'b']], 1200, 300, 2).rects.get('b')?.x).toBe(604);
});

test('keeps a pane of the column within the window', () => {
  // 568 x 320, a phone on its side: 0.8 x 320 = 256.
  expect(columnHeight([['a']], 568, 320)).toBe(256);
});

test('places nothing where there is nothing', () => {
  expect(place([], 800, 600, 1).rects.size).toBe(0);
  expect(place([[]], 0, 0, 1).rects.size).toBe(0);
  expect(columnHeight([], 320, 600)).toBe(0);
});

test('keeps panes on whole pixels, inside, and apart', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 4000 }),
      fc.integer({ min: 0, max: 3000 }),
      fc.constantFrom(1, 1.25, 1.5, 2, 3),
      (counts, width, height, scale) => {
        const rows = counts.map((count, row) =>
          Array.from({ length: count }, (_, at) => `${row}.${at}`),
        );
        const rects = [...place(rows, width, height, scale).rects.values()];
        for (const [at, rect] of rects.entries()) {
          expect(Object.values(rect).every(Number.isInteger)).toBe(true);
          expect(rect.width === 0 || rect.x + rect.width <= width).toBe(true);
          expect(rect.height === 0 || rect.y + rect.height <= height).toBe(true);
          for (const other of rects.slice(at + 1)) {
            const apart =
              rect.x + rect.width <= other.x ||
              rect.y + rect.height <= other.y ||
              other.x + other.width <= rect.x;
            expect(apart).toBe(true);
          }
        }
      },
    ),
  );
});

test('gives a large pane two thirds of a wide stage, and the others the rest of it', () => {
  // (904 - 4) * 2/3 = 600; (404 - 4) / 2 = 200
  const { rects } = place([['a', 'b', 'c']], 904, 404, 1, 'first-large');
  expect(rects.get('a')).toEqual({ x: 0, y: 0, width: 600, height: 404 });
  expect(rects.get('b')).toEqual({ x: 604, y: 0, width: 300, height: 200 });
  expect(rects.get('c')).toEqual({ x: 604, y: 204, width: 300, height: 200 });
});

test('has one column on a narrow stage whatever the arrangement, and one pane fills a stage', () => {
  const narrow = place([['a', 'b']], 320, 592, 1, 'first-large');
  expect(narrow).toEqual(place([['a', 'b']], 320, 592, 1));
  expect(place([['a']], 904, 404, 1, 'first-large')).toEqual(place([['a']], 904, 404, 1));
});
