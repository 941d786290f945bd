import { el } from '../app/dom';
import { checkBox, menu, section, slider } from '../app/form';
import { COLOUR_NAMES, type ColourName } from '../render/colours';
import type { SideName } from './findings';
import { type Settings, SHIFT_STEP } from './settings';

/** The controls of what is shown. */
export interface DisplayPanel {
  readonly element: HTMLElement;
  /** Shows settings that were changed by keys. */
  show(settings: Settings): void;
}

/**
 * @param mostShift how far the midline may be moved, voxels; null where there is no midline
 * @param sides where it moves with numbers below and above 0
 */
export function createDisplayPanel(
  settings: Settings,
  mostShift: number | null,
  sides: readonly [SideName, SideName],
  change: (settings: Partial<Settings>) => void,
): DisplayPanel {
  const opacity = slider({
    label: 'Opacity of the maps',
    test: 'opacity',
    min: 0,
    max: 100,
    step: 1,
    value: settings.opacity * 100,
    words: (percent) => `${percent} %`,
    change: (percent) => change({ opacity: percent / 100 }),
  });
  const colours = menu<ColourName>(
    'Colours',
    Object.entries(COLOUR_NAMES) as [ColourName, string][],
    settings.colours,
    'colours',
    (name) => change({ colours: name }),
  );
  const boxes = {
    deficit: checkBox('Deficit (solid line)', settings.deficitShown, 'show-deficit', (on) =>
      change({ deficitShown: on }),
    ),
    core: checkBox('Core (dashed line)', settings.coreShown, 'show-core', (on) =>
      change({ coreShown: on }),
    ),
    midline: checkBox('Midline (dotted line)', settings.midlineShown, 'show-midline', (on) =>
      change({ midlineShown: on }),
    ),
    mtt: checkBox('MTT up to 20 s', settings.wideMtt, 'wide-mtt', (on) => change({ wideMtt: on })),
    ttp: checkBox('TTP from the first frame', settings.absoluteTtp, 'absolute-ttp', (on) =>
      change({ absoluteTtp: on }),
    ),
  };
  const midline =
    mostShift === null
      ? null
      : slider({
          label: 'Midline moved by',
          test: 'midline',
          min: -mostShift,
          max: mostShift,
          step: SHIFT_STEP,
          value: settings.midlineShift,
          words: (voxels) =>
            voxels === 0 ? '0 voxels' : `${Math.abs(voxels)} voxels ${sides[voxels < 0 ? 0 : 1]}`,
          change: (voxels) => change({ midlineShift: voxels, midlineShown: true }),
        });
  const boxesGroup = el(
    'div',
    { class: 'form-checks' },
    ...Object.values(boxes).map(({ element }) => element),
  );
  return {
    element: section(
      'Display',
      'display',
      opacity.element,
      colours.element,
      boxesGroup,
      midline?.element ?? null,
      el(
        'p',
        { class: 'form-quiet' },
        'Pictures are clipped to the ranges of their colour bars; files keep every value. The range of Tmax, 0 to 12 s, is this viewer’s own: it has the deficit’s 6 s in its middle.',
      ),
    ),
    show(next) {
      opacity.set(next.opacity * 100);
      colours.set(next.colours);
      boxes.deficit.set(next.deficitShown);
      boxes.core.set(next.coreShown);
      boxes.midline.set(next.midlineShown);
      boxes.mtt.set(next.wideMtt);
      boxes.ttp.set(next.absoluteTtp);
      midline?.set(next.midlineShift);
    },
  };
}
