import { el } from '../app/dom';
import { routeTo } from '../app/route';
import type { FoundVersion } from '../data/found';
import type { SplitName } from '../data/manifest';
import { createListTable, type ListColumn } from './list-table';

const REPORT = 'report/index.html';

/** Returns the table of dataset versions. */
export function versionSection(versions: readonly FoundVersion[]): HTMLElement {
  const table = createListTable<FoundVersion>('Dataset versions', [
    {
      id: 'version',
      title: 'Version',
      cell: ({ key }) => el('a', { href: routeTo('dataset', key) }, key),
    },
    { id: 'latest', title: 'Latest', cell: ({ latest }) => (latest ? '✓ latest' : 'older') },
    {
      id: 'read',
      title: 'Events read',
      numeric: true,
      cell: ({ manifest }) => whole(manifest.eventsRead),
    },
    exported('train', 'Training records'),
    exported('val', 'Validation records'),
    exported('test', 'Test records'),
    {
      id: 'report',
      title: 'Report',
      cell: ({ key, folder, manifest }) =>
        manifest.files.some(({ path }) => path === REPORT)
          ? el('a', { href: new URL(REPORT, folder).href }, `Report of ${key}`)
          : 'none',
    },
  ]);
  table.show(versions, 0);
  return el(
    'section',
    { 'aria-labelledby': 'worklist-versions' },
    el('h2', { id: 'worklist-versions' }, 'Datasets'),
    table.element,
  );
}

function exported(split: SplitName, title: string): ListColumn<FoundVersion> {
  return {
    id: split,
    title,
    numeric: true,
    cell: ({ manifest }) => whole(manifest.splits[split].records),
  };
}

/** Returns a count with its thousands apart. */
function whole(count: number): string {
  return count.toLocaleString('en');
}
