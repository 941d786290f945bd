/** Colour tables for maps, 256 x RGB, sRGB 0-255, from low to high. */
export type ColourName = 'viridis' | 'inferno' | 'gray' | 'heat';

/** For menus, with the words shown there. */
export const COLOUR_NAMES: Readonly<Record<ColourName, string>> = {
  viridis: 'Viridis',
  inferno: 'Inferno',
  gray: 'Gray',
  heat: 'Heat (black, red, yellow, white)',
};

/** Coefficients of a polynomial in t (0 to 1), from t^0 on, for red, green and blue. */
type Polynomial = readonly (readonly [number, number, number])[];

/**
 * Viridis, by S. van der Walt and N. Smith for matplotlib (CC0), as the polynomial of degree 6 that
 * M. Zucker fitted to it (shadertoy.com/view/WlfXRN, CC0).
 */
const VIRIDIS: Polynomial = [
  [0.2777273272234177, 0.005407344544966578, 0.3340998053353061],
  [0.1050930431085774, 1.404613529898575, 1.384590162594685],
  [-0.3308618287255563, 0.214847559468213, 0.09509516302823659],
  [-4.634230498983486, -5.799100973351585, -19.33244095627987],
  [6.228269936347081, 14.17993336680509, 56.69055260068105],
  [4.776384997670288, -13.74514537774601, -65.35303263337234],
  [-5.435455855934631, 4.645852612178535, 26.3124352495832],
];

/** Inferno, by the same authors and fitted by the same. */
const INFERNO: Polynomial = [
  [0.0002189403691192265, 0.001651004631001012, -0.01948089843709184],
  [0.1065134194856116, 0.5639564367884091, 3.932712388889277],
  [11.60249308247187, -3.972853965665698, -15.9423941062914],
  [-41.70399613139459, 17.43639888205313, 44.35414519872813],
  [77.162935699427, -33.40235894210092, -81.80730925738993],
  [-71.31942824499214, 32.62606426397723, 73.20951985803202],
  [25.13112622477341, -12.24266895238567, -23.07032500287172],
];

const made = new Map<ColourName, Uint8Array>();

/** Returns a colour table; the same array each time, which must not be written to. */
export function colourTable(name: ColourName): Uint8Array {
  const known = made.get(name);
  if (known !== undefined) return known;
  const table = sample(CURVES[name]);
  made.set(name, table);
  return table;
}

type Curve = (t: number) => readonly [number, number, number];

const CURVES: Readonly<Record<ColourName, Curve>> = {
  viridis: (t) => evaluate(VIRIDIS, t),
  inferno: (t) => evaluate(INFERNO, t),
  gray: (t) => [t, t, t],
  // Red, then green, then blue rise, each over a third.
  heat: (t) => [3 * t, 3 * t - 1, 3 * t - 2],
};

function evaluate(polynomial: Polynomial, t: number): [number, number, number] {
  const colour: [number, number, number] = [0, 0, 0];
  for (const [red, green, blue] of polynomial.toReversed()) {
    colour[0] = colour[0] * t + red;
    colour[1] = colour[1] * t + green;
    colour[2] = colour[2] * t + blue;
  }
  return colour;
}

function sample(curve: Curve): Uint8Array {
  const table = new Uint8ClampedArray(256 * 3);
  for (let i = 0; i < 256; i++) {
    const [red, green, blue] = curve(i / 255);
    table.set([red * 255, green * 255, blue * 255], i * 3);
  }
  return new Uint8Array(table.buffer);
}
