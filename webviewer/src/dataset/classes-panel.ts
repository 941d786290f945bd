import { el } from '../app/dom';
import type { SplitName } from '../data/manifest';
import { barChart } from './bars';
import { type Coco, countByCategory } from './coco';
import { SPLITS } from './flow';
import { loadOnDemand } from './on-demand';
import type { Panel } from './page';
import { type Cell, dataTable } from './table';
import { formatCount } from './words';

/** How many annotations each category has, by split, from the COCO files. */
export const classesPanel: Panel = {
  id: 'classes',
  label: 'Classes',
  open(host, { files, context }) {
    const listed = SPLITS.filter((split) => files.cocoFile(split));
    if (listed.length === 0) {
      host.append(el('p', {}, 'The manifest lists no COCO files.'));
      return;
    }
    loadOnDemand(host, context.signal, context.showProblem, {
      label: 'Loading annotations',
      bytes: listed.reduce((sum, split) => sum + (files.cocoFile(split)?.bytes ?? 0), 0),
      load: (options) =>
        Promise.all(
          listed.map(async (split) => ({ split, coco: await files.coco(split, options) })),
        ),
      show: (splits) => host.replaceChildren(...classes(splits)),
    });
  },
};

interface SplitCoco {
  readonly split: SplitName;
  readonly coco: Coco;
}

function classes(splits: readonly SplitCoco[]): HTMLElement[] {
  const counted = splits.map(({ split, coco }) => ({ split, counts: countByCategory(coco) }));
  const names = [...new Set(counted.flatMap(({ counts }) => [...counts.keys()]))].sort();
  const of = (name: string, i: number) => counted[i]?.counts.get(name)?.annotations ?? 0;
  const total = (name: string) => counted.reduce((sum, _, i) => sum + of(name, i), 0);
  const most = Math.max(1, ...names.map(total));
  const malformed = splits.reduce((sum, { coco }) => sum + coco.malformed, 0);

  const rows = names.map((name): Cell[] => [
    name,
    ...counted.flatMap(({ counts }, i) => [of(name, i), counts.get(name)?.images ?? 0]),
    total(name),
  ]);
  const sums: Cell[] = [
    'All categories',
    ...splits.flatMap(({ coco }, i) => [
      names.reduce((sum, name) => sum + of(name, i), 0),
      coco.images.length,
    ]),
    names.reduce((sum, name) => sum + total(name), 0),
  ];
  const heads = counted.flatMap(({ split }) => [
    { name: `${split}: annotations`, number: true },
    { name: `${split}: images`, number: true },
  ]);
  return [
    barChart(
      names.map((name) => ({
        label: name,
        share: total(name) / most,
        text: formatCount(total(name)),
      })),
    ),
    dataTable(
      'Annotations by category and split; the last row counts all images, annotated or not',
      [{ name: 'Category' }, ...heads, { name: 'Annotations', number: true }],
      [...rows, sums],
    ),
    ...(malformed === 0
      ? []
      : [
          el(
            'p',
            { class: 'dataset-note' },
            `${formatCount(malformed)} malformed entries left out.`,
          ),
        ]),
  ];
}
