import './perfusion.css';
import { el } from '../app/dom';
import { createProgress } from '../app/progress';
import type { View, ViewContext } from '../app/view';
import type { FoundStudy } from '../data/found';
import type { LoadOptions } from '../data/load';
import { createPerfusionPage, type PerfusionPage } from './perfusion-page';
import { loadPerfusion, loadSeries, type PerfusionFiles } from './study-files';

/** Shows perfusion maps: the maps first, the series over time once it is here. */
export async function openPerfusion(context: ViewContext, found: FoundStudy): Promise<View> {
  let page: PerfusionPage | null = null;
  const failed = (problem: unknown): void => context.showProblem(problem);

  async function showMaps(): Promise<void> {
    const files = await load(context, context.host, 'maps', showMaps, (options) =>
      loadPerfusion(found, options, failed),
    );
    if (files === null) return;
    page = pageOf(context, found, files);
    // The series comes in its own time.
    void showSeries(files, page).catch(failed);
  }

  async function showSeries(files: PerfusionFiles, shown: PerfusionPage): Promise<void> {
    const again = () => showSeries(files, shown);
    const series = await load(context, shown.seriesHost, 'series', again, (options) =>
      loadSeries(found, files, options, failed),
    );
    if (series !== null) shown.showSeries(series);
  }

  await showMaps();
  return { title: `Perfusion, ${found.entry.study}`, dispose: () => page?.dispose() };
}

function pageOf(context: ViewContext, found: FoundStudy, files: PerfusionFiles): PerfusionPage {
  const { study, flags, summary } = found.entry;
  const said = files.study.there ? files.study.value : null;
  const jobMl = (said?.summary ?? summary).tmaxOver6sMl;
  return createPerfusionPage(
    context,
    files,
    study,
    said?.flags ?? flags,
    typeof jobMl === 'number' ? jobMl : null,
  );
}

/**
 * Loads with a bar in `host`. Returns null if the user cancelled: then a button there begins again.
 * Rejects when the user leaves the view.
 */
async function load<T>(
  context: ViewContext,
  host: HTMLElement,
  what: string,
  again: () => Promise<void>,
  begin: (options: LoadOptions) => Promise<T>,
): Promise<T | null> {
  const progress = createProgress(host, `Loading the ${what}`, context.signal);
  try {
    return await begin(progress.options);
  } catch (problem) {
    if (context.signal.aborted || !progress.signal.aborted) throw problem;
    const note = el('p', { 'data-test': 'cancelled' }, 'Loading was cancelled. ');
    const restart = el(
      'button',
      {
        type: 'button',
        onclick: () => {
          note.remove();
          again().catch((later: unknown) => context.showProblem(later));
        },
      },
      `Load the ${what}`,
    );
    note.append(restart);
    host.append(note);
    return null;
  } finally {
    progress.done();
  }
}
