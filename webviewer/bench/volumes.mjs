import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('../target/bench/', import.meta.url));
const HEADER_BYTES = 352;

/** Makes a NIfTI-1 file of int16 voxels, once, and returns its bytes. */
export function volumeFile(side, slices) {
  const path = `${volumeFile.folder}/${side}-${slices}.nii.gz`;
  if (!existsSync(path)) {
    mkdirSync(volumeFile.folder, { recursive: true });
    writeFileSync(path, gzipSync(nifti(side, slices, 4, noisy(side, slices)), { level: 1 }));
  }
  return readFileSync(path);
}
volumeFile.folder = `${ROOT}volumes`;

/** Makes a folder with one calcium study of 512 x 512 voxels a slice, as the job writes one. */
export function studyFolder(slices) {
  const folder = `${ROOT}data`;
  const study = `${folder}/studies/S-BENCH`;
  mkdirSync(study, { recursive: true });
  const none = { agatston: 0, volumeMm3: 0, massMg: null, lesions: 0, voxels: 0 };
  const files = {
    'volume.nii.gz': volumeFile(512, slices),
    'labels.nii.gz': gzipSync(nifti(512, slices, 2, Buffer.alloc(512 * 512 * slices))),
    'calcium.json': json({
      total: 0,
      arteries: { LM: none, LAD: none, LCX: none, RCA: none, ALL: none },
      category: '0',
      cacDrs: 'A0/N0',
      flags: [],
      lesions: [],
    }),
  };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(`${study}/${name}`, bytes);
  const about = {
    study: 'S-BENCH',
    op: 'agatston',
    flags: [],
    summary: { agatston: 0, category: '0', cacDrs: 'A0/N0', lesions: 0 },
    computedAt: '2026-01-01T00:00:00Z',
  };
  writeFileSync(
    `${study}/study.json`,
    json({
      format: 'radloom-study/1',
      ...about,
      options: {
        connectivity: 4,
        thresholdHu: 130,
        minAreaMm2: 1,
        minVoxels: 1,
        massCalibrationMgPerMm3Hu: null,
      },
      backend: 'cpu',
      units: {},
      space: { shape: [512, 512, slices], frames: 1, spacingMm: [0.4, 0.4, 3] },
      files: Object.entries(files).map(([path, bytes]) => ({
        path,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        bytes: bytes.length,
      })),
    }),
  );
  writeFileSync(
    `${folder}/index.json`,
    json({
      format: 'radloom-worklist/1',
      studies: [{ ...about, folder: 'studies/S-BENCH', status: 'finished' }],
      rejected: [],
      failed: [],
      counts: { read: 1, finished: 1, skipped: 0, rejected: 0, failed: 0 },
    }),
  );
  return folder;
}

function json(value) {
  return Buffer.from(JSON.stringify(value));
}

/** Noise over two tissues: gzip finds as little in it as in a real CT. */
function noisy(side, slices) {
  const voxels = new Int16Array(side * side * slices);
  let state = 1;
  for (let i = 0; i < voxels.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    voxels[i] = ((i % side) * 2 < side ? 40 : -90) + (state >> 27);
  }
  return Buffer.from(voxels.buffer);
}

/** @param datatype of NIfTI-1: 2 is uint8, 4 is int16 */
function nifti(side, slices, datatype, voxels) {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeInt32LE(348, 0);
  for (const [i, size] of [3, side, side, slices, 1, 1, 1, 1].entries()) {
    header.writeInt16LE(size, 40 + 2 * i);
  }
  header.writeInt16LE(datatype, 70);
  header.writeInt16LE(datatype === 2 ? 8 : 16, 72);
  for (const [i, mm] of [1, 0.4, 0.4, 3].entries()) header.writeFloatLE(mm, 76 + 4 * i);
  header.writeFloatLE(HEADER_BYTES, 108);
  header.writeFloatLE(1, 112);
  header.writeUInt8(2, 123);
  header.writeInt16LE(1, 254);
  for (const [i, mm] of [0.4, 0, 0, 0, 0, 0.4, 0, 0, 0, 0, 3, 0].entries()) {
    header.writeFloatLE(mm, 280 + 4 * i);
  }
  header.write('n+1\0', 344, 'latin1');
  return Buffer.concat([header, voxels]);
}
