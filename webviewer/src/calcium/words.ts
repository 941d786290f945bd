/** How results are written out. */

/** Returns a score or a measure with up to two digits after the point, which tells 400.02 from 400. */
export function shortNumber(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.005) {
    return value > 0 ? '< 0.01' : '> -0.01';
  }
  return String(Math.round(value * 100) / 100);
}

/** What a flag of the job tells the reader. */
const FLAGS: ReadonlyMap<string, readonly [name: string, meaning: string]> = new Map([
  [
    'unmasked',
    [
      'No artery labels',
      'Ribs, spine and everything else that is dense counts too. This is no clinical score, and it has neither category nor CAC-DRS.',
    ],
  ],
  [
    'kvp_not_120',
    [
      'Tube voltage is not 120 kV',
      'Threshold and weights were made for 120 kV. At another voltage calcium has another attenuation, and the score is not comparable.',
    ],
  ],
  [
    'kvp_unknown',
    [
      'Tube voltage is not known',
      'Threshold and weights were made for 120 kV. Whether this scan was taken so, nothing says.',
    ],
  ],
  [
    'threshold_not_130',
    [
      'Non-standard threshold',
      'The Agatston score is defined at 130 HU. Another threshold gives another number; categories and CAC-DRS were not made for it.',
    ],
  ],
]);

/** Returns a flag's name and meaning; unknown flags keep their own name. */
export function flagWords(flag: string): { readonly name: string; readonly meaning: string } {
  const [name, meaning] = FLAGS.get(flag) ?? [flag.replaceAll('_', ' '), ''];
  return { name, meaning };
}

const CATEGORY_WORDS: ReadonlyMap<string, string> = new Map([
  ['0', 'none'],
  ['1-10', 'minimal'],
  ['11-100', 'mild'],
  ['101-400', 'moderate'],
  ['>400', 'severe'],
]);

/** Returns the amount of calcium that a category stands for, for example `mild`. */
export function categoryWord(category: string): string {
  return CATEGORY_WORDS.get(category) ?? '';
}

/** Returns a position in mm with the directions of the patient, for example `R 12.0  A 3.5  H 40.0 mm`. */
export function positionWords(mm: readonly [number, number, number]): string {
  const letters = [
    ['R', 'L'],
    ['A', 'P'],
    ['H', 'F'],
  ];
  const parts = mm.map((value, axis) => {
    const letter = letters[axis]?.[value < 0 ? 1 : 0] ?? '';
    return `${letter} ${Math.abs(value).toFixed(1)}`;
  });
  return `${parts.join('  ')} mm`;
}
