import { el } from '../app/dom';
import type { RecordCounts } from '../data/manifest';
import { choice } from './choice';
import { type Balance, type Branch, balanceOf, branchesOf } from './flow';
import { branchWords, drawFlow } from './flow-picture';
import type { Panel } from './page';
import { dataTable } from './table';
import { codeWords, formatCount, formatShare } from './words';

/** What became of the records, by type: a picture, a table, and whether they add up. */
export const flowPanel: Panel = {
  id: 'flow',
  label: 'Counts',
  open(host, page) {
    const { counts } = page.version.manifest;
    const types = Object.keys(counts);
    const result = el('div', { class: 'dataset-flow-host' });
    let resizing: ResizeObserver | null = null;

    const show = (type: string | undefined): void => {
      const ofType = type === undefined ? undefined : counts[type];
      resizing?.disconnect();
      if (type === undefined || !ofType) {
        result.replaceChildren(el('p', {}, 'The manifest counts no records.'));
        return;
      }
      resizing = showFlow(result, type, ofType);
    };

    const options = types.map((type) => ({ value: type, label: codeWords(type) }));
    const chosen = page.setting('type');
    const first = chosen !== null && types.includes(chosen) ? chosen : types[0];
    host.append(
      choice('Record type', options, first ?? null, (type) => {
        page.set('type', type);
        show(type);
        page.context.announce(`Counts of ${codeWords(type)}`);
      }),
      result,
      balances(counts),
    );
    show(first);
    page.context.signal.addEventListener('abort', () => resizing?.disconnect());
  },
};

function showFlow(host: HTMLElement, type: string, counts: RecordCounts): ResizeObserver {
  const branches = branchesOf(counts);
  const balance = balanceOf(counts.read, branches);
  const picture = el('div', { class: 'dataset-flow-picture' });
  host.replaceChildren(picture, balanceLine(balance), flowTable(type, branches, balance));
  let drawnPx = 0;
  const resizing = new ResizeObserver(() => {
    const widthPx = Math.floor(picture.clientWidth);
    if (widthPx === drawnPx || widthPx === 0) return;
    drawnPx = widthPx;
    picture.replaceChildren(drawFlow(withMissing(branches, balance), counts.read, widthPx));
  });
  resizing.observe(picture);
  return resizing;
}

/** Records that the manifest does not tell of are drawn as an end of their own. */
function withMissing(branches: readonly Branch[], { missing }: Balance): readonly Branch[] {
  return missing > 0
    ? [...branches, { outcome: 'missing', detail: '', records: missing }]
    : branches;
}

function balanceLine({ read, sum, missing }: Balance): HTMLElement {
  const sums = `read ${formatCount(read)} ${missing === 0 ? '=' : '≠'} sum ${formatCount(sum)}`;
  if (missing === 0) {
    return el('p', { class: 'dataset-balance', 'data-test': 'balance' }, `✓ ${sums}: adds up`);
  }
  const what =
    missing > 0
      ? `${formatCount(missing)} records are not accounted for`
      : `${formatCount(-missing)} records more than were read`;
  return el(
    'p',
    { class: 'dataset-balance dataset-unbalanced', 'data-test': 'balance', role: 'alert' },
    `✗ ${sums}: does not add up, ${what}`,
  );
}

function flowTable(type: string, branches: readonly Branch[], balance: Balance): HTMLElement {
  const share = (records: number) => (balance.read > 0 ? formatShare(records / balance.read) : '');
  const rows = branches.map((branch) => [
    branchWords(branch),
    branch.records,
    share(branch.records),
  ]);
  return dataTable(
    `What became of the records of type ${codeWords(type)}`,
    [{ name: 'End' }, { name: 'Records', number: true }, { name: 'Share of read', number: true }],
    [...rows, ['Sum', balance.sum, share(balance.sum)], ['Read', balance.read, '']],
  );
}

/** One line per record type, so that a type that does not add up is seen without choosing it. */
function balances(counts: Readonly<Record<string, RecordCounts>>): HTMLElement {
  const rows = Object.entries(counts).map(([type, ofType]) => {
    const { read, sum, missing } = balanceOf(ofType.read, branchesOf(ofType));
    const verdict = missing === 0 ? '✓ adds up' : `✗ differs by ${formatCount(missing)}`;
    const { train, val, test } = ofType.exported;
    return [codeWords(type), read, sum, train + val + test, verdict];
  });
  return dataTable(
    'All record types',
    [
      { name: 'Type' },
      { name: 'Read', number: true },
      { name: 'Sum of the ends', number: true },
      { name: 'Exported', number: true },
      { name: 'Check' },
    ],
    rows,
  );
}
