import type { LoadOptions, Progress } from '../data/load';
import { formatBytes } from './bytes';
import { el } from './dom';
import './progress.css';

/** A bar that shows how far the files of a view have come. */
export interface LoadProgress {
  /** For `loadVolume` and `loadJson`; one bar serves several files at once. */
  readonly options: LoadOptions;
  /** Aborts when the user presses Cancel, or leaves the view. */
  readonly signal: AbortSignal;
  /** Takes the bar away. */
  done(): void;
}

/**
 * Shows a bar in `host` with the file, its bytes, the percentage and a Cancel button.
 *
 *     const progress = createProgress(context.host, 'Loading the maps', context.signal);
 *     try { await loadVolume(url, expected, progress.options); } finally { progress.done(); }
 *
 * @param leave aborts the loads too: the view's own signal
 */
export function createProgress(
  host: HTMLElement,
  label: string,
  leave?: AbortSignal,
): LoadProgress {
  const cancel = new AbortController();
  const signal = leave ? AbortSignal.any([leave, cancel.signal]) : cancel.signal;
  const files = new Map<string, Progress>();
  // No value yet: a bar without one says "busy".
  const bar = el('progress', { max: 1, 'aria-label': label });
  const text = el('output', { 'aria-live': 'off' }, `${label} …`);
  const button = el('button', { type: 'button', onclick: () => cancel.abort() }, 'Cancel');
  const element = el('div', { class: 'app-progress' }, bar, text, button);
  host.append(element);

  return {
    signal,
    options: {
      signal,
      onProgress(progress) {
        files.set(progress.file, progress);
        const all = sum([...files.values()]);
        text.textContent = `${label}: ${progress.file}, ${describe(all)}`;
        const share = shareOf(all);
        if (share === null) bar.removeAttribute('value');
        else bar.value = share;
      },
    },
    done: () => element.remove(),
  };
}

type Sum = Pick<Progress, 'loadedBytes' | 'totalBytes'>;

/** Returns the bytes of several files together; the total is null where one file's is not known. */
export function sum(files: readonly Sum[]): Sum {
  let loadedBytes = 0;
  let totalBytes: number | null = 0;
  for (const file of files) {
    loadedBytes += file.loadedBytes;
    totalBytes =
      totalBytes === null || file.totalBytes === null ? null : totalBytes + file.totalBytes;
  }
  return { loadedBytes, totalBytes };
}

/** Returns for example `1.20 MB of 3.40 MB, 35 %`, or `1.20 MB` where the total is not known. */
export function describe(all: Sum): string {
  const share = shareOf(all);
  if (share === null || all.totalBytes === null) return formatBytes(all.loadedBytes);
  const percent = Math.floor(share * 100);
  return `${formatBytes(all.loadedBytes)} of ${formatBytes(all.totalBytes)}, ${percent} %`;
}

function shareOf({ loadedBytes, totalBytes }: Sum): number | null {
  // A server that packs on the fly may send more than it said.
  return totalBytes === null || totalBytes <= 0 ? null : Math.min(1, loadedBytes / totalBytes);
}
