import { el } from '../app/dom';
import { LoadError, type LoadOptions } from '../data/load';
import type { ManifestFile, SplitName } from '../data/manifest';
import { choice } from './choice';
import { type Column, createCsvColumns } from './csv-columns';
import { SPLITS } from './flow';
import { histogramOf } from './histogram';
import { type Cutoff, drawHistogram, histogramTable } from './histogram-picture';
import { loadOnDemand } from './on-demand';
import type { DatasetPage, Panel } from './page';
import { formatCount } from './words';

const BINS = 20;

/** A score with its column, and which cutoffs of the manifest hold for it. */
interface Score {
  readonly title: string;
  readonly column: string;
  readonly cutoffs: readonly (readonly [key: string, label: string])[];
}

/** The CSV files that have scores, by the start of their names. */
const TABLES: readonly { readonly file: string; readonly scores: readonly Score[] }[] = [
  {
    file: 'transcriptions',
    scores: [
      {
        title: 'Quality of transcriptions',
        column: 'quality',
        cutoffs: [['transcriptionQuality', 'cutoff']],
      },
    ],
  },
  {
    file: 'inferences',
    scores: [
      {
        title: 'Accuracy of inferences',
        column: 'accuracy',
        cutoffs: [
          ['inferenceAccuracy', 'cutoff'],
          ['minAccuracy', 'least accuracy'],
        ],
      },
      { title: 'Confidence of inferences', column: 'confidence', cutoffs: [] },
    ],
  },
];

type Columns = ReadonlyMap<string, Column>;

/** How the scores of exported records are spread, from the CSV files. */
export const scoresPanel: Panel = {
  id: 'scores',
  label: 'Scores',
  open(host, page) {
    host.append(
      el('p', {}, 'Of exported records. What fell below a cutoff is in the counts alone.'),
    );
    for (const { file, scores } of TABLES) {
      const files = SPLITS.flatMap((split) => {
        const found = page.files.find(`csv/${file}_${split}.csv`);
        return found ? [{ split, file: found }] : [];
      });
      if (files.length === 0) continue;
      const part = el('div');
      host.append(part);
      loadOnDemand(part, page.context.signal, page.context.showProblem, {
        label: `Loading scores of ${file}`,
        bytes: files.reduce((sum, one) => sum + one.file.bytes, 0),
        load: (options) => readSplits(page, files, scores, options),
        show: (splits) => part.replaceChildren(scoresOf(page, file, scores, splits)),
      });
    }
    if (host.childElementCount === 1) host.append(el('p', {}, 'The manifest lists no CSV files.'));
  },
};

async function readSplits(
  page: DatasetPage,
  files: readonly { readonly split: SplitName; readonly file: ManifestFile }[],
  scores: readonly Score[],
  options: LoadOptions,
): Promise<ReadonlyMap<SplitName, Columns>> {
  const { default: papa } = await import('papaparse');
  const names = scores.map(({ column }) => column);
  const splits = new Map<SplitName, Columns>();
  for (const { split, file } of files) {
    const columns = createCsvColumns(papa, names);
    await page.files.readText(file, options, (text) => columns.push(text));
    try {
      splits.set(split, columns.end());
    } catch (cause) {
      throw new LoadError(file.path, cause instanceof Error ? cause.message : '', { cause });
    }
  }
  return splits;
}

function scoresOf(
  page: DatasetPage,
  file: string,
  scores: readonly Score[],
  splits: ReadonlyMap<SplitName, Columns>,
): HTMLElement {
  const result = el('div');
  const show = (split: string): void =>
    result.replaceChildren(
      ...scores.map((score) =>
        scoreSection(
          page,
          score,
          splits,
          [...splits.keys()].filter((name) => split === 'all' || name === split),
        ),
      ),
    );
  const options = [
    { value: 'all', label: 'all splits' },
    ...[...splits.keys()].map((split) => ({ value: split, label: split })),
  ];
  show('all');
  return el('div', {}, choice(`Split of ${file}`, options, 'all', show), result);
}

function scoreSection(
  page: DatasetPage,
  score: Score,
  splits: ReadonlyMap<SplitName, Columns>,
  shown: readonly SplitName[],
): HTMLElement {
  const columns = shown.flatMap((split) => splits.get(split)?.get(score.column) ?? []);
  const values = new Float64Array(columns.reduce((sum, { values }) => sum + values.length, 0));
  let offset = 0;
  for (const column of columns) {
    values.set(column.values, offset);
    offset += column.values.length;
  }
  const empty = columns.reduce((sum, column) => sum + column.empty, 0);
  const malformed = columns.reduce((sum, column) => sum + column.malformed, 0);
  const cutoffs = score.cutoffs.flatMap(([key, label]): Cutoff[] => {
    const value = page.version.manifest.qualityCutoffs[key];
    return typeof value === 'number' ? [{ label, value }] : [];
  });
  const histogram = histogramOf(values, BINS);
  const facts = [
    `${formatCount(histogram.values)} values`,
    histogram.mean === null ? null : `mean ${histogram.mean.toFixed(4)}`,
    histogram.median === null ? null : `median ${histogram.median.toFixed(4)}`,
    ...cutoffs.map(({ label, value }) => `${label} ${value.toFixed(4)}`),
    empty === 0 ? null : `${formatCount(empty)} without a value`,
    malformed === 0 ? null : `${formatCount(malformed)} malformed`,
    histogram.outside === 0 ? null : `${formatCount(histogram.outside)} outside 0 to 1`,
  ];
  return el(
    'section',
    { 'aria-label': score.title, 'data-test': `score-${score.column}` },
    el('h3', {}, score.title),
    el('p', {}, facts.filter((fact) => fact !== null).join(', ')),
    drawHistogram(histogram, cutoffs, score.title, page.context.host.clientWidth - 40),
    el('details', {}, el('summary', {}, 'As a table'), histogramTable(histogram, score.title)),
  );
}
