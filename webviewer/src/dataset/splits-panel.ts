import { el } from '../app/dom';
import { type Bar, barChart } from './bars';
import { SPLITS } from './flow';
import type { Panel } from './page';
import { dataTable } from './table';
import { formatCount, formatShare } from './words';

/** How records and patients fall on train, val and test, against the target. */
export const splitsPanel: Panel = {
  id: 'splits',
  label: 'Splits',
  open(host, { version }) {
    const { splits } = version.manifest;
    const bars = SPLITS.flatMap((split): Bar[] => {
      const { target, patientShare, recordShare } = splits[split];
      const bar = (label: string, share: number, colour: number): Bar => ({
        label: `${split}, ${label}`,
        share,
        text: formatShare(share),
        mark: target,
        colour,
      });
      return [bar('patients', patientShare, 0), bar('records', recordShare, 1)];
    });
    host.append(
      el('p', {}, 'Bars are what came out; the line in each is the target.'),
      barChart(bars),
      dataTable(
        'Splits: target and actual shares',
        [
          { name: 'Split' },
          { name: 'Target', number: true },
          { name: 'Patients', number: true },
          { name: 'Share of patients', number: true },
          { name: 'Records', number: true },
          { name: 'Share of records', number: true },
        ],
        SPLITS.map((split) => {
          const { target, patients, patientShare, records, recordShare } = splits[split];
          return [
            split,
            formatShare(target),
            patients,
            formatShare(patientShare),
            records,
            formatShare(recordShare),
          ];
        }),
      ),
      dataTable(
        'How groups were split',
        [{ name: 'Fact' }, { name: 'Value', number: true }],
        [
          ['Mode', splits.mode],
          ['Groups: patients that share a study or near-duplicates count as one', splits.groups],
          ['Largest group, patients', splits.largestGroupPatients],
          ['Groups held apart', formatCount(splits.groupsHeldApart)],
        ],
      ),
    );
  },
};
