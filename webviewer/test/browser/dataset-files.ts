import { PNG } from 'pngjs';
import { bytesExample, frame, join } from '../../src/dataset/tf-fixtures';
import { json, sha256 } from './dataset-serve';

export const IMAGES = 14;
export const WIDTH = 40;
export const HEIGHT = 30;

export interface VersionOptions {
  /** Packs the shard of `train`. */
  readonly pack?: (shard: Buffer) => Buffer;
  /** Damages the shard of `train` after its hash was taken. */
  readonly damage?: (shard: Buffer) => void;
  readonly withPixels?: boolean;
  /** Bytes of noise in each record beside the image. */
  readonly padding?: number;
  readonly duplicates?: number;
}

/**
 * Builds the dataset version `tiny/v1`: in train 14 images of 40 x 30 whose gray is 10 x (1 + place),
 * each with a box of class mass at 10, 5, 20 x 10; the second also has a mask of class nodule.
 */
export function tinyVersion(options: VersionOptions = {}): Map<string, Buffer> {
  const { withPixels = true, padding = 0, duplicates = 2 } = options;
  const contents = new Map<string, { bytes: Buffer; records: number }>();
  const add = (path: string, bytes: Buffer, records: number) =>
    contents.set(path, { bytes, records });

  for (const split of ['train', 'val', 'test']) {
    const places = split === 'train' ? Array.from({ length: IMAGES }, (_, i) => i) : [];
    add(`coco/instances_${split}.json`, json(coco(places)), places.length);
    const shard = Buffer.from(
      join(places.map((place) => frame(example(place, withPixels, padding)))),
    );
    const packed = split === 'train' ? (options.pack?.(shard) ?? shard) : shard;
    add(`tfrecord/tiny-${split}.tfrecord-00000-of-00001`, packed, places.length);
    add(`csv/inferences_${split}.csv`, Buffer.from(inferences(places)), places.length);
  }
  add(
    'rejects/rejected.jsonl',
    Buffer.from(
      ['silence', 'silence', 'too_few_words']
        .map((reason, i) =>
          JSON.stringify({ type: 'transcription', reason, source: 'a.jsonl', position: i + 1 }),
        )
        .join('\n'),
    ),
    3,
  );

  const files = [...contents].map(([path, { bytes, records }]) => ({
    path,
    sha256: sha256(bytes),
    bytes: bytes.length,
    records,
  }));
  const shard = contents.get('tfrecord/tiny-train.tfrecord-00000-of-00001');
  if (shard) options.damage?.(shard.bytes);
  const served = new Map<string, Buffer>([
    [
      'catalog.json',
      json({ format: 'radloom-catalog/1', worklists: [], datasets: ['datasets/tiny/'] }),
    ],
    ['datasets/tiny/LATEST', Buffer.from('v1\n')],
    ['datasets/tiny/v1/manifest.json', json(manifest(files, duplicates))],
  ]);
  for (const [path, { bytes }] of contents) served.set(`datasets/tiny/v1/${path}`, bytes);
  return served;
}

function coco(places: readonly number[]) {
  return {
    info: {},
    licenses: [],
    categories: [
      { id: 1, name: 'mass' },
      { id: 2, name: 'nodule' },
    ],
    images: places.map((place) => ({
      id: place + 100,
      width: WIDTH,
      height: HEIGHT,
      file_name: 'nowhere.png',
      radloom_record_id: `r${place}`,
      radloom_task: 'lesion_detection',
      radloom_accuracy: 1,
      radloom_predictions: [{ category: 'mass', bbox: [10, 5, 20, 10], score: 0.75 }],
    })),
    annotations: places.flatMap((place) => [
      {
        id: place + 1,
        image_id: place + 100,
        category_id: 1,
        bbox: [10, 5, 20, 10],
        area: 200,
        iscrowd: 0,
        segmentation: [],
      },
      ...(place === 1
        ? [
            {
              id: 99,
              image_id: 101,
              category_id: 2,
              bbox: [0, 0, 5, 30],
              area: 150,
              iscrowd: 1,
              // The five columns on the left.
              segmentation: { size: [HEIGHT, WIDTH], counts: [0, 150, 1050] },
            },
          ]
        : []),
    ]),
  };
}

function example(place: number, withPixels: boolean, padding: number): Uint8Array {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const png = new PNG({ width: WIDTH, height: HEIGHT });
  for (let i = 0; i < png.data.length; i++) png.data[i] = i % 4 === 3 ? 255 : 10 * (1 + place);
  return bytesExample({
    'image/encoded': [withPixels ? PNG.sync.write(png) : new Uint8Array(0)],
    'image/source_id': [utf8(String(place + 100))],
    'radloom/record_id': [utf8(`r${place}`)],
    padding: [new Uint8Array(padding)],
  });
}

function inferences(places: readonly number[]): string {
  const rows = places.map(
    (place) => `"a, ""b""\r\n${place}",1,${place % 2 === 0 ? '0.5' : ''}\r\n`,
  );
  return `text,accuracy,confidence\r\n${rows.join('')}`;
}

function manifest(files: readonly unknown[], duplicates: number) {
  const counts = {
    read: 30,
    rejected: { silence: 2, too_few_words: 1 },
    duplicates,
    denied: 1,
    unmatched: 3,
    hardExamples: 3,
    belowCutoff: 4,
    exported: { train: IMAGES, val: 0, test: 0 },
  };
  const share = { target: 0.7, patients: 14, patientShare: 1, records: 14, recordShare: 1 };
  const none = { target: 0.15, patients: 0, patientShare: 0, records: 0, recordShare: 0 };
  return {
    format: 'radloom-manifest/1',
    dataset: 'tiny',
    version: 'v1',
    previousVersion: null,
    codeVersion: 'test',
    counts: { inference: counts },
    consents: {},
    eventsRead: 30,
    splits: {
      mode: 'hash',
      groups: 14,
      largestGroupPatients: 1,
      groupsHeldApart: 0,
      train: share,
      val: none,
      test: none,
    },
    qualityCutoffs: { inferenceAccuracy: 0.9 },
    categories: ['mass', 'nodule'],
    options: { images: 'embed' },
    keyIds: { patient: 'abcd' },
    files,
  };
}
