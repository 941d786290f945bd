import { el } from '../app/dom';
import { section } from '../app/form';
import { orNull } from '../data/part';
import type { Triple } from '../volume/grid';
import type { Findings } from './findings';
import { MAP_NAMES, MAP_TITLES, type MapName, valueAt } from './maps';
import type { ShownRange } from './ranges';
import { statisticsOf } from './statistics';
import type { PerfusionFiles } from './study-files';
import { tableNumber } from './words';

/** The maps' numbers at a voxel and under the region. */
export interface ValuesPanel {
  readonly element: HTMLElement;
  showVoxel(voxel: Triple, pointed: boolean): void;
  /** `indices` are the voxels inside the region; null without one. */
  showRegion(indices: readonly number[] | null, areaMm2: number): void;
}

interface Row {
  readonly name: MapName;
  readonly unit: HTMLElement;
  readonly value: HTMLElement;
  readonly mean: HTMLElement;
  readonly sd: HTMLElement;
  readonly count: HTMLElement;
}

export function createValuesPanel(
  files: PerfusionFiles,
  findings: Findings,
  rangeOf: (name: MapName) => ShownRange,
): ValuesPanel {
  const place = el('p', { class: 'form-quiet', 'data-test': 'value-place' });
  const area = el('p', { class: 'form-quiet', 'data-test': 'region-area' });
  const number = (test: string) => el('td', { class: 'number', 'data-test': test });
  const rows = MAP_NAMES.map(
    (name): Row => ({
      name,
      unit: el('span', { class: 'form-quiet' }),
      value: number(`value-${name}`),
      mean: number(`region-mean-${name}`),
      sd: number(`region-sd-${name}`),
      count: number(`region-n-${name}`),
    }),
  );
  const head = (words: string) => el('th', { scope: 'col', class: 'number' }, words);
  const element = section(
    'Values',
    'values',
    place,
    el(
      'div',
      { class: 'perfusion-scroll', tabindex: '0', role: 'group', 'aria-label': 'Table of values' },
      el(
        'table',
        {},
        el('caption', { class: 'visually-hidden' }, 'Values at the voxel and in the region'),
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            el('th', { scope: 'col' }, 'Map'),
            head('Voxel'),
            head('Region mean'),
            head('SD'),
            head('n'),
          ),
        ),
        el(
          'tbody',
          {},
          ...rows.map(({ name, unit, value, mean, sd, count }) =>
            el(
              'tr',
              {},
              el('th', { scope: 'row' }, `${MAP_TITLES[name].short} `, unit),
              value,
              mean,
              sd,
              count,
            ),
          ),
        ),
      ),
    ),
    area,
  );
  const { grid } = files;
  const mapped = orNull(findings.mapped);

  return {
    element,
    showVoxel(voxel, pointed) {
      const [x, y, z] = voxel;
      place.textContent = `${pointed ? 'Pointer' : 'Crosshair'} at voxel ${x}, ${y}, ${z}`;
      const index = x + grid.shape[0] * (y + grid.shape[1] * z);
      for (const { name, unit, value } of rows) {
        const range = rangeOf(name);
        unit.textContent = range.unit;
        const map = files.maps[name];
        const isMapped = mapped === null || mapped.mask[index] === 1;
        value.textContent = !map.there
          ? 'no map'
          : isMapped
            ? tableNumber(valueAt(map.value, index) - range.offset)
            : '–';
      }
    },
    showRegion(indices, areaMm2) {
      for (const { name, mean, sd, count } of rows) {
        const map = files.maps[name];
        const found = indices && map.there ? statisticsOf(map.value, indices, mapped) : null;
        const offset = rangeOf(name).offset;
        mean.textContent = tableNumber(found?.mean == null ? null : found.mean - offset);
        sd.textContent = tableNumber(found?.sd ?? null);
        count.textContent = found ? String(found.voxels) : '–';
      }
      area.textContent = indices
        ? `Region of ${indices.length} voxels, ${tableNumber(areaMm2)} mm². Mean and SD are of its mapped voxels (n).`
        : 'No region. Draw one, or put a box or a circle around the crosshair.';
    },
  };
}
