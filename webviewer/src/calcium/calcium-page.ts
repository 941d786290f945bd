import { el } from '../app/dom';
import type { View, ViewContext } from '../app/view';
import type { Calcium, CalciumLesion, Study } from '../data/formats';
import { expectedOf } from '../data/study';
import type { VoiWindow } from '../render/voi';
import { createWindowBar, presetKeys } from '../stage/window-bar';
import { createAboutPanel } from './about-panel';
import { createImageView, type ImageView } from './image-view';
import type { StudyImages } from './images';
import { createLesionTable } from './lesion-table';
import { createLiveStudy, type LiveStudy } from './live-study';
import { calciumOptions } from './options';
import { boxHolds, centreOf } from './overlay';
import { PRESETS } from './presets';
import { createReadout } from './readout';
import { offerReport } from './report-button';
import { jobResult, type Result, strongest } from './result';
import { createResultsPanel } from './results-panel';
import { ARTERY_STRUCTURES, createStructureControls, DENSE_STRUCTURE } from './structures';
import { CALCIUM_JSON, isMasked, LABELS, VOLUME } from './study-files';
import { createThresholdControl } from './threshold-control';
import { readSettings, writeSettings } from './view-params';
import { shortNumber } from './words';

/** The page of one study: numbers at the right, images at the left as soon as they are here. */
export interface CalciumPage extends View {
  /** Where the images will be; shows how far they have come until then. */
  readonly images: HTMLElement;
  /** Shows the images, and the live score if all that it takes is here. */
  showImages(images: StudyImages): void;
  /** Says why there are no images. */
  showNoImages(reason: string, ...more: readonly HTMLElement[]): void;
}

/** Screen readers hear a score once the slider rests. */
const ANNOUNCE_AFTER_MS = 800;

/** The list of lesions changes no more often than this. */
const LESIONS_EVERY_MS = 150;

/**
 * @param job what `calcium.json` says, or null if it could not be read
 */
