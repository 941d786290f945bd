import type { Found, FoundStudy } from '../data/found';
import { el } from './dom';
import type { OpenRoute } from './router';
import type { View, ViewContext } from './view';

/**
 * Returns what opens the views. Each is a chunk of its own, fetched when it is first needed. What
 * there is to look at is looked for once, and again after that failed.
 */
export function createOpenRoute(find: () => Promise<Found>): OpenRoute {
  let found: Promise<Found> | null = null;
  const lookUp = (): Promise<Found> => {
    // Not stopped with the view: the next one needs the answer too.
    found ??= find().catch((problem: unknown) => {
      found = null;
      throw problem;
    });
    return found;
  };

  return async (route, context) => {
    const busy = el('p', {}, 'Reading the worklist …');
    context.host.append(busy);
    const all = await lookUp();
    context.signal.throwIfAborted();
    busy.remove();
    switch (route.kind) {
      case 'worklist': {
        const { openWorklist } = await import('../worklist/open-worklist');
        return openWorklist(context, all);
      }
      case 'dataset': {
        const version = all.versions.find(({ key }) => key === route.key);
        if (!version) throw new Error(`There is no dataset version ${route.key} here.`);
        const { openDataset } = await import('../dataset/open-dataset');
        return openDataset(context, version);
      }
      case 'study': {
        const study = all.studies.find(({ key }) => key === route.key);
        if (!study) throw new Error(`There is no study ${route.key} in the worklist.`);
        return openStudy(context, study);
      }
    }
  };
}

async function openStudy(context: ViewContext, study: FoundStudy): Promise<View> {
  switch (study.entry.op) {
    case 'agatston': {
      const { openCalcium } = await import('../calcium/open-calcium');
      return openCalcium(context, study);
    }
    case 'perfusion': {
      const { openPerfusion } = await import('../perfusion/open-perfusion');
      return openPerfusion(context, study);
    }
    case 'mammography':
    case 'detect': {
      const { openMammography } = await import('../mammography/open-mammography');
      return openMammography(context, study);
    }
    case 'cardiac': {
      const { openCardiac } = await import('../cardiac/open-cardiac');
      return openCardiac(context, study);
    }
    default: {
      // Types say this cannot be; files written by a later version can.
      const op: unknown = study.entry.op;
      throw new Error(`This viewer knows no studies of the kind ${String(op)}.`);
    }
  }
}
