import { el } from '../app/dom';
import { button, slider } from '../app/form';

/** Frames a second while playing. */
const PLAY_RATE = 8;
/** For those who asked their system for less motion. */
const QUIET_PLAY_RATE = 1;

/** The scrubber over the frames of the series. */
export interface Timeline {
  readonly element: HTMLElement;
  /** Shows the frame that is drawn; null is the mean before the bolus. */
  show(frame: number | null): void;
  /** Moves by some frames, over the mean before the bolus at the low end. */
  step(by: number): void;
  togglePlaying(): void;
  dispose(): void;
}

/**
 * @param timesSeconds when each frame was taken; empty if unknown
 * @param change gets the frame the user chose, or null for the mean before the bolus
 */
export function createTimeline(
  frames: number,
  timesSeconds: readonly number[],
  change: (frame: number | null) => void,
): Timeline {
  let timer: ReturnType<typeof setInterval> | undefined;
  let current: number | null = null;
  const words = (position: number): string => {
    if (position < 0) return 'mean before the bolus';
    const seconds = timesSeconds[position];
    const frame = `frame ${position + 1} of ${frames}`;
    return seconds === undefined ? frame : `${seconds.toFixed(1)} s, ${frame}`;
  };
  const scrubber = slider({
    label: 'CT under the maps',
    test: 'scrubber',
    min: -1,
    max: frames - 1,
    step: 1,
    value: -1,
    words,
    change: (position) => {
      stop();
      choose(position);
    },
  });
  const play = button('Play', 'play', togglePlaying);
  play.setAttribute('aria-pressed', 'false');

  function choose(position: number): void {
    current = position < 0 ? null : position;
    scrubber.set(position);
    change(current);
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
    play.textContent = 'Play';
    play.setAttribute('aria-pressed', 'false');
  }

  function togglePlaying(): void {
    if (timer !== undefined) {
      stop();
      return;
    }
    const quiet = matchMedia('(prefers-reduced-motion: reduce)').matches;
    play.textContent = 'Pause';
    play.setAttribute('aria-pressed', 'true');
    timer = setInterval(
      () => choose(((current ?? -1) + 1) % frames),
      1000 / (quiet ? QUIET_PLAY_RATE : PLAY_RATE),
    );
  }

  return {
    element: el('div', { class: 'perfusion-timeline' }, play, scrubber.element),
    show(frame) {
      current = frame;
      scrubber.set(frame ?? -1);
    },
    step(by) {
      stop();
      choose(Math.min(frames - 1, Math.max(-1, (current ?? -1) + by)));
    },
    togglePlaying,
    dispose: stop,
  };
}
