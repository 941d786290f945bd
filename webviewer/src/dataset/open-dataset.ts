import { formatBytes } from '../app/bytes';
import { el } from '../app/dom';
import type { View, ViewContext } from '../app/view';
import type { FoundVersion } from '../data/found';
import { classesPanel } from './classes-panel';
import { filesPanel } from './files-panel';
import { flowPanel } from './flow-panel';
import { imagesPanel } from './images-panel';
import type { DatasetPage, Panel } from './page';
import { rejectsPanel } from './rejects-panel';
import { scoresPanel } from './scores-panel';
import { splitsPanel } from './splits-panel';
import { createTabs } from './tabs';
import { versionFiles } from './version-files';
import { formatCount } from './words';
import './dataset.css';

const PANELS: readonly Panel[] = [
  flowPanel,
  splitsPanel,
  classesPanel,
  scoresPanel,
  imagesPanel,
  rejectsPanel,
  filesPanel,
];

/** Shows a dataset version: what was read and became of it, and what is in it. */
export async function openDataset(context: ViewContext, version: FoundVersion): Promise<View> {
  const params = new URLSearchParams(context.params);
  const page: DatasetPage = {
    context,
    version,
    files: versionFiles(version),
    setting: (name) => params.get(name),
    set(name, value) {
      if (params.get(name) === value) return;
      if (value === null) params.delete(name);
      else params.set(name, value);
      context.setParams(params);
    },
  };
  const host = el('div', { class: 'dataset' }, summary(version));
  // Panels may open a dialog beside them, which needs the host in the page.
  context.host.append(host);
  const tabs = createTabs(PANELS, page);
  host.append(tabs.element);
  context.keys(
    PANELS.map(({ label }, i) => ({
      key: String(i + 1),
      label,
      group: 'Parts of the dataset',
      run: () => tabs.open(i),
    })),
  );
  return {
    title: `Dataset ${version.dataset}, version ${version.version}`,
    dispose() {
      // Loads and observers end with the signal of the context.
    },
  };
}

function summary({ manifest, latest }: FoundVersion): HTMLElement {
  // Of `counts`, where a pair of inference and ground truth stands twice, it would be too many.
  const { train, val, test } = manifest.splits;
  const exported = train.records + val.records + test.records;
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  const facts = [
    `${formatCount(manifest.eventsRead)} events read`,
    `${formatCount(exported)} records exported`,
    `${formatCount(manifest.files.length)} files, ${formatBytes(bytes)}`,
    latest ? 'the latest version' : 'not the latest version',
  ];
  return el('p', { class: 'dataset-summary' }, facts.join(' · '));
}
