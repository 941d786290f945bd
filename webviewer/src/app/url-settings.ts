import { pathOf, withParams } from './route';

/** Writes the settings of one view into the URL. */
export interface UrlSettings {
  set(params: URLSearchParams): void;
  /** Forgets what is not yet written: the URL belongs to another view now. */
  stop(): void;
}

/** Browsers slow down pages that change their URL with every pointer move. */
const DELAY_MS = 300;

/** Writes settings into the URL of the view at `fragment`, the last ones of each burst. */
export function createUrlSettings(fragment: string): UrlSettings {
  let pending: URLSearchParams | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    timer = undefined;
    // A view that is being left must not rename the entry of the history that comes after it.
    if (pending !== null && pathOf(location.hash) === pathOf(fragment)) {
      history.replaceState(history.state, '', withParams(fragment, pending));
    }
    pending = null;
  };
  return {
    set(params) {
      pending = new URLSearchParams(params);
      timer ??= setTimeout(write, DELAY_MS);
    },
    stop() {
      clearTimeout(timer);
      pending = null;
    },
  };
}
