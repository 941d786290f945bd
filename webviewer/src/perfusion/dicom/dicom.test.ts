import dcmjs from 'dcmjs';
import { expect, test } from 'vitest';
import { gridOf, volumeOf } from '../made';
import { encodeDicom } from './encode';
import type { Identity } from './identity';
import { type MapToExport, parametricMap } from './parametric-map';
import { secondaryCapture } from './secondary-capture';
import { newUid } from './uid';

const identity: Identity = {
  study: 'S-1',
  studyInstanceUid: newUid(),
  frameOfReferenceUid: newUid(),
  now: new Date(2026, 0, 2, 3, 4, 5),
};

const grid = {
  ...gridOf([3, 2, 2], [2, 3, 5]),
  affine: [2, 0, 0, -10, 0, 3, 0, -20, 0, 0, 5, 30],
};

const map: MapToExport = {
  name: 'cbf',
  volume: volumeOf(grid, [0, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1075.7244]),
  unit: 'ml/100 g/min',
  range: [0, 100],
  method: 'lucy-richardson, 15 iterations',
};

async function readBack(file: Blob): Promise<Record<string, unknown>> {
  const dict = dcmjs.data.DicomMessage.readFile(await file.arrayBuffer());
  return dcmjs.data.DicomMetaDictionary.naturalizeDataset(dict.dict);
}

test('writes a map whose values and places read back', async () => {
  const file = await encodeDicom(parametricMap(identity, map));
  const read = await readBack(file);
  const [pixels] = read.FloatPixelData as ArrayBuffer[];
  // Both axes run backwards in DICOM, so each slice comes in reverse.
  expect([...new Float32Array(pixels ?? new ArrayBuffer(0))]).toEqual(
    [5, 4, 3, 2, 1.5, 0, 1075.7244, 10, 9, 8, 7, 6].map(Math.fround),
  );
  const frames = read.PerFrameFunctionalGroupsSequence as {
    PlanePositionSequence: { ImagePositionPatient: number[] }[];
  }[];
  // Voxel (2, 1, z) lies at (-10 + 4, -20 + 3, 30 + 5 z), turned to the left and back.
  expect(frames.map((frame) => frame.PlanePositionSequence[0]?.ImagePositionPatient)).toEqual([
    [6, 17, 30],
    [6, 17, 35],
  ]);
});

test('names no patient in any file', async () => {
  const picture = { widthPx: 1, heightPx: 1, rgba: new Uint8ClampedArray([1, 2, 3, 255]) };
  for (const dataSet of [parametricMap(identity, map), secondaryCapture(identity, picture, 'x')]) {
    const read = await readBack(await encodeDicom(dataSet));
    expect(read.PatientID).toBe('S-1');
    expect(read.PatientIdentityRemoved).toBe('YES');
    expect(String(read.PatientName ?? '')).toBe('');
    expect(String(read.ImageComments)).toContain('Not for diagnostic use');
  }
});

test('drops alpha and pads a picture of an odd number of bytes', async () => {
  const picture = {
    widthPx: 1,
    heightPx: 3,
    rgba: Uint8ClampedArray.from([1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255]),
  };
  const read = await readBack(await encodeDicom(secondaryCapture(identity, picture, 'x')));
  const [pixels] = read.PixelData as ArrayBuffer[];
  expect([...new Uint8Array(pixels ?? new ArrayBuffer(0))]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
});

test('refuses a unit without a code', () => {
  expect(() => parametricMap(identity, { ...map, unit: 'furlongs' })).toThrow('furlongs');
});
