import { formatBytes } from '../app/bytes';
import { el } from '../app/dom';
import { isCancelled } from '../app/problems';
import { createProgress } from '../app/progress';
import type { View, ViewContext } from '../app/view';
import type { FoundStudy } from '../data/found';
import { LoadError } from '../data/load';
import { loadDetections } from '../data/study';
import type { Finding } from './findings';
import { labelOf } from './findings';
import { createHanging } from './hanging';
import { type ImageState, loadImage } from './images';
import { createResultsPanel } from './results-panel';
import { rowsOf } from './rows';
import { readSettings, toParams, type ViewSettings } from './settings';
import { createToolbar } from './toolbar';
import { type Preset, presetsOf } from './windows';
import './mammography.css';

const KIND_WORDS = { mammography: 'Mammography', detect: 'Lesion detection' } as const;

/** Shows a mammography, or other images, and what a model found in them. */
export async function openMammography(context: ViewContext, found: FoundStudy): Promise<View> {
  const study = await loadDetections(found, { signal: context.signal });
  const states: ImageState[] = study.images.map(() => ({ kind: 'waiting' }));
  const own = study.images[0]?.window ?? { center: 2048, width: 4096 };
  let settings = readSettings(context.params, study.images.length);
  let selected: Finding | null = null;
  let presets: readonly Preset[] = presetsOf(own, null);

  const stageHost = el('div', { class: 'mammography-stage', 'data-test': 'stage' });
  const loading = el('div', { class: 'mammography-loading' });
  const results = createResultsPanel(study, select);
  const toolbar = createToolbar(settings, {
    preset,
    invert: () => change({ inverted: !settings.inverted }),
    setTool: (tool) => hanging.stage.setTool(tool),
    link: () => change({ linked: !settings.linked }),
    fit: () => hanging.stage.resetCameras(),
    showPixels: () => hanging.showPixels(hanging.active()),
    enlarge,
    setHeat: (heatOpacity) => change({ heatOpacity }),
    setConfidence(leastConfidence) {
      change({ leastConfidence });
      results.showFrom(leastConfidence);
    },
  });
  context.host.append(
    el(
      'div',
      { class: 'split mammography' },
      el('div', { class: 'mammography-images' }, toolbar.element, loading, stageHost),
      results.element,
    ),
  );
  const hanging = createHanging(stageHost, study, settings.window ?? own, {
    image: (index) => states[index] ?? { kind: 'waiting' },
    inverted: () => settings.inverted,
    heatOpacity: () => settings.heatOpacity,
    leastConfidence: () => settings.leastConfidence,
    selected: () => selected,
    linked: () => settings.linked,
    enlarged: () => settings.enlarged,
  });
  hanging.stage.on('window', (window) => change({ window }));
  stageHost.addEventListener('dblclick', enlarge);
  results.showFrom(settings.leastConfidence);
  toolbar.update(settings, presets);
  context.keys(keys());
  loadAll().catch(context.showProblem);

  function change(next: Partial<ViewSettings>): void {
    const before = settings;
    settings = { ...settings, ...next };
    toolbar.update(settings, presets);
    if (before.linked !== settings.linked || before.enlarged !== settings.enlarged) {
      hanging.arrange();
    }
    hanging.stage.invalidate();
    context.setParams(toParams(settings));
  }

  function preset(index: number): void {
    const chosen = presets[index];
    if (!chosen) return;
    hanging.stage.setWindow(chosen.window);
    context.announce(`Window: ${chosen.label}`);
  }

  function enlarge(): void {
    const index = hanging.active();
    const image = study.images[index];
    if (!image) return;
    const alone = settings.enlarged === null;
    change({ enlarged: alone ? index : null });
    context.announce(alone ? `${labelOf(image, index)} alone` : 'All images');
  }

  function select(finding: Finding): void {
    selected = finding;
    if (settings.enlarged !== null && settings.enlarged !== finding.image) {
      change({ enlarged: finding.image });
    }
    results.mark(finding);
    hanging.jumpTo(finding);
    hanging.stage.invalidate();
  }

  function keys() {
    const group = KIND_WORDS[study.op];
    return [
      ...[0, 1, 2, 3].map((i) => ({
        key: String(i + 1),
        label: `Window: ${presetsOf(own, [0, 1])[i]?.label}`,
        group,
        run: () => preset(i),
      })),
      { key: 'i', label: 'Invert', group, run: () => change({ inverted: !settings.inverted }) },
      {
        key: 'l',
        label: 'Link zoom and moves',
        group,
        run: () => change({ linked: !settings.linked }),
      },
      {
        key: 'o',
        label: 'One image pixel on one screen pixel',
        group,
        run: () => hanging.showPixels(hanging.active()),
      },
      { key: 'f', label: 'Fit all images', group, run: () => hanging.stage.resetCameras() },
      { key: 'e', label: 'Enlarge the image that has the focus, and back', group, run: enlarge },
    ];
  }

  /** One after the other: each image is shown as it comes, and never two are unpacked at once. */
  async function loadAll(): Promise<void> {
    loading.replaceChildren();
    const progress = createProgress(loading, 'Loading the images', context.signal);
    for (const index of loadingOrder()) {
      const image = study.images[index];
      if (!image || states[index]?.kind === 'loaded') continue;
      try {
        const loaded = await loadImage(
          study,
          image,
          found.folder,
          progress.options,
          context.showProblem,
        );
        context.signal.throwIfAborted();
        states[index] = { kind: 'loaded', loaded };
      } catch (problem) {
        if (context.signal.aborted) return;
        if (isCancelled(problem)) break;
        context.showProblem(problem);
        const reason = problem instanceof LoadError ? problem.reason : 'could not be loaded';
        states[index] = { kind: 'failed', reason: `✗ ${reason}` };
      }
      hanging.arrange();
      tellMemory();
    }
    progress.done();
    if (states.some(({ kind }) => kind === 'waiting')) offerRest();
    else context.announce('All images are loaded');
  }

  /** The enlarged image first, then as they hang, then any that no row shows. */
  function loadingOrder(): readonly number[] {
    const first = settings.enlarged === null ? [] : [settings.enlarged];
    return [...new Set([...first, ...rowsOf(study).flat(), ...study.images.keys()])];
  }

  function offerRest(): void {
    loading.replaceChildren(
      el('p', {}, 'Stopped. Some images are not loaded.'),
      el(
        'button',
        { type: 'button', onclick: () => loadAll().catch(context.showProblem) },
        'Load the rest',
      ),
    );
  }

  function tellMemory(): void {
    const loaded = states.flatMap((state) => (state.kind === 'loaded' ? [state.loaded] : []));
    const bytes = loaded.reduce((sum, image) => sum + image.bytes, 0);
    const range = loaded.map((image) => image.range);
    presets = presetsOf(
      own,
      range.length === 0
        ? null
        : [Math.min(...range.map(([low]) => low)), Math.max(...range.map(([, high]) => high))],
    );
    toolbar.update(settings, presets);
    results.setMemory(
      `${loaded.length} of ${study.images.length} images loaded, ${formatBytes(bytes)} in memory, and as much for drawing.`,
    );
  }

  return {
    title: `${KIND_WORDS[study.op]} ${study.study}`,
    dispose: () => hanging.dispose(),
  };
}
