/**
 * Returns the counts of a run as a sentence that adds up, for example
 * `4 studies read = 2 finished + 1 unchanged + 1 rejected + 0 failed`; null where there are none.
 */
export function countsLine(counts: Readonly<Record<string, number>>): string | null {
  const { read } = counts;
  if (read === undefined) return null;
  const parts = [
    `${counts.finished ?? 0} finished`,
    `${counts.skipped ?? 0} unchanged`,
    `${counts.rejected ?? 0} rejected`,
    `${counts.failed ?? 0} failed`,
  ];
  return `${read} ${read === 1 ? 'study' : 'studies'} read = ${parts.join(' + ')}`;
}
