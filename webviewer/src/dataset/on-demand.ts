import { formatBytes } from '../app/bytes';
import { el } from '../app/dom';
import { explain as inWords, isCancelled } from '../app/problems';
import { createProgress } from '../app/progress';
import type { LoadOptions } from '../data/load';
import { ASK_BYTES } from './version-files';

export interface Load<T> {
  /** For example `Loading scores`. */
  readonly label: string;
  readonly bytes: number;
  load(options: LoadOptions): Promise<T>;
  show(result: T): void;
}

/**
 * Loads into `host` with progress and a way to stop, after asking where it is much. What failed or
 * was stopped can be tried again; a failure is told here and to `onProblem`.
 */
export function loadOnDemand<T>(
  host: HTMLElement,
  leave: AbortSignal,
  onProblem: (problem: unknown) => void,
  { label, bytes, load, show }: Load<T>,
): void {
  const offer = (text: string, message: string | null): void => {
    host.replaceChildren(
      ...(message === null ? [] : [el('p', { class: 'dataset-note' }, message)]),
      el('button', { type: 'button', onclick: () => void start() }, text),
    );
  };

  async function start(): Promise<void> {
    host.replaceChildren();
    const progress = createProgress(host, label, leave);
    try {
      const result = await load(progress.options);
      progress.done();
      show(result);
    } catch (problem) {
      progress.done();
      if (leave.aborted) return;
      if (isCancelled(problem)) {
        offer(`Load ${formatBytes(bytes)}`, 'Stopped.');
      } else {
        const { file, reason } = inWords(problem);
        offer('Try again', `Could not be loaded. ${file === null ? '' : `${file}: `}${reason}`);
        onProblem(problem);
      }
    }
  }

  if (bytes > ASK_BYTES) {
    offer(`Load ${formatBytes(bytes)}`, `${label} takes ${formatBytes(bytes)}.`);
  } else {
    void start();
  }
}
