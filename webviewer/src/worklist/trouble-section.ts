import { el } from '../app/dom';
import type { RejectedStudy } from '../data/formats';
import type { Found } from '../data/found';
import { countsLine } from './counts';
import { createListTable } from './list-table';

interface Trouble extends RejectedStudy {
  readonly how: 'rejected' | 'failed';
}

/** Returns what the last runs read, and why some of it has no result. */
export function troubleSection({ worklists }: Found): HTMLElement {
  const troubles: readonly Trouble[] = worklists.flatMap(({ worklist }) => [
    ...worklist.rejected.map((study) => ({ ...study, how: 'rejected' as const })),
    ...worklist.failed.map((study) => ({ ...study, how: 'failed' as const })),
  ]);
  const section = el('section', { 'aria-labelledby': 'worklist-troubles' });
  section.append(el('h2', { id: 'worklist-troubles' }, 'What the last run read'));
  for (const { url, worklist } of worklists) {
    const line = countsLine(worklist.counts);
    // With several runs, the folder tells which is which.
    const where = worklists.length > 1 ? `${folderOf(url)}: ` : '';
    if (line !== null) section.append(el('p', {}, where, line));
  }
  if (troubles.length === 0) {
    section.append(el('p', {}, 'Nothing was rejected, and nothing failed.'));
    return section;
  }
  const table = createListTable<Trouble>('Rejected and failed', [
    { id: 'source', title: 'File', cell: (row) => row.source },
    { id: 'study', title: 'Study', cell: (row) => row.study ?? 'not known' },
    { id: 'how', title: 'What happened', cell: (row) => row.how },
    { id: 'reason', title: 'Reason', cell: (row) => el('code', {}, row.reason) },
    { id: 'message', title: 'In words', cell: (row) => row.message },
  ]);
  table.show(troubles, 0);
  section.append(table.element);
  return section;
}

/** Returns the last folder of the address of an `index.json`, for example `maps/`. */
function folderOf(url: URL): string {
  const folder = decodeURIComponent(url.pathname).split('/').slice(-2, -1)[0];
  return folder ? `${folder}/` : '/';
}
