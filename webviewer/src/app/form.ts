import { el } from './dom';
import './form.css';

/** Returns a check box with its label. */
export function checkBox(
  label: string,
  checked: boolean,
  test: string,
  change: (checked: boolean) => void,
): { readonly element: HTMLElement; set(checked: boolean): void } {
  const input = el('input', {
    type: 'checkbox',
    'data-test': test,
    onchange: () => change(input.checked),
  });
  input.checked = checked;
  return {
    element: el('label', { class: 'form-check' }, input, ` ${label}`),
    set(value) {
      input.checked = value;
    },
  };
}

/** A slider's ends, step and words. */
export interface SliderOptions {
  readonly label: string;
  readonly test: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  /** The value in words, shown and read to screen readers. */
  words(value: number): string;
  change(value: number): void;
}

/** A slider with its label and its value in words. */
export interface Slider {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  set(value: number): void;
}

export function slider(options: SliderOptions): Slider {
  const { label, test, min, max, step, words } = options;
  const output = el('output', {});
  const input = el('input', {
    type: 'range',
    min,
    max,
    step,
    'data-test': test,
    oninput: () => {
      show(Number(input.value));
      options.change(Number(input.value));
    },
  });
  const show = (value: number): void => {
    output.textContent = words(value);
    input.setAttribute('aria-valuetext', words(value));
  };
  const set = (value: number): void => {
    input.value = String(value);
    show(Number(input.value));
  };
  set(options.value);
  return {
    element: el('label', { class: 'form-slider' }, el('span', {}, label), input, output),
    input,
    set,
  };
}

/** Returns a menu with its label. */
export function menu<T extends string>(
  label: string,
  choices: readonly (readonly [T, string])[],
  value: T,
  test: string,
  change: (value: T) => void,
): { readonly element: HTMLElement; readonly select: HTMLSelectElement; set(value: T): void } {
  const select = el(
    'select',
    {
      'data-test': test,
      onchange: () => {
        const chosen = choices[select.selectedIndex];
        if (chosen) change(chosen[0]);
      },
    },
    ...choices.map(([name, words]) => el('option', { value: name }, words)),
  );
  select.value = value;
  return {
    element: el('label', { class: 'form-menu' }, el('span', {}, label), select),
    select,
    set(next) {
      select.value = next;
    },
  };
}

/** Returns a button. */
export function button(label: string, test: string, run: () => void): HTMLButtonElement {
  return el('button', { type: 'button', 'data-test': test, onclick: run }, label);
}

/** Returns a part of the panel with its heading. */
export function section(
  heading: string,
  test: string,
  ...children: readonly (Node | string | null)[]
): HTMLElement {
  const id = `section-${test}`;
  return el(
    'section',
    { class: 'form-section', 'aria-labelledby': id, 'data-test': test },
    el('h2', { id }, heading),
    ...children,
  );
}
