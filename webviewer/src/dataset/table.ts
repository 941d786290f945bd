import { el } from '../app/dom';

export type Cell = string | number | Node | null;

export interface ColumnHead {
  readonly name: string;
  /** Numbers stand right. */
  readonly number?: boolean;
}

/** Builds a table with a caption; the first cell of each row is its heading. */
export function dataTable(
  caption: string,
  heads: readonly ColumnHead[],
  rows: readonly (readonly Cell[])[],
): HTMLElement {
  const style = (column: number) => (heads[column]?.number ? 'number' : undefined);
  const head = heads.map(({ name }, i) => el('th', { scope: 'col', class: style(i) }, name));
  const body = rows.map((row) =>
    el(
      'tr',
      {},
      ...row.map((cell, i) => {
        const content = typeof cell === 'number' ? cell.toLocaleString('en-US') : (cell ?? '');
        return i === 0
          ? el('th', { scope: 'row', class: style(i) }, content)
          : el('td', { class: style(i) }, content);
      }),
    ),
  );
  const table = el(
    'table',
    {},
    el('caption', {}, el('span', {}, caption)),
    el('thead', {}, el('tr', {}, ...head)),
    el('tbody', {}, ...body),
  );
  // Wide tables scroll by themselves; the region takes the focus so that keys can scroll it.
  return el(
    'div',
    { class: 'dataset-table', role: 'region', 'aria-label': caption, tabindex: 0 },
    table,
  );
}
