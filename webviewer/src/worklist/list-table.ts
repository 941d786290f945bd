import { el } from '../app/dom';

/** A column of a table of rows. */
export interface ListColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** Numbers stand right, one under the other. */
  readonly numeric?: boolean;
  cell(row: Row): Node | string;
}

/** How a table is sorted now, and what a press on a header asks for. */
export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
  onSort(column: string): void;
}

/** A table that shows rows by pages, so that ten thousand of them stay quick. */
export interface ListTable<Row> {
  readonly element: HTMLElement;
  /** Replaces the rows and goes to the page that holds row `index`. */
  show(rows: readonly Row[], index: number, sorting?: Omit<Sorting, 'onSort'>): void;
  /** Focuses the link of a row, turning pages as needed; out of range does nothing. */
  focus(index: number): void;
}

const PAGE_ROWS = 100;

/**
 * Builds a table. Below 600 px each row is a card, which takes the layout of a table away from it:
 * the roles are written out so that screen readers still read one.
 */
export function createListTable<Row>(
  caption: string,
  columns: readonly ListColumn<Row>[],
  onSort?: (column: string) => void,
): ListTable<Row> {
  const headers = columns.map(({ id, title, numeric }) =>
    el(
      'th',
      { scope: 'col', role: 'columnheader', class: numeric ? 'number' : null },
      onSort
        ? el('button', { type: 'button', onclick: () => onSort(id), 'data-sort': id }, title)
        : title,
    ),
  );
  const body = el('tbody', { role: 'rowgroup' });
  const table = el(
    'table',
    { class: 'worklist-table', role: 'table' },
    el('caption', { class: 'visually-hidden' }, caption),
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...headers)),
    body,
  );
  let rows: readonly Row[] = [];
  let first = 0;

  const turn = (step: number): void => {
    const start = first + step * PAGE_ROWS;
    if (start >= 0 && start < rows.length) draw(start);
  };
  const previous = el('button', { type: 'button', onclick: () => turn(-1) }, 'Previous page');
  const next = el('button', { type: 'button', onclick: () => turn(1) }, 'Next page');
  const range = el('span', { role: 'status' });
  const pages = el('div', { class: 'worklist-pages' }, previous, range, next);

  function draw(start: number): void {
    first = start;
    const shown = rows.slice(first, first + PAGE_ROWS);
    body.replaceChildren(...shown.map((row) => line(columns, row)));
    pages.hidden = rows.length <= PAGE_ROWS;
    // Not `disabled`: that would throw the focus away on the last page.
    previous.setAttribute('aria-disabled', String(first === 0));
    next.setAttribute('aria-disabled', String(first + PAGE_ROWS >= rows.length));
    range.textContent = `${first + 1} to ${first + shown.length} of ${rows.length}`;
  }
  return {
    element: el('div', {}, table, pages),
    show(all, index, sorting) {
      rows = all;
      headers.forEach((header, i) => {
        if (sorting?.column !== columns[i]?.id) header.removeAttribute('aria-sort');
        else header.setAttribute('aria-sort', sorting?.descending ? 'descending' : 'ascending');
      });
      draw(pageOf(Math.max(0, Math.min(index, rows.length - 1))));
    },
    focus(index) {
      if (index < 0 || index >= rows.length) return;
      if (pageOf(index) !== first) draw(pageOf(index));
      body.rows[index - first]?.querySelector('a')?.focus();
    },
  };
}

function pageOf(index: number): number {
  return index - (index % PAGE_ROWS);
}

function line<Row>(columns: readonly ListColumn<Row>[], row: Row): HTMLElement {
  const cells = columns.map((column, i) => {
    const attributes = { 'data-title': column.title, class: column.numeric ? 'number' : null };
    return i === 0
      ? el('th', { ...attributes, scope: 'row', role: 'rowheader' }, column.cell(row))
      : el('td', { ...attributes, role: 'cell' }, column.cell(row));
  });
  return el('tr', { role: 'row' }, ...cells);
}
