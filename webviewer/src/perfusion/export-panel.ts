import { el } from '../app/dom';
import { button, menu, section } from '../app/form';
import { saveAs } from '../app/save-as';
import type { Volume } from '../volume/volume';
import type { Identity } from './dicom/identity';
import { MAP_NAMES, MAP_TITLES, type MapName } from './maps';
import { pngOf } from './picture';

/** What is exported, at the moment of the click. */
export interface ExportSource {
  /** Names the files and, as a pseudonym, the patient in DICOM. */
  readonly study: string;
  /** What the job ran, in a line. */
  readonly method: string;
  picture(): HTMLCanvasElement;
  map(name: MapName): {
    readonly volume: Volume;
    readonly unit: string | undefined;
    readonly range: readonly [number, number];
  } | null;
}

/** Returns buttons that save what is shown: PNG, a DICOM picture, maps as DICOM. */
export function exportPanel(
  source: ExportSource,
  announce: (message: string) => void,
  failed: (problem: unknown) => void,
): HTMLElement {
  const present = MAP_NAMES.filter((name) => source.map(name) !== null);
  let chosen: MapName | 'all' = 'all';
  let identity: Promise<Identity> | null = null;

  /** One for all files of this view: they are one study, in one frame of reference. */
  async function identityOf(): Promise<Identity> {
    const { newUid } = await import('./dicom/uid');
    identity ??= Promise.resolve({
      study: source.study,
      studyInstanceUid: newUid(),
      frameOfReferenceUid: newUid(),
      now: new Date(),
    });
    return identity;
  }

  async function savePng(): Promise<void> {
    saveAs(await pngOf(source.picture()), fileName('perfusion.png'));
  }

  async function savePicture(): Promise<void> {
    const { secondaryCapture } = await import('./dicom/secondary-capture');
    const { encodeDicom } = await import('./dicom/encode');
    const canvas = source.picture();
    const rgba = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    if (rgba === undefined) throw new Error('the browser gives no pixels of the picture');
    const picture = {
      widthPx: canvas.width,
      heightPx: canvas.height,
      rgba: new Uint8ClampedArray(rgba),
    };
    const dataSet = secondaryCapture(await identityOf(), picture, source.method);
    saveAs(await encodeDicom(dataSet), fileName('perfusion.dcm'));
  }

  async function saveMaps(): Promise<void> {
    const { parametricMap } = await import('./dicom/parametric-map');
    const { encodeDicom } = await import('./dicom/encode');
    for (const name of chosen === 'all' ? present : [chosen]) {
      const map = source.map(name);
      if (map === null) continue;
      const dataSet = parametricMap(await identityOf(), { ...map, name, method: source.method });
      saveAs(await encodeDicom(dataSet), fileName(`${name}.dcm`));
    }
  }

  function fileName(end: string): string {
    return `${source.study.replace(/[^\w.-]+/g, '_')}-${end}`;
  }

  function saver(label: string, test: string, save: () => Promise<void>): HTMLButtonElement {
    let saving = false;
    // Not `disabled`, which would take the focus from the keyboard.
    const setSaving = (now: boolean): void => {
      saving = now;
      element.setAttribute('aria-disabled', String(now));
    };
    const element = button(label, test, () => {
      if (saving) return;
      setSaving(true);
      save()
        .then(() => announce('Saved'), failed)
        .finally(() => setSaving(false));
    });
    return element;
  }

  const which = menu<MapName | 'all'>(
    'Map',
    [
      ['all', 'All, a file each'],
      ...present.map((name) => [name, MAP_TITLES[name].short] as const),
    ],
    'all',
    'export-map',
    (name) => {
      chosen = name;
    },
  );
  return section(
    'Export',
    'export',
    el(
      'div',
      { class: 'perfusion-buttons' },
      saver('Picture as PNG', 'export-png', savePng),
      saver('Picture as DICOM', 'export-sc', savePicture),
    ),
    el(
      'div',
      { class: 'perfusion-buttons' },
      which.element,
      saver('Maps as DICOM', 'export-pm', saveMaps),
    ),
    el(
      'p',
      { class: 'form-quiet' },
      'DICOM files name no patient: the study’s id stands in for it. They say that they are not for diagnostic use.',
    ),
  );
}
