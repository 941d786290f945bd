/** What the job's flags mean, in words. */
const WORDS: ReadonlyMap<string, string> = new Map([
  [
    'end_systole_exceeds_end_diastole',
    'The volume at end systole is larger than at end diastole: the phases may be swapped, or an outline is wrong. The ejection fraction is below 0 and means nothing.',
  ],
]);

/** Returns a flag of a heart in words; an unknown one as it is written. */
export function flagInWords(flag: string): string {
  return WORDS.get(flag) ?? `The job set the flag ${flag}, which this viewer does not know.`;
}
