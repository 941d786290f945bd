import { LoadError } from '../data/load';
import { el } from './dom';

/** The place above a view that says what went wrong in it. */
export interface Problems {
  /** Adds a problem. What a user cancelled is none. */
  show(problem: unknown): void;
  clear(): void;
}

const MOST_SHOWN = 20;

/** Shows problems in `host`, each with a button to dismiss it. */
export function createProblems(host: HTMLElement): Problems {
  const shown = new Set<string>();
  const list = el('ul', { class: 'app-problems' });
  host.append(list);

  const add = (text: string, ...children: (Node | string)[]): void => {
    shown.add(text);
    const item = el('li', { class: 'app-problem' }, el('p', {}, ...children));
    const dismiss = (): void => {
      const next = item.nextElementSibling ?? item.previousElementSibling;
      item.remove();
      shown.delete(text);
      // The focus must not fall off the page with the button.
      const button = next?.querySelector('button') ?? document.querySelector('h1');
      button?.focus();
    };
    const label = `Dismiss: ${text}`;
    item.append(el('button', { type: 'button', 'aria-label': label, onclick: dismiss }, 'Dismiss'));
    list.append(item);
  };

  return {
    show(problem) {
      if (isCancelled(problem)) return;
      const { file, reason } = explain(problem);
      const text = file === null ? reason : `${file}: ${reason}`;
      if (shown.has(text) || shown.size > MOST_SHOWN) return;
      if (shown.size === MOST_SHOWN) {
        add('more', 'There are more problems than are shown here.');
      } else if (file === null) {
        add(text, reason);
      } else {
        add(text, el('strong', {}, file), `: ${reason}`);
      }
    },
    clear() {
      shown.clear();
      list.replaceChildren();
    },
  };
}

/** Whether this is the end of something that was stopped on purpose. */
export function isCancelled(problem: unknown): boolean {
  return problem instanceof DOMException && problem.name === 'AbortError';
}

/** Returns in words for the user which file a problem is about, if it is about one, and what it is. */
export function explain(problem: unknown): { file: string | null; reason: string } {
  if (problem instanceof LoadError) return { file: problem.file, reason: problem.reason };
  if (!(problem instanceof Error)) return { file: null, reason: String(problem) };
  if (/dynamically imported module|Importing a module script/i.test(problem.message)) {
    // What browsers say when a chunk is gone, for example after an update of the site.
    return { file: null, reason: 'A part of the viewer could not be loaded. Reload the page.' };
  }
  return { file: null, reason: problem.message || problem.name };
}
