import { describe, expect, test } from 'vitest';
import { COLOUR_NAMES, type ColourName, colourTable } from './colours';

const colourAt = (name: ColourName, i: number) => [...colourTable(name).subarray(i * 3, i * 3 + 3)];

function farthest(one: readonly number[], two: readonly number[]): number {
  return Math.max(...one.map((value, channel) => Math.abs(value - (two[channel] ?? Number.NaN))));
}

describe('colourTable', () => {
  // matplotlib's own tables at these entries; the fitted polynomial is within 6 of 255.
  test.each([
    ['viridis', 0, [0x44, 0x01, 0x54]],
    ['viridis', 64, [0x3b, 0x52, 0x8b]],
    ['viridis', 128, [0x21, 0x91, 0x8c]],
    ['viridis', 191, [0x5e, 0xc9, 0x62]],
    ['viridis', 255, [0xfd, 0xe7, 0x25]],
    ['inferno', 0, [0x00, 0x00, 0x04]],
    ['inferno', 64, [0x57, 0x10, 0x6e]],
    ['inferno', 128, [0xbc, 0x37, 0x54]],
    ['inferno', 191, [0xf9, 0x8e, 0x09]],
    ['inferno', 255, [0xfc, 0xff, 0xa4]],
  ] as const)('%s has the colour %d of matplotlib', (name, i, published) => {
    expect(farthest(colourAt(name, i), published)).toBeLessThanOrEqual(6);
  });

  test('gray is the level itself, and heat runs black, red, yellow, white', () => {
    expect([0, 100, 255].map((i) => colourAt('gray', i))).toEqual([
      [0, 0, 0],
      [100, 100, 100],
      [255, 255, 255],
    ]);
    expect([0, 85, 170, 255].map((i) => colourAt('heat', i))).toEqual([
      [0, 0, 0],
      [255, 0, 0],
      [255, 255, 0],
      [255, 255, 255],
    ]);
  });

  test('every table is 256 x RGB and gets lighter from low to high', () => {
    for (const name of Object.keys(COLOUR_NAMES) as ColourName[]) {
      expect(colourTable(name)).toHaveLength(768);
      const lightness = Array.from({ length: 256 }, (_, i) => {
        const [red = 0, green = 0, blue = 0] = colourAt(name, i);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      });
      // One level of rounding.
      for (let i = 1; i < 256; i++) {
        expect((lightness[i] ?? 0) - (lightness[i - 1] ?? 0)).toBeGreaterThan(-1);
      }
      expect(lightness[255]).toBeGreaterThan((lightness[0] ?? 0) + 150);
    }
  });
});
