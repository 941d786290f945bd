import { formatBytes } from '../app/bytes';
import { el } from '../app/dom';
import type { ManifestFile } from '../data/manifest';
import { choice } from './choice';
import { fileLink } from './file-link';
import { loadOnDemand } from './on-demand';
import type { DatasetPage, Panel } from './page';
import { createRejectReader, type RejectRow, type RejectRows } from './reject-rows';
import { dataTable } from './table';
import { codeWords, formatCount } from './words';

const SHOWN = 200;

/** Why records are not in the version: the files of rejects and hard examples. */
export const rejectsPanel: Panel = {
  id: 'rejects',
  label: 'Rejects',
  open(host, page) {
    const rejects = page.version.manifest.files.filter(({ path }) => path.startsWith('rejects/'));
    const first = rejects.find(({ path }) => path === 'rejects/rejected.jsonl') ?? rejects[0];
    const chosen = rejects.find(({ path }) => nameOf(path) === page.setting('rejects')) ?? first;
    const result = el('div');
    // Each file shown has its own life; leaving it for another stops its load.
    let leave = new AbortController();
    const show = (file: ManifestFile): void => {
      leave.abort();
      leave = new AbortController();
      const part = el('div');
      result.replaceChildren(part);
      showFile(part, page, file, AbortSignal.any([leave.signal, page.context.signal]));
    };
    if (chosen) {
      const options = rejects.map(({ path, records }) => ({
        value: path,
        label: `${codeWords(nameOf(path))} (${formatCount(records)})`,
      }));
      host.append(
        choice('What', options, chosen.path, (path) => {
          const file = page.files.find(path);
          if (!file) return;
          page.set('rejects', nameOf(path));
          page.set('reason', null);
          show(file);
        }),
        result,
      );
      show(chosen);
    } else {
      host.append(el('p', {}, 'The manifest lists no files of rejects.'));
    }
    host.append(...hardExamples(page));
  },
};

function showFile(
  host: HTMLElement,
  page: DatasetPage,
  file: ManifestFile,
  leave: AbortSignal,
): void {
  loadOnDemand(host, leave, page.context.showProblem, {
    label: `Loading ${file.path}`,
    bytes: file.bytes,
    async load(options) {
      const reader = createRejectReader(SHOWN);
      await page.files.readText(file, options, (text) => reader.push(text));
      return reader.end();
    },
    show: (rows) => host.replaceChildren(...rejectTables(page, file, rows)),
  });
}

function rejectTables(page: DatasetPage, file: ManifestFile, rows: RejectRows): HTMLElement[] {
  const reasons = [...rows.byReason].sort(([, a], [, b]) => b.rows - a.rows);
  const list = el('div');
  const show = (reason: string): void => {
    const of = reasons.filter(([name]) => reason === '' || name === reason);
    const total = of.reduce((sum, [, { rows }]) => sum + rows, 0);
    const first = of.flatMap(([, { first }]) => first).slice(0, SHOWN);
    list.replaceChildren(rowTable(file, reason, first, total));
  };
  const options = [
    { value: '', label: 'all reasons' },
    ...reasons.map(([reason, { rows }]) => ({
      value: reason,
      label: `${codeWords(reason)} (${formatCount(rows)})`,
    })),
  ];
  const wanted = page.setting('reason');
  const chosen = wanted !== null && rows.byReason.has(wanted) ? wanted : '';
  show(chosen);
  return [
    dataTable(
      `Reasons in ${file.path}`,
      [{ name: 'Reason' }, { name: 'Records', number: true }],
      reasons.map(([reason, { rows }]) => [codeWords(reason), rows]),
    ),
    choice('Reason', options, chosen, (reason) => {
      page.set('reason', reason === '' ? null : reason);
      show(reason);
      page.context.announce(reason === '' ? 'All reasons' : `Reason ${codeWords(reason)}`);
    }),
    list,
    el('p', {}, fileLink(page, file)),
    ...(rows.malformed === 0
      ? []
      : [el('p', { class: 'dataset-note' }, `${formatCount(rows.malformed)} malformed lines.`)]),
  ];
}

/** Columns that no row fills are left out. */
const COLUMNS: readonly (readonly [name: string, key: keyof RejectRow])[] = [
  ['Type', 'type'],
  ['Reason', 'reason'],
  ['Field', 'field'],
  ['Source', 'source'],
  ['Line or offset', 'position'],
  ['Record', 'recordId'],
  ['Kept instead', 'survivorId'],
];

function rowTable(
  file: ManifestFile,
  reason: string,
  rows: readonly RejectRow[],
  total: number,
): HTMLElement {
  const columns = COLUMNS.filter(([, key]) => rows.some((row) => row[key] !== ''));
  const which = reason === '' ? '' : `, ${codeWords(reason)}`;
  const cell = (row: RejectRow, key: keyof RejectRow) =>
    key === 'reason' || key === 'type' ? codeWords(row[key]) : row[key];
  return dataTable(
    `${file.path}${which}: ${formatCount(rows.length)} of ${formatCount(total)} records`,
    columns.map(([name]) => ({ name })),
    rows.map((row) => columns.map(([, key]) => cell(row, key))),
  );
}

function hardExamples(page: DatasetPage): HTMLElement[] {
  const files = page.version.manifest.files.filter(({ path }) => path.startsWith('hard_examples/'));
  if (files.length === 0) return [];
  return [
    el('h3', {}, 'Hard examples'),
    el('p', {}, 'Where the model fell short, kept with the truth as their label.'),
    dataTable(
      'Files of hard examples',
      [{ name: 'File' }, { name: 'Records', number: true }, { name: 'Size', number: true }],
      files.map((file) => [fileLink(page, file), file.records, formatBytes(file.bytes)]),
    ),
  ];
}

function nameOf(path: string): string {
  return path.replace(/^rejects\//, '').replace(/\.jsonl$/, '');
}
