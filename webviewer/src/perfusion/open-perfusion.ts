import './perfusion.css';
import { el } from '../app/dom';
import { createProgress } from '../app/progress';
import type { View, ViewContext } from '../app/view';
import type { FoundStudy } from '../data/found';
import { createPerfusionPage, type PerfusionPage } from './perfusion-page';
import { loadPerfusion, loadSeries, type PerfusionFiles } from './study-files';

/** Shows perfusion maps: the maps first, the series over time once it is here. */
export async function openPerfusion(context: ViewContext, found: FoundStudy): Promise<View> {
  const { study, flags, summary } = found.entry;
  const progress = createProgress(context.host, 'Loading the maps', context.signal);
  const failed = (problem: unknown): void => context.showProblem(problem);
  let files: PerfusionFiles;
  try {
    files = await loadPerfusion(found, progress.options, failed);
  } finally {
    progress.done();
  }
  const said = files.study.there ? files.study.value : null;
  const jobMl = (said?.summary ?? summary).tmaxOver6sMl;
  const page = createPerfusionPage(
    context,
    files,
    study,
    said?.flags ?? flags,
    typeof jobMl === 'number' ? jobMl : null,
  );
  void showSeries(context, found, files, page).catch(failed);
  return page;
}

async function showSeries(
  context: ViewContext,
  found: FoundStudy,
  files: PerfusionFiles,
  page: PerfusionPage,
): Promise<void> {
  page.seriesHost.replaceChildren();
  const progress = createProgress(page.seriesHost, 'Loading the series', context.signal);
  const failed = (problem: unknown): void => context.showProblem(problem);
  try {
    page.showSeries(await loadSeries(found, files, progress.options, failed));
  } catch (problem) {
    if (context.signal.aborted) return;
    if (!progress.signal.aborted) throw problem;
    const again = el(
      'button',
      {
        type: 'button',
        onclick: () => void showSeries(context, found, files, page).catch(failed),
      },
      'Load the series',
    );
    page.seriesHost.replaceChildren(el('p', {}, 'Loading was cancelled. '), again);
  } finally {
    progress.done();
  }
}
