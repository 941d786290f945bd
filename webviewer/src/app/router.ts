import { el } from './dom';
import type { Keyboard } from './keyboard';
import { explain, isCancelled, type Problems } from './problems';
import { parseRoute, type Route } from './route';
import { createUrlSettings } from './url-settings';
import type { View, ViewContext } from './view';

/** The parts of the page that change with the view. */
export interface Page {
  readonly heading: HTMLElement;
  readonly host: HTMLElement;
  readonly problems: Problems;
  readonly keyboard: Keyboard;
  announce(message: string): void;
}

/** Opens the view of a route. */
export type OpenRoute = (
  route: Exclude<Route, { kind: 'unknown' }>,
  context: ViewContext,
) => Promise<View>;

/** Shows the view that the URL names, and the next one whenever it changes. */
export function startRouter(page: Page, open: OpenRoute): void {
  let leave: (() => void) | null = null;
  const enter = (): void => {
    const first = leave === null;
    leave?.();
    leave = show(page, open, location.hash, enter);
    // The page has just loaded: the focus is where the browser puts it.
    if (!first) page.heading.focus();
  };
  window.addEventListener('hashchange', enter);
  enter();
}

/** Shows the view of a fragment, and returns what ends it. */
function show(page: Page, open: OpenRoute, fragment: string, retry: () => void): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const route = parseRoute(fragment);
  const settings = createUrlSettings(fragment);
  let view: View | null = null;
  page.problems.clear();
  page.host.replaceChildren();
  setTitle(page, 'Opening …');
  setState(page, 'opening');

  const fail = (title: string, ...words: (Node | string)[]): void => {
    const again =
      route.kind !== 'unknown' && el('button', { type: 'button', onclick: retry }, 'Try again');
    const back = el('a', { href: '#/' }, 'Back to the worklist');
    const ways = el('p', { class: 'app-ways' }, again, back);
    keepFocus(page, () =>
      page.host.replaceChildren(el('div', { class: 'panel' }, el('p', {}, ...words), ways)),
    );
    setTitle(page, title);
    setState(page, 'failed');
    page.announce(title);
  };

  if (route.kind === 'unknown') {
    fail('No such view', 'This address names no view of the viewer.');
    return () => abort.abort();
  }
  const context: ViewContext = {
    host: page.host,
    signal,
    params: route.params,
    setParams: settings.set,
    announce: page.announce,
    showProblem: (problem) => {
      if (!signal.aborted) page.problems.show(problem);
    },
    keys: (bindings) => {
      if (!signal.aborted) page.keyboard.add(bindings);
    },
  };
  open(route, context).then(
    (opened) => {
      if (signal.aborted) {
        opened.dispose();
        return;
      }
      view = opened;
      setState(page, 'open');
      keepFocus(page, () => setTitle(page, opened.title));
      page.announce(`${opened.title} is open`);
    },
    (problem: unknown) => {
      if (signal.aborted) return;
      page.keyboard.clear();
      if (isCancelled(problem)) {
        fail('Cancelled', 'Loading was cancelled.');
        return;
      }
      const { file, reason } = explain(problem);
      fail(
        'This could not be shown',
        ...(file === null ? [reason] : [el('strong', {}, file), `: ${reason}`]),
      );
    },
  );

  return () => {
    abort.abort();
    settings.stop();
    page.keyboard.clear();
    view?.dispose();
  };
}

function setTitle({ heading }: Page, title: string): void {
  heading.textContent = title;
  document.title = `${title} - Radloom viewer`;
}

/** Says how far the view is, to screen readers and to tests (`data-state`). */
function setState({ host }: Page, state: 'opening' | 'open' | 'failed'): void {
  host.dataset.state = state;
  host.setAttribute('aria-busy', String(state === 'opening'));
}

/** Does something that may take the element with the focus away; the heading takes it over then. */
function keepFocus({ heading, host }: Page, change: () => void): void {
  const within = host.contains(document.activeElement);
  change();
  if (within && !host.contains(document.activeElement)) heading.focus();
}
