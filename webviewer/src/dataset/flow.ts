import type { RecordCounts, SplitName } from '../data/manifest';

export const SPLITS: readonly SplitName[] = ['train', 'val', 'test'];

/** What can become of a record that was read. */
export type Outcome =
  | 'exported'
  | 'belowCutoff'
  | 'hardExamples'
  | 'unmatched'
  | 'denied'
  | 'duplicates'
  | 'rejected'
  | 'missing';

/** Records of one type that ended the same way. */
export interface Branch {
  readonly outcome: Outcome;
  /** The split or the reason; '' where there is none. */
  readonly detail: string;
  readonly records: number;
}

/** Whether the records that were read are all told of. */
export interface Balance {
  readonly read: number;
  readonly sum: number;
  /** read - sum: 0 in every version that the export wrote. */
  readonly missing: number;
}

/** Returns what became of the records: exports first, then drops from the last gate to the first. */
export function branchesOf(counts: RecordCounts): readonly Branch[] {
  const single = (outcome: Outcome, records: number): Branch => ({ outcome, detail: '', records });
  return [
    ...SPLITS.map(
      (split): Branch => ({
        outcome: 'exported',
        detail: split,
        records: counts.exported[split],
      }),
    ),
    single('belowCutoff', counts.belowCutoff),
    single('hardExamples', counts.hardExamples),
    single('unmatched', counts.unmatched),
    single('denied', counts.denied),
    single('duplicates', counts.duplicates),
    ...Object.entries(counts.rejected)
      .sort(([, a], [, b]) => b - a)
      .map(([reason, records]): Branch => ({ outcome: 'rejected', detail: reason, records })),
  ];
}

/** Returns the sum of the branches against what was read (definitions: conservation). */
export function balanceOf(read: number, branches: readonly Branch[]): Balance {
  const sum = branches.reduce((total, branch) => total + branch.records, 0);
  return { read, sum, missing: read - sum };
}