export function createCalciumPage(
  context: ViewContext,
  study: Study,
  job: Calcium | null,
): CalciumPage {
  const options = calciumOptions(study.options);
  const masked = isMasked(study);
  const settings = readSettings(context.params);
  let params = context.params;
  let result: Result | null = job && jobResult(job, options);
  let selected: CalciumLesion | null = null;
  let view: ImageView | null = null;
  let live: LiveStudy | null = null;
  let saying: ReturnType<typeof setTimeout> | undefined;
  let listing: ReturnType<typeof setTimeout> | undefined;
  let listed = Number.NEGATIVE_INFINITY;

  const threshold = createThresholdControl(
    options.thresholdHu,
    settings.thresholdHu ?? options.thresholdHu,
    changeThreshold,
  );
  const structures = createStructureControls(masked ? ARTERY_STRUCTURES : [DENSE_STRUCTURE], () =>
    view?.redraw(),
  );
  const panel = createResultsPanel();
  const table = createLesionTable(goTo);
  const about = createAboutPanel(study, options);
  const windows = createWindowBar(PRESETS, (window) => view?.stage.setWindow(window));
  const images = el('div', { class: 'calcium-images' });
  const report = offerReport(context, () => ({
    study,
    options,
    result,
    keyImage: (slice, lesions, sizePx) => view?.keyImage(slice, lesions, sizePx) ?? null,
  }));
  const results = el(
    'div',
    { class: 'results panel calcium-results', 'data-test': 'results' },
    panel.summary,
    threshold.element,
    panel.table,
    table.element,
    structures.element,
    report,
    about.element,
  );
  const root = el('div', { class: 'split calcium' }, images, results);
  context.host.append(root);
  context.keys([
    ...presetKeys(PRESETS, (window) => view?.stage.setWindow(window)),
    { key: 'n', label: 'Next lesion', group: 'Calcium', run: () => goToNext(1) },
    { key: 'p', label: 'Previous lesion', group: 'Calcium', run: () => goToNext(-1) },
    { key: 't', label: 'Go to the threshold', group: 'Calcium', run: () => threshold.focus() },
  ]);
  threshold.disable('The threshold can be moved once the images are here.');
  const isHashed = expectedOf(study, CALCIUM_JSON) !== null;
  about.setFile(CALCIUM_JSON, job ? (isHashed ? 'verified' : 'no-hash') : 'could not be used');
  show();

  function show(): void {
    if (result === null) {
      panel.fail(`${CALCIUM_JSON} could not be used.`);
      showLesions();
      return;
    }
    panel.show(result);
    // Rows are what costs most of a new score; while a slider moves nobody reads them.
    const wait = LESIONS_EVERY_MS - (performance.now() - listed);
    if (wait <= 0) {
      showLesions();
    } else {
      listing ??= setTimeout(showLesions, wait);
    }
  }

  function showLesions(): void {
    clearTimeout(listing);
    listing = undefined;
    listed = performance.now();
    table.show(result?.lesions ?? [], result?.lesionCount ?? 0);
    keepSelected();
  }

  /** Finds the selected lesion among those of a new threshold, where it may have grown. */
  function keepSelected(): void {
    const before = selected;
    const found = before
      ? result?.lesions.find(
          (lesion) =>
            lesion.artery === before.artery &&
            (boxHolds(lesion, centreOf(before)) || boxHolds(before, centreOf(lesion))),
        )
      : null;
    select(found ?? null);
  }

  function select(lesion: CalciumLesion | null): void {
    selected = lesion;
    table.mark(lesion);
    view?.redraw();
  }

  function goTo(lesion: CalciumLesion): void {
    select(lesion);
    view?.goTo(centreOf(lesion));
  }

  function goToNext(step: 1 | -1): void {
    const lesions = result?.lesions ?? [];
    const at = selected ? lesions.indexOf(selected) : -1;
    const next =
      at < 0 && step < 0 ? lesions.length - 1 : (at + step + lesions.length) % lesions.length;
    const lesion = lesions[next];
    if (lesion) {
      goTo(lesion);
      context.announce(
        `Lesion ${next + 1} of ${lesions.length}: ${lesion.artery ?? 'dense'}, slice ${lesion.slice + 1}, score ${shortNumber(lesion.agatston)}`,
      );
    }
  }

  function changeThreshold(thresholdHu: number): void {
    panel.setBusy(true);
    view?.redraw();
    live?.request(thresholdHu);
    save();
  }

  function showLive(next: Result): void {
    if (job && next.thresholdHu === options.thresholdHu && !next.equals(job)) {
      distrust(job);
      return;
    }
    result = next;
    show();
    view?.markDropped();
    panel.setBusy(next.thresholdHu !== threshold.valueHu);
    clearTimeout(saying);
    saying = setTimeout(() => {
      const total = shortNumber(next.arteries.ALL.agatston);
      context.announce(`Score ${total} at ${next.thresholdHu} HU, ${next.lesionCount} lesions`);
    }, ANNOUNCE_AFTER_MS);
  }

  /** Goes back to the job's numbers: these images are not what it scored. */
  function distrust(trusted: Calcium): void {
    live?.dispose();
    live = null;
    result = jobResult(trusted, options);
    threshold.disable('Nothing is scored anew, since these images give another score.');
    panel.setBusy(false);
    show();
    context.showProblem(
      new Error(
        `${VOLUME} and ${LABELS} give another score than ${CALCIUM_JSON}. Trust the job's numbers, and look into its files.`,
      ),
    );
  }

  function save(window: VoiWindow | null = view?.stage.window ?? null): void {
    params = writeSettings(params, {
      at: view?.cursor() ?? null,
      window,
      thresholdHu: threshold.valueHu === options.thresholdHu ? null : threshold.valueHu,
    });
    context.setParams(params);
  }

  function showImages({ volume, labels, files }: StudyImages): void {
    for (const { file, state } of files) {
      about.setFile(file, state);
    }
    if (volume === null) {
      page.showNoImages(`${VOLUME} could not be used. The numbers are the job's.`);
      return;
    }
    live = startLive(volume, labels);
    const window = settings.window ?? PRESETS[0].window;
    const host = el('div', { class: 'calcium-view' });
    images.replaceChildren(windows.element, host);
    const shown = createImageView(host, volume, window, {
      mask: live?.mask ?? null,
      thresholdHu: () => threshold.valueHu,
      colours: structures.colours,
      selected: () => selected,
    });
    view = shown;
    const readout = createReadout(volume, masked ? (live?.mask ?? null) : null);
    images.append(readout.element);
    windows.show(shown.stage.window);
    const first = settings.at ?? strongest(result) ?? shown.cursor();
    shown.goTo(first);
    readout.show(shown.cursor());
    shown.stage.on('cursor', ({ voxel }) => {
      readout.show(voxel);
      save();
    });
    shown.stage.on('hover', (hover) => readout.show(hover?.voxel ?? shown.cursor()));
    shown.stage.on('window', (next) => {
      windows.show(next);
      save(next);
    });
    shown.stage.on('pick', ({ voxel }) => {
      select(result?.lesions.find((lesion) => boxHolds(lesion, voxel)) ?? null);
    });
    if (live) {
      threshold.enable();
      threshold.set(settings.thresholdHu ?? options.thresholdHu);
    }
  }

  /** Starts the live score, or says why there can be none. */
  function startLive(
    volume: NonNullable<StudyImages['volume']>,
    labels: StudyImages['labels'],
  ): LiveStudy | null {
    if (masked && labels === null) {
      threshold.disable(`${LABELS} could not be used, so nothing is scored anew.`);
      return null;
    }
    try {
      return createLiveStudy(study, options, volume, labels, {
        scored: showLive,
        failed(thresholdHu, message) {
          result = null;
          panel.fail(`There is no score at ${thresholdHu} HU: ${message}.`);
          showLesions();
        },
      });
    } catch (problem) {
      context.showProblem(problem);
      threshold.disable("Nothing is scored anew, since the images don't belong to these results.");
      return null;
    }
  }

  const page: CalciumPage = {
    title: `Calcium score, ${study.study}`,
    images,
    showImages,
    showNoImages(reason, ...more) {
      images.replaceChildren(
        el(
          'div',
          { class: 'panel calcium-no-images', 'data-test': 'no-images' },
          el('p', {}, reason),
          ...more,
        ),
      );
      threshold.disable('The threshold can be moved only where there are images.');
    },
    dispose() {
      clearTimeout(saying);
      clearTimeout(listing);
      live?.dispose();
      view?.dispose();
      root.remove();
    },
  };
  return page;
}
