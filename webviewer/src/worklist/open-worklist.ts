import { el } from '../app/dom';
import type { View, ViewContext } from '../app/view';
import type { Found } from '../data/found';
import { modelSection } from './model-section';
import { addStudies } from './study-section';
import { troubleSection } from './trouble-section';
import { versionSection } from './version-section';
import './worklist.css';

/** Shows every study and dataset version there is. */
export async function openWorklist(context: ViewContext, found: Found): Promise<View> {
  for (const problem of found.problems) context.showProblem(problem);
  const { host } = context;
  if (found.studies.length > 0) addStudies(context, found);
  if (found.versions.length > 0) host.append(versionSection(found.versions));
  if (found.models.length > 0) host.append(modelSection(found.models));
  if (found.worklists.length > 0) host.append(troubleSection(found));
  if (host.childElementCount === 0) host.append(nothingFound());
  return { title: 'Worklist', dispose: () => {} };
}

function nothingFound(): HTMLElement {
  const root = new URL('data/', document.baseURI);
  return el(
    'div',
    { class: 'panel' },
    el('p', {}, 'There is nothing to show yet.'),
    el(
      'p',
      {},
      'The viewer looked for ',
      el('code', {}, `${root.pathname}catalog.json`),
      ' and for ',
      el('code', {}, 'index.json'),
      ' there and beside this page, and found no studies and no dataset versions.',
    ),
    el(
      'p',
      {},
      'To make some: ',
      el('code', {}, './radloom demo'),
      '. To look at a folder of results: ',
      el('code', {}, './radloom view DIR'),
      '.',
    ),
  );
}
