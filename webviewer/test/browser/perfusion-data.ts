import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * A head of 24 x 20 x 4 voxels of 2 x 2 x 5 mm (0.02 ml), whose axes run to the right, front and
 * head. Mapped are x 2 to 21 and y 2 to 17, so the midline is at x = 11.5. In slice 2, on the
 * patient's right, 4 x 6 voxels are late, and 2 x 6 of them have nearly no flow.
 */
export const SHAPE = [24, 20, 4] as const;
export const TIMES = [0, 2, 4, 6, 8, 10, 15, 20];
export const BASELINE_FRAMES = 2;
export const ARRIVAL_SECONDS = 5;
/** 24 and 12 voxels of 2 x 2 x 5 mm. */
export const DEFICIT_ML = (24 * (2 * 2 * 5)) / 1000;
export const CORE_ML = (12 * (2 * 2 * 5)) / 1000;
/** What the CT rises by in each frame, HU. */
export const RISE = [0, 0, 0, 10, 20, 10, 5, 0];

const STUDY = 'S-MADE';

export interface Changes {
  /** Files to leave out of the folder, though study.json names them. */
  readonly missing?: readonly string[];
  /** Files cut off in the middle. */
  readonly damaged?: readonly string[];
  /** The job ran with --copyVolumes=false. */
  readonly withoutVolumes?: boolean;
  readonly flags?: readonly string[];
}

/** Writes a catalogue with one perfusion study into `root`/data. */
export function writePerfusion(root: string, changes: Changes = {}): void {
  const folder = join(root, 'data/maps/studies', STUDY);
  mkdirSync(folder, { recursive: true });
  const mapped = (x: number, y: number): boolean => x >= 2 && x <= 21 && y >= 2 && y <= 17;
  const late = (x: number, y: number, z: number): boolean =>
    z === 2 && x >= 16 && x <= 19 && y >= 6 && y <= 11;
  const dead = (x: number, y: number, z: number): boolean => late(x, y, z) && x >= 17 && x <= 18;
  const where = (value: (x: number, y: number, z: number) => number) =>
    nifti((x, y, z) => (mapped(x, y) ? value(x, y, z) : 0));
  const files: Record<string, Buffer> = {
    'cbf.nii.gz': where((x, y, z) => (dead(x, y, z) ? 10 : 50)),
    'cbv.nii.gz': where(() => 4),
    'mtt.nii.gz': where((x, y, z) => (late(x, y, z) ? 9 : 4.5)),
    'ttp.nii.gz': where((x, y, z) => (late(x, y, z) ? 14 : 9)),
    'tmax.nii.gz': where((x, y, z) => (late(x, y, z) ? 8 : 2)),
  };
  if (!changes.withoutVolumes) {
    files['baseline.nii.gz'] = nifti(() => 30);
    files['series.nii.gz'] = nifti((_x, _y, _z, frame) => 30 + (RISE[frame] ?? 0), TIMES.length);
  }
  files['curves.json'] = Buffer.from(
    JSON.stringify({
      unit: 'HU',
      frameTimesSeconds: TIMES,
      baselineFrames: BASELINE_FRAMES,
      arrivalSeconds: ARRIVAL_SECONDS,
      aif: { source: 'mask', voxel: null, values: RISE.map((hu) => hu * 10) },
      vof: RISE.map((hu) => hu * 9),
      scale: 1,
      regions: {},
    }),
  );
  const summary = {
    medians: { cbf: 50, cbv: 4, mtt: 4.5, ttp: 9, tmax: 2 },
    mappedMl: (20 * 16 * 4 * 20) / 1000,
    tmaxOver6sMl: DEFICIT_ML,
  };
  const flags = changes.flags ?? [];
  const computedAt = '2026-01-02T03:04:05Z';
  files['study.json'] = Buffer.from(
    JSON.stringify({
      format: 'radloom-study/1',
      study: STUDY,
      op: 'perfusion',
      options: { deconvolution: 'lucy-richardson', iterations: 15, kH: 0.7333, rhoGPerMl: 1.05 },
      backend: 'cpu',
      units: { cbf: 'ml/100 g/min', cbv: 'ml/100 g', mtt: 's', ttp: 's', tmax: 's' },
      space: { shape: SHAPE, frames: TIMES.length, spacingMm: [2, 2, 5] },
      flags,
      summary,
      computedAt,
      files: Object.entries(files).map(([path, bytes]) => ({
        path,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        bytes: bytes.length,
      })),
    }),
  );
  for (const [path, bytes] of Object.entries(files)) {
    if (changes.missing?.includes(path)) continue;
    const half = changes.damaged?.includes(path) ? bytes.subarray(0, bytes.length >> 1) : bytes;
    writeFileSync(join(folder, path), half);
  }
  const entry = {
    study: STUDY,
    op: 'perfusion',
    folder: `studies/${STUDY}`,
    status: 'finished',
    flags,
    summary,
    computedAt,
  };
  const worklist = {
    format: 'radloom-worklist/1',
    studies: [entry],
    rejected: [],
    failed: [],
    counts: { read: 1, finished: 1, skipped: 0, rejected: 0, failed: 0 },
  };
  writeFileSync(join(root, 'data/maps/index.json'), JSON.stringify(worklist));
  const catalog = { format: 'radloom-catalog/1', worklists: ['maps/'], datasets: [] };
  writeFileSync(join(root, 'data/catalog.json'), JSON.stringify(catalog));
}

/** Returns a gzipped NIfTI-1 file of float32 in the made head's grid. */
function nifti(
  value: (x: number, y: number, z: number, frame: number) => number,
  frames = 1,
): Buffer {
  const [nx, ny, nz] = SHAPE;
  const bytes = Buffer.alloc(352 + nx * ny * nz * frames * 4);
  bytes.writeInt32LE(348, 0);
  const dim = [frames > 1 ? 4 : 3, nx, ny, nz, frames, 1, 1, 1];
  for (const [i, size] of dim.entries()) bytes.writeInt16LE(size, 40 + 2 * i);
  bytes.writeInt16LE(16, 70);
  bytes.writeInt16LE(32, 72);
  for (const [i, mm] of [1, 2, 2, 5, 1].entries()) bytes.writeFloatLE(mm, 76 + 4 * i);
  bytes.writeFloatLE(352, 108);
  bytes.writeFloatLE(1, 112);
  // mm and s
  bytes.writeUInt8(2 + 8, 123);
  bytes.writeInt16LE(1, 254);
  const rows = [2, 0, 0, -24, 0, 2, 0, -20, 0, 0, 5, 0];
  for (const [i, entry] of rows.entries()) bytes.writeFloatLE(entry, 280 + 4 * i);
  bytes.write('n+1\0', 344, 'latin1');
  let at = 352;
  for (let frame = 0; frame < frames; frame++) {
    for (let z = 0; z < nz; z++) {
      for (let y = 0; y < ny; y++) {
        for (let x = 0; x < nx; x++) {
          at = bytes.writeFloatLE(value(x, y, z, frame), at);
        }
      }
    }
  }
  return gzipSync(bytes);
}
