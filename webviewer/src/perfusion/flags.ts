/** What the job's flags mean, in words. */
const WORDS: ReadonlyMap<string, string> = new Map([
  [
    'aif_automatic',
    'The artery was picked by the program, not marked by a person: check its curve before you trust the values.',
  ],
  [
    'aif_unscaled',
    'No vein was given, so the artery was not corrected for partial volume: flow and volume may read too high.',
  ],
  [
    'unmasked',
    'No brain mask was given: bone, air and vessels outside the brain are mapped too and count in the volumes.',
  ],
  [
    'baseline_automatic',
    'The frames before the bolus were found by the program, not given: check that the curves start flat.',
  ],
]);

/** Returns a flag of a perfusion result in words; an unknown one as it is written. */
export function flagInWords(flag: string): string {
  return WORDS.get(flag) ?? `The job set the flag ${flag}, which this viewer does not know.`;
}
