import { OPS, type Op } from '../data/formats';
import type { StudyRow } from './study-row';

/** A column of the studies. */
export type StudyColumn = 'study' | 'kind' | 'computed' | 'result' | 'status' | 'flags';

/** Which studies are listed, and in which order. */
export interface StudyQuery {
  /** Words that must all occur somewhere in the line; capitals do not matter. */
  readonly text: string;
  readonly kind: Op | null;
  readonly sort: StudyColumn;
  readonly descending: boolean;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const byKey = (a: StudyRow, b: StudyRow): number => collator.compare(a.key, b.key);

const ORDERS: Readonly<Record<StudyColumn, (a: StudyRow, b: StudyRow) => number>> = {
  study: byKey,
  kind: (a, b) => collator.compare(a.kind, b.kind),
  computed: (a, b) => (a.computedAt < b.computedAt ? -1 : Number(a.computedAt > b.computedAt)),
  // Scores, millilitres and categories have no common order: first the kind, then the number.
  result: (a, b) =>
    collator.compare(a.kind, b.kind) || (a.resultValue ?? -1) - (b.resultValue ?? -1),
  status: (a, b) => collator.compare(a.status, b.status),
  flags: (a, b) => collator.compare(a.flags, b.flags),
};

/** Returns the rows that a query asks for, in its order; equal ones by their key. */
export function select(rows: readonly StudyRow[], query: StudyQuery): readonly StudyRow[] {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  const order = ORDERS[query.sort];
  const sign = query.descending ? -1 : 1;
  return rows
    .filter(
      (row) =>
        (query.kind === null || row.op === query.kind) &&
        words.every((word) => row.searched.includes(word)),
    )
    .sort((a, b) => sign * order(a, b) || byKey(a, b));
}

/** Returns the query in the settings of the URL. The text is not there: users may type names. */
export function readQuery(params: URLSearchParams): StudyQuery {
  const sort = params.get('sort');
  const kind = params.get('kind');
  return {
    text: '',
    kind: OPS.find((op) => op === kind) ?? null,
    sort: sort !== null && Object.hasOwn(ORDERS, sort) ? (sort as StudyColumn) : 'computed',
    descending: sort === null || params.get('order') === 'down',
  };
}

/** Returns the settings that {@link readQuery} reads; empty for the newest studies first. */
export function writeQuery({ kind, sort, descending }: StudyQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (sort !== 'computed' || !descending) {
    params.set('sort', sort);
    params.set('order', descending ? 'down' : 'up');
  }
  if (kind) params.set('kind', kind);
  return params;
}
