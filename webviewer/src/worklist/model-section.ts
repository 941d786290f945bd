import { el } from '../app/dom';
import type { ListedModel } from '../data/models';
import { createListTable, type ListColumn } from './list-table';
import { type ModelRow, modelRows } from './model-rows';

const COLUMNS: readonly ListColumn<ModelRow>[] = [
  { id: 'model', title: 'Model', cell: (row) => row.name },
  { id: 'version', title: 'Version', cell: (row) => row.version },
  { id: 'task', title: 'Task', cell: (row) => row.task },
  { id: 'engine', title: 'Engine', cell: (row) => row.engine },
  { id: 'size', title: 'Size', numeric: true, cell: (row) => row.size },
  { id: 'demo', title: 'Demo', cell: (row) => row.demo },
];

/** Returns the table of the models that made the results. */
export function modelSection(models: readonly ListedModel[]): HTMLElement {
  const rows = modelRows(models);
  const accuracy: ListColumn<ModelRow> = {
    id: 'accuracy',
    title: 'Accuracy',
    cell: (row) => row.accuracy ?? 'not stated',
  };
  const isStated = rows.some((row) => row.accuracy !== null);
  const table = createListTable<ModelRow>('Models', isStated ? [...COLUMNS, accuracy] : COLUMNS);
  table.show(rows, 0);
  return el(
    'section',
    { 'aria-labelledby': 'worklist-models' },
    el('h2', { id: 'worklist-models' }, 'Models'),
    table.element,
  );
}
