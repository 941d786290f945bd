import { el } from '../app/dom';

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Builds a labelled drop-down. `onChange` gets the value; an unknown `value` picks the first. */
export function choice(
  label: string,
  options: readonly Option[],
  value: string | null,
  onChange: (value: string) => void,
): HTMLElement {
  const known = options.some((option) => option.value === value);
  const select = el(
    'select',
    { onchange: () => onChange(select.value) },
    ...options.map((option) =>
      el(
        'option',
        { value: option.value, selected: known && option.value === value },
        option.label,
      ),
    ),
  );
  return el('label', { class: 'dataset-choice' }, label, select);
}
