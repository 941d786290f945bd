import { expect, test } from 'vitest';
import { type ListedModel, modelsOf } from '../data/models';
import { modelRows } from './model-rows';

const FILES = [{ path: 'net/1/model.onnx', sha256: 'a'.repeat(64) }];
const NET: ListedModel = {
  name: 'demo-net',
  task: 'cardiac_segmentation',
  default: '2',
  versions: [
    { version: '1', engine: 'onnx', quantizedFrom: null, bytes: 5901, files: FILES },
    { version: '2', engine: 'saved_model', bytes: 1_500_000, files: FILES, accuracy: 'Dice 0.91' },
    { version: '2-int8', engine: 'onnx', quantizedFrom: '2', bytes: 2022, files: FILES },
  ],
};

test('lists the default version first, and says so', () => {
  expect(modelRows([NET]).map(({ version }) => version)).toEqual([
    '2, ✓ default',
    '1',
    '2-int8, quantised from 2',
  ]);
});

test('puts task, engine, size and accuracy in words', () => {
  expect(modelRows([NET])[0]).toEqual({
    name: 'demo-net',
    version: '2, ✓ default',
    task: 'Cardiac segmentation',
    size: '1.50 MB',
    engine: 'Saved model',
    demo: 'demo, for phantoms',
    accuracy: 'Dice 0.91',
  });
});

test('calls no model of anybody else a demo', () => {
  const [row] = modelRows([{ ...NET, name: 'lesions', versions: NET.versions.slice(0, 1) }]);
  expect(row).toMatchObject({ demo: 'no', accuracy: null, engine: 'ONNX', size: '5.90 kB' });
});

test('reads the manifest of models, and refuses others', () => {
  const manifest = { format: 'radloom-models/1', models: [NET] };
  expect(modelsOf(manifest, 'f')).toEqual([NET]);
  expect(() => modelsOf({ ...manifest, format: 'radloom-manifest/1' }, 'f')).toThrow('format');
  const broken = { ...manifest, models: [{ ...NET, versions: [{ version: '1' }] }] };
  expect(() => modelsOf(broken, 'f')).toThrow('models[0].versions[0].engine must be text');
});
