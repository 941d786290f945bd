import type { VoiWindow } from '../render/voi';

/**
 * Returns the window of an image while the panes share one that started as `reference`: moved and
 * widened in proportion to the image's own window, so that images of different ranges stay alike.
 */
export function ownWindow(shared: VoiWindow, reference: VoiWindow, own: VoiWindow): VoiWindow {
  const ratio = own.width / reference.width;
  return {
    center: own.center + (shared.center - reference.center) * ratio,
    width: Math.max(1, shared.width * ratio),
  };
}

/** A window to choose by a button or a number key. */
export interface Preset {
  readonly label: string;
  readonly window: VoiWindow;
}

/**
 * Returns the presets around the window that the first image asks for.
 *
 * @param range lowest and highest value of the images that are loaded, or null
 */
export function presetsOf(
  own: VoiWindow,
  range: readonly [number, number] | null,
): readonly Preset[] {
  const scaled = (factor: number): VoiWindow => ({
    center: own.center,
    width: Math.max(1, Math.round(own.width * factor)),
  });
  return [
    { label: 'As acquired', window: own },
    { label: 'More contrast', window: scaled(0.5) },
    { label: 'Less contrast', window: scaled(1.5) },
    ...(range
      ? [
          {
            label: 'Full range',
            window: {
              center: (range[0] + range[1] + 1) / 2,
              width: Math.max(1, range[1] - range[0] + 1),
            },
          },
        ]
      : []),
  ];
}
