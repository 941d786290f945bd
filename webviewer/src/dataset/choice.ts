import { el } from '../app/dom';

export interface Option {
  readonly value: string;
  readonly label: string;
}

let made = 0;

/** Builds a labelled drop-down. `onChange` gets the value; an unknown `value` picks the first. */
export function choice(
  label: string,
  options: readonly Option[],
  value: string | null,
  onChange: (value: string) => void,
): HTMLElement {
  const known = options.some((option) => option.value === value);
  const id = `dataset-choice-${++made}`;
  const select = el(
    'select',
    { id, onchange: () => onChange(select.value) },
    ...options.map((option) =>
      el(
        'option',
        { value: option.value, selected: known && option.value === value },
        option.label,
      ),
    ),
  );
  // Not around the select: its options would count as words of the label.
  return el('div', { class: 'dataset-choice' }, el('label', { for: id }, label), select);
}
