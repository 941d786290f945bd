import { el } from '../app/dom';
import { createProgress } from '../app/progress';
import type { View, ViewContext } from '../app/view';
import { calciumOf } from '../data/check-formats';
import type { Calcium, Study } from '../data/formats';
import type { FoundStudy } from '../data/found';
import type { LoadOptions } from '../data/load';
import { loadJson } from '../data/loader';
import { expectedOf, loadStudy } from '../data/study';
import { type CalciumPage, createCalciumPage } from './calcium-page';
import './calcium.css';
import { loadImages } from './images';
import { CALCIUM_JSON, VOLUME } from './study-files';

/** Shows a calcium score: the job's numbers at once, images and the live score once they are here. */
export async function openCalcium(context: ViewContext, found: FoundStudy): Promise<View> {
  const progress = createProgress(context.host, 'Loading the results', context.signal);
  try {
    const study = await loadStudy(found, progress.options);
    const job = await loadJob(study, found.folder, progress.options).catch((problem: unknown) => {
      progress.signal.throwIfAborted();
      context.showProblem(problem);
      return null;
    });
    context.signal.throwIfAborted();
    const page = createCalciumPage(context, study, job);
    void showImages(context, found, study, page).catch((problem) => context.showProblem(problem));
    return page;
  } finally {
    progress.done();
  }
}

async function loadJob(study: Study, folder: URL, options: LoadOptions): Promise<Calcium> {
  const expected = expectedOf(study, CALCIUM_JSON);
  const json = await loadJson(new URL(CALCIUM_JSON, folder), { ...options, expected });
  return calciumOf(json, CALCIUM_JSON);
}

async function showImages(
  context: ViewContext,
  found: FoundStudy,
  study: Study,
  page: CalciumPage,
): Promise<void> {
  if (!study.files.some((file) => file.path === VOLUME)) {
    page.showNoImages(
      "There are no images: the job ran with --copyVolumes=false. The numbers are the job's.",
    );
    return;
  }
  page.images.replaceChildren();
  const progress = createProgress(page.images, 'Loading the images', context.signal);
  try {
    const images = await loadImages(study, found.folder, progress.options);
    for (const problem of images.problems) {
      context.showProblem(problem);
    }
    page.showImages(images);
  } catch (problem) {
    if (context.signal.aborted) {
      return;
    }
    if (!progress.signal.aborted) {
      throw problem;
    }
    const again = el(
      'button',
      {
        type: 'button',
        onclick: () => {
          void showImages(context, found, study, page).catch((e) => context.showProblem(e));
        },
      },
      'Load the images',
    );
    page.showNoImages("Loading was cancelled. The numbers are the job's.", again);
  } finally {
    progress.done();
  }
}
