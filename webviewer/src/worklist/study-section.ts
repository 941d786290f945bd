import { el } from '../app/dom';
import type { ViewContext } from '../app/view';
import type { Op } from '../data/formats';
import type { Found } from '../data/found';
import { createListTable, type ListColumn } from './list-table';
import { readQuery, type StudyColumn, type StudyQuery, select, writeQuery } from './study-query';
import { KINDS, type StudyRow, shownTime, studyRow } from './study-row';

const COLUMNS: readonly (ListColumn<StudyRow> & { readonly id: StudyColumn })[] = [
  { id: 'study', title: 'Study', cell: (row) => el('a', { href: row.href }, row.name) },
  { id: 'kind', title: 'Kind', cell: (row) => row.kind },
  {
    id: 'computed',
    title: 'Computed (UTC)',
    cell: (row) => el('time', { datetime: row.computedAt }, shownTime(row.computedAt)),
  },
  { id: 'result', title: 'Result', cell: (row) => row.result },
  { id: 'status', title: 'Status', cell: (row) => row.status },
  { id: 'flags', title: 'Flags', cell: (row) => row.flags || 'none' },
];

/**
 * Where the user was, for the way back from a study. Kept in memory: a filter may hold a name, which
 * belongs neither into the URL nor into storage.
 */
let remembered: { readonly text: string; readonly key: string | null } = { text: '', key: null };

/** Adds the table of studies with its filter and keys. */
export function addStudies(context: ViewContext, found: Found): void {
  const rows = found.studies.map(studyRow);
  let query: StudyQuery = { ...readQuery(context.params), text: remembered.text };
  let shown: readonly StudyRow[] = [];
  let current = -1;

  const table = createListTable<StudyRow>('Studies', COLUMNS, (column) => {
    const again = column === query.sort;
    // The newest first is what one asks for first of times.
    ask({
      sort: column as StudyColumn,
      descending: again ? !query.descending : column === 'computed',
    });
  });
  const filter = el('input', { type: 'search', id: 'worklist-filter', autocomplete: 'off' });
  filter.value = query.text;
  filter.addEventListener('input', () => ask({ text: filter.value }));
  filter.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      table.focus(0);
    }
  });
  const kind = picker(
    'worklist-kind',
    [['', 'All kinds'], ...Object.entries(KINDS)],
    query.kind ?? '',
    (value) => ask({ kind: value === '' ? null : (value as Op) }),
  );
  const sort = picker(
    'worklist-sort',
    COLUMNS.map(({ id, title }) => [id, title]),
    query.sort,
    (value) => ask({ sort: value as StudyColumn }),
  );
  const count = el('p', { class: 'worklist-count', role: 'status' });

  function ask(change: Partial<StudyQuery>): void {
    query = { ...query, ...change };
    remembered = { text: query.text, key: null };
    context.setParams(writeQuery(query));
    list();
  }
  function list(): void {
    shown = select(rows, query);
    current = shown.findIndex(({ key }) => key === remembered.key);
    sort.value = query.sort;
    table.show(shown, current, { column: query.sort, descending: query.descending });
    count.textContent = `${shown.length} of ${rows.length} ${rows.length === 1 ? 'study' : 'studies'}`;
  }
  const go = (index: number): void => {
    current = Math.max(0, Math.min(index, shown.length - 1));
    table.focus(current);
  };

  table.element.addEventListener('focusin', ({ target }) => {
    const href = target instanceof HTMLAnchorElement ? target.getAttribute('href') : null;
    if (href === null) return;
    current = shown.findIndex((row) => row.href === href);
    remembered = { ...remembered, key: shown[current]?.key ?? null };
  });
  table.element.addEventListener('click', ({ target }) => {
    // All of a row leads to the study, not its name alone.
    if (!(target instanceof Element) || target.closest('a, button')) return;
    if (String(document.getSelection()) !== '') return;
    target.closest('tbody tr')?.querySelector('a')?.click();
  });
  const group = 'Worklist';
  context.keys([
    { key: '/', label: 'Filter the studies', group, run: () => filter.focus() },
    { key: 'ArrowDown', label: 'Next study', group, run: () => go(current + 1) },
    { key: 'j', label: 'Next study', group, run: () => go(current + 1) },
    { key: 'ArrowUp', label: 'Previous study', group, run: () => go(current - 1) },
    { key: 'k', label: 'Previous study', group, run: () => go(current - 1) },
    { key: 'Home', label: 'First study', group, run: () => go(0) },
    { key: 'End', label: 'Last study', group, run: () => go(shown.length - 1) },
    {
      key: 'Enter',
      label: 'Open the study',
      group,
      run: () => {
        const row = shown[current];
        if (row) location.assign(row.href);
      },
    },
  ]);

  context.host.append(
    el(
      'div',
      { class: 'worklist-tools', role: 'search' },
      field('Filter', filter),
      field('Kind', kind),
      field('Sort by', sort, 'worklist-narrow'),
      count,
    ),
    table.element,
  );
  list();
}

function field(label: string, input: HTMLElement, more = ''): HTMLElement {
  return el(
    'span',
    { class: `worklist-field ${more}` },
    el('label', { for: input.id }, label),
    input,
  );
}

function picker(
  id: string,
  options: readonly (readonly [value: string, text: string])[],
  value: string,
  onPick: (value: string) => void,
): HTMLSelectElement {
  const select = el('select', { id, onchange: () => onPick(select.value) });
  select.append(...options.map(([value, text]) => el('option', { value }, text)));
  select.value = value;
  return select;
}
