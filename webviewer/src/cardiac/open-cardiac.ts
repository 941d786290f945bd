import { el } from '../app/dom';
import { createProgress } from '../app/progress';
import type { View, ViewContext } from '../app/view';
import type { CardiacStudy } from '../data/formats';
import type { FoundStudy } from '../data/found';
import { loadCardiac } from '../data/study';
import { type CardiacPage, createCardiacPage } from './cardiac-page';
import { loadPhase } from './images';
import './cardiac.css';

/** Shows a heart at two times: the numbers at once, the images once they are here. */
export async function openCardiac(context: ViewContext, found: FoundStudy): Promise<View> {
  const study = await loadCardiac(found, { signal: context.signal });
  const page = createCardiacPage(context, study);
  void showImages(context, found, study, page).catch(context.showProblem);
  return page;
}

async function showImages(
  context: ViewContext,
  found: FoundStudy,
  study: CardiacStudy,
  page: CardiacPage,
): Promise<void> {
  page.images.replaceChildren();
  const progress = createProgress(page.images, 'Loading the images', context.signal);
  try {
    const images = await Promise.all(
      study.phases.map((phase) =>
        loadPhase(study, phase, found.folder, progress.options, context.showProblem),
      ),
    );
    context.signal.throwIfAborted();
    page.showImages(images);
  } catch (problem) {
    if (context.signal.aborted) return;
    if (!progress.signal.aborted) throw problem;
    const again = (): void => {
      showImages(context, found, study, page).catch(context.showProblem);
    };
    page.images.replaceChildren(
      el(
        'p',
        { 'data-test': 'cancelled' },
        "Loading was cancelled. The numbers are the job's. ",
        el('button', { type: 'button', onclick: again }, 'Load the images'),
      ),
    );
  } finally {
    progress.done();
  }
}
