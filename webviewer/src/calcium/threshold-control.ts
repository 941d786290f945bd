import { el } from '../app/dom';
import { STANDARD_THRESHOLD_HU } from './options';

/** A slider and a number for the threshold. */
export interface ThresholdControl {
  readonly element: HTMLElement;
  readonly valueHu: number;
  /** Moves it, as a user would. */
  set(thresholdHu: number): void;
  /** Takes the slider away where nothing can be scored anew, and says why. */
  disable(reason: string): void;
  enable(): void;
  focus(): void;
}

export const LEAST_HU = 50;
export const MOST_HU = 300;

/**
 * @param jobHu the job's threshold: the range reaches to it, wherever it lies
 */
export function createThresholdControl(
  jobHu: number,
  startHu: number,
  onChange: (thresholdHu: number) => void,
): ThresholdControl {
  const least = Math.min(LEAST_HU, jobHu);
  const most = Math.max(MOST_HU, jobHu);
  const range = { min: least, max: most, step: 1 };
  let valueHu = clamp(startHu);
  const slider = el('input', {
    ...range,
    type: 'range',
    id: 'calcium-threshold',
    'aria-describedby': 'calcium-threshold-notice',
    'data-test': 'threshold-slider',
    oninput: () => move(slider.valueAsNumber),
  });
  const number = el('input', {
    ...range,
    step: 'any',
    type: 'number',
    'aria-label': 'Threshold in HU',
    'data-test': 'threshold-number',
    onchange: () => move(Number.isFinite(number.valueAsNumber) ? number.valueAsNumber : valueHu),
  });
  const reset = el(
    'button',
    {
      type: 'button',
      'aria-label': `Reset the threshold to the job's, ${jobHu} HU`,
      'data-test': 'threshold-reset',
      onclick: () => move(jobHu),
    },
    'Reset',
  );
  const notice = el('p', {
    id: 'calcium-threshold-notice',
    class: 'calcium-notice',
    role: 'status',
    'data-test': 'threshold-notice',
  });
  const reasonText = el('p', { class: 'calcium-quiet', hidden: true });
  const element = el(
    'div',
    { class: 'calcium-threshold' },
    el('label', { for: slider.id }, 'Threshold'),
    number,
    el('span', {}, 'HU'),
    reset,
    slider,
    notice,
    reasonText,
  );

  function clamp(hu: number): number {
    return Math.min(most, Math.max(least, hu));
  }

  function show(): void {
    slider.value = String(valueHu);
    slider.setAttribute('aria-valuetext', `${valueHu} HU`);
    number.value = String(valueHu);
    notice.textContent =
      valueHu === STANDARD_THRESHOLD_HU
        ? ''
        : `Non-standard threshold: ${valueHu} HU instead of ${STANDARD_THRESHOLD_HU}`;
  }

  function move(hu: number): void {
    valueHu = clamp(hu);
    show();
    onChange(valueHu);
  }

  function setDisabled(disabled: boolean): void {
    slider.disabled = disabled;
    number.disabled = disabled;
    reset.disabled = disabled;
  }

  show();
  return {
    element,
    get valueHu() {
      return valueHu;
    },
    set: move,
    disable(reason) {
      setDisabled(true);
      valueHu = jobHu;
      show();
      reasonText.textContent = reason;
      reasonText.hidden = false;
    },
    enable() {
      setDisabled(false);
      reasonText.hidden = true;
    },
    focus: () => slider.focus(),
  };
}
