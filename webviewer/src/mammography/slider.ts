import { el } from '../app/dom';

/** Builds a labelled slider from 0 to 100 % that tells its value in words. */
export function percentSlider(
  label: string,
  share: number,
  onChange: (share: number) => void,
): HTMLElement {
  const output = el('output', { 'aria-hidden': 'true' }, `${Math.round(share * 100)} %`);
  const input = el('input', {
    type: 'range',
    min: 0,
    max: 100,
    step: 1,
    value: Math.round(share * 100),
    'aria-valuetext': output.textContent,
    oninput: () => {
      output.textContent = `${input.value} %`;
      input.setAttribute('aria-valuetext', output.textContent);
      onChange(Number(input.value) / 100);
    },
  });
  return el('label', { class: 'mammography-slider' }, label, input, output);
}
