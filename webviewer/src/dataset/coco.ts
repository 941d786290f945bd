import { type Rle, toRle } from './run-lengths';

/** A COCO detection file, as far as it is shown. What is malformed is left out and counted. */
export interface Coco {
  readonly categories: ReadonlyMap<number, string>;
  readonly images: readonly CocoImage[];
  /** By the id of the image; an image without any is absent. */
  readonly annotations: ReadonlyMap<number, readonly CocoAnnotation[]>;
  readonly malformed: number;
}

export interface CocoImage {
  readonly id: number;
  /** Place in the file, from 0: that of its record in the TFRecord shards too. */
  readonly position: number;
  readonly width: number;
  readonly height: number;
  /** The pipeline's own keys; '' or null where absent. */
  readonly task: string;
  readonly recordId: string;
  readonly accuracy: number | null;
  readonly predictions: readonly Prediction[];
}

/** [x, y, width, height], pixels from the top left. */
export type Box = readonly [number, number, number, number];

export type Segmentation =
  | { readonly kind: 'polygons'; readonly polygons: readonly (readonly number[])[] }
  | { readonly kind: 'runs'; readonly rle: Rle };

export interface CocoAnnotation {
  readonly categoryId: number;
  readonly bbox: Box;
  /** Pixels. */
  readonly area: number;
  readonly crowd: boolean;
  readonly segmentation: Segmentation | null;
}

export interface Prediction {
  readonly category: string;
  readonly bbox: Box;
  readonly score: number | null;
}

/**
 * Reads the content of a COCO file (cocodataset.org, "Data format", object detection).
 *
 * @throws Error if `images`, `annotations` or `categories` is no list
 */
export function parseCoco(json: unknown): Coco {
  const file = asObject(json);
  const categories = new Map<number, string>();
  const images: CocoImage[] = [];
  const annotations = new Map<number, CocoAnnotation[]>();
  let malformed = 0;

  for (const entry of listOf(file, 'categories')) {
    const { id, name } = asObject(entry);
    if (isCount(id) && typeof name === 'string') categories.set(id, name);
    else malformed++;
  }
  listOf(file, 'images').forEach((entry, position) => {
    const image = toImage(asObject(entry), position);
    if (image) images.push(image);
    else malformed++;
  });
  for (const entry of listOf(file, 'annotations')) {
    const source = asObject(entry);
    const annotation = toAnnotation(source);
    if (annotation && isCount(source.image_id)) {
      const ofImage = annotations.get(source.image_id);
      if (ofImage) ofImage.push(annotation);
      else annotations.set(source.image_id, [annotation]);
    } else {
      malformed++;
    }
  }
  return { categories, images, annotations, malformed };
}

/** Returns how many annotations and images have each category, in the order of the categories. */
export function countByCategory(
  coco: Coco,
): ReadonlyMap<string, { readonly annotations: number; readonly images: number }> {
  const counts = new Map(
    [...coco.categories.values()].map((name) => [name, { annotations: 0, images: 0 }]),
  );
  for (const image of coco.images) {
    const seen = new Set<string>();
    for (const { categoryId } of coco.annotations.get(image.id) ?? []) {
      const name = categoryName(coco, categoryId);
      const count = counts.get(name) ?? { annotations: 0, images: 0 };
      count.annotations++;
      if (!seen.has(name)) count.images++;
      seen.add(name);
      counts.set(name, count);
    }
  }
  return counts;
}

export function categoryName(coco: Coco, categoryId: number): string {
  return coco.categories.get(categoryId) ?? `category ${categoryId}`;
}

function toImage(source: Record<string, unknown>, position: number): CocoImage | null {
  const { id, width, height } = source;
  if (!isCount(id) || !isCount(width) || !isCount(height) || width === 0 || height === 0) {
    return null;
  }
  const predictions = source.radloom_predictions;
  return {
    id,
    position,
    width,
    height,
    task: asText(source.radloom_task),
    recordId: asText(source.radloom_record_id),
    accuracy: asNumber(source.radloom_accuracy),
    predictions: Array.isArray(predictions)
      ? predictions.map(toPrediction).filter((prediction) => prediction !== null)
      : [],
  };
}

function toPrediction(entry: unknown): Prediction | null {
  const { category, bbox, score } = asObject(entry);
  const box = toBox(bbox);
  return box && { category: asText(category), bbox: box, score: asNumber(score) };
}

function toAnnotation(source: Record<string, unknown>): CocoAnnotation | null {
  const bbox = toBox(source.bbox);
  if (!bbox || !isCount(source.category_id)) return null;
  return {
    categoryId: source.category_id,
    bbox,
    area: asNumber(source.area) ?? bbox[2] * bbox[3],
    crowd: source.iscrowd === 1,
    segmentation: toSegmentation(source.segmentation),
  };
}

function toSegmentation(source: unknown): Segmentation | null {
  if (!Array.isArray(source)) {
    const rle = toRle(source);
    return rle && { kind: 'runs', rle };
  }
  const polygons = source.filter(
    (polygon): polygon is number[] =>
      Array.isArray(polygon) && polygon.length >= 6 && polygon.every(Number.isFinite),
  );
  return polygons.length === 0 ? null : { kind: 'polygons', polygons };
}

function toBox(source: unknown): Box | null {
  if (!Array.isArray(source) || source.length !== 4 || !source.every(Number.isFinite)) return null;
  const [x, y, width, height] = source as [number, number, number, number];
  return [x, y, width, height];
}

function listOf(file: Record<string, unknown>, name: string): readonly unknown[] {
  const list = file[name];
  if (!Array.isArray(list)) throw new Error(`a COCO file must have a list of ${name}`);
  return list;
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function asNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
