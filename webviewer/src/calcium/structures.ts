import { el } from '../app/dom';
import type { CalciumLayer, Rgb } from '../render/scene';
import { ARTERIES, ARTERY_NAMES, labelOfArtery } from './arteries';
import { DENSE_LABEL } from './label-mask';

/** How a structure is drawn and told apart: by colour, by lightness, and by a letter sign. */
export interface Structure {
  readonly label: number;
  readonly short: string;
  readonly name: string;
  readonly rgb: Rgb;
  readonly symbol: string;
}

/** Lightness (CIE L*) about 91, 62, 47 and 76, so that they differ in gray too. */
const COLOURS: Readonly<Record<string, readonly [Rgb, string]>> = {
  LM: [[255, 229, 102], '◆'],
  LAD: [[247, 104, 71], '▲'],
  LCX: [[66, 104, 232], '■'],
  RCA: [[84, 212, 136], '●'],
};

export const ARTERY_STRUCTURES: readonly Structure[] = ARTERIES.map((artery) => {
  const [rgb, symbol] = COLOURS[artery] ?? [[255, 255, 255], '○'];
  return {
    label: labelOfArtery(artery),
    short: artery,
    name: ARTERY_NAMES[artery],
    rgb,
    symbol,
  };
});

export const DENSE_STRUCTURE: Structure = {
  label: DENSE_LABEL,
  short: 'Dense',
  name: 'everything at or over the threshold',
  rgb: [255, 170, 60],
  symbol: '○',
};

const DEFAULT_OPACITY = 0.7;

/** Opacity of each structure, with what to draw them by. */
export interface StructureControls {
  readonly element: HTMLElement;
  /** By label, 0 to 7, as {@link CalciumLayer} wants it. */
  colours(): CalciumLayer['colours'];
}

export function createStructureControls(
  structures: readonly Structure[],
  onChange: () => void,
): StructureControls {
  let colours: CalciumLayer['colours'] = Array.from({ length: 8 }, (_, label) => ({
    rgb: structures.find((structure) => structure.label === label)?.rgb ?? [0, 0, 0],
    opacity: DEFAULT_OPACITY,
  }));
  const rows = structures.map((structure) => {
    const id = `calcium-opacity-${structure.short}`;
    const percent = el('output', { for: id }, `${DEFAULT_OPACITY * 100} %`);
    const slider = el('input', {
      id,
      type: 'range',
      min: 0,
      max: 100,
      step: 5,
      value: DEFAULT_OPACITY * 100,
      'data-test': `opacity-${structure.short}`,
      oninput: () => {
        const opacity = slider.valueAsNumber / 100;
        percent.textContent = `${slider.value} %`;
        colours = colours.map((colour, label) =>
          label === structure.label ? { ...colour, opacity } : colour,
        );
        onChange();
      },
    });
    const label = el(
      'label',
      { for: id, title: structure.name },
      swatch(structure),
      structure.short,
    );
    return el('div', { class: 'calcium-structure' }, label, slider, percent);
  });
  const element = el(
    'fieldset',
    { class: 'calcium-structures' },
    el('legend', {}, 'Opacity of the mask'),
    ...rows,
  );
  return { element, colours: () => colours };
}

/** Returns the colour and sign of a structure, for legends and tables. */
export function swatch({ rgb, symbol }: Structure): HTMLElement {
  const element = el('span', { class: 'calcium-swatch', 'aria-hidden': 'true' }, symbol);
  element.style.color = `rgb(${rgb.join(' ')})`;
  return element;
}
