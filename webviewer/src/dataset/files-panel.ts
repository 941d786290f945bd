import { formatBytes } from '../app/bytes';
import { el } from '../app/dom';
import { fileLink } from './file-link';
import type { DatasetPage, Panel } from './page';
import { type Cell, dataTable } from './table';
import { formatCount } from './words';

/** What the version is made of and how: files with hashes, options, keys, code. */
export const filesPanel: Panel = {
  id: 'files',
  label: 'Files',
  open(host, page) {
    const { manifest } = page.version;
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    host.append(
      links(page),
      dataTable(
        'How the version was made',
        [{ name: 'Fact' }, { name: 'Value' }],
        [
          ['Code', manifest.codeVersion],
          ['Previous version', manifest.previousVersion ?? 'none'],
          ['Events read', manifest.eventsRead],
          ['Files', `${formatCount(manifest.files.length)}, ${formatBytes(bytes)}`],
          ...pairs('Cutoff', manifest.qualityCutoffs),
          ...pairs('Consents', manifest.consents),
        ],
      ),
      dataTable('Options', [{ name: 'Option' }, { name: 'Value' }], pairs('', manifest.options)),
      dataTable(
        'Keys, by the ids that name them; no key is in the version',
        [{ name: 'Purpose' }, { name: 'Key id' }],
        pairs('', manifest.keyIds),
      ),
      dataTable(
        'Files',
        [
          { name: 'File' },
          { name: 'Records', number: true },
          { name: 'Size', number: true },
          { name: 'SHA-256' },
        ],
        manifest.files.map((file) => [
          fileLink(page, file),
          file.records,
          formatBytes(file.bytes),
          el('code', { class: 'dataset-hash' }, file.sha256),
        ]),
      ),
    );
  },
};

/** The pages that a version may hold about itself, and its manifest. */
function links(page: DatasetPage): HTMLElement {
  const pages = [
    ['report/index.html', 'Report'],
    ['README.md', 'Data card'],
    ['croissant.json', 'Croissant'],
  ] as const;
  const found = pages.flatMap(([path, label]) => {
    const file = page.files.find(path);
    return file ? [el('a', { href: page.files.url(file).href }, label)] : [];
  });
  const manifest = new URL('manifest.json', page.version.folder);
  return el(
    'p',
    { class: 'dataset-links' },
    ...found,
    el('a', { href: manifest.href }, 'manifest.json'),
  );
}

function pairs(prefix: string, values: Readonly<Record<string, unknown>>): Cell[][] {
  return Object.entries(values ?? {}).map(([name, value]) => [
    prefix === '' ? name : `${prefix}: ${name}`,
    inWords(value),
  ]);
}

function inWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none';
  if (typeof value === 'object' && Object.keys(value).length === 0) return 'none';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
