import type {
  MammographyImage,
  MammographyLesion,
  MammographyStudy,
  StudyFile,
} from '../data/formats';
import { isObject, ofFormat } from '../data/json';
import { LoadError } from '../data/load';

const FILE = 'study.json';
const MOST_IMAGES = 64;

/**
 * Returns the content of a mammography's `study.json` after a look at all that the view relies on.
 *
 * @throws LoadError that names what is wrong
 */
export function toMammography(json: unknown): MammographyStudy {
  const study = ofFormat(json, 'radloom-study/1', FILE);
  const images = listOf(study.images, 'images').map(toImage);
  if (study.op !== 'mammography') fail(`op must be mammography, but was: ${String(study.op)}`);
  if (images.length === 0 || images.length > MOST_IMAGES) {
    fail(`images must number 1 to ${MOST_IMAGES}, but were: ${images.length}`);
  }
  const hanging = listOf(study.hanging, 'hanging').map((row) =>
    listOf(row, 'a row of hanging').map((index) => {
      if (typeof index === 'number' && images[index] !== undefined) return index;
      return fail(`hanging must hold indices of images, but has: ${String(index)}`);
    }),
  );
  const { model } = study;
  return {
    ...(study as unknown as MammographyStudy),
    model: isObject(model)
      ? { name: String(model.name ?? ''), version: String(model.version ?? '') }
      : null,
    flags: listOf(study.flags ?? [], 'flags').map(String),
    files: listOf(study.files ?? [], 'files').filter(isStudyFile),
    summary: isObject(study.summary) ? study.summary : {},
    images,
    hanging: hanging.flat().length > 0 ? hanging : [images.map((_, i) => i)],
  };
}

function toImage(entry: unknown): MammographyImage {
  if (!isObject(entry)) return fail('an image must be an object');
  const { file, laterality, view, flipHorizontal, window, heatmap, lesions } = entry;
  if (typeof file !== 'string') return fail('the file of an image must be a path');
  if (laterality !== 'R' && laterality !== 'L')
    return fail(`the laterality of ${file} must be R or L`);
  if (
    !isObject(window) ||
    !isNumber(window.center) ||
    !isNumber(window.width) ||
    window.width < 1
  ) {
    return fail(`the window of ${file} must have a center, and a width >= 1`);
  }
  return {
    file,
    laterality,
    view: typeof view === 'string' ? view : '',
    flipHorizontal: flipHorizontal === true,
    window: { center: window.center, width: window.width },
    heatmap: typeof heatmap === 'string' ? heatmap : null,
    lesions: listOf(lesions ?? [], `lesions of ${file}`).map((lesion) => toLesion(lesion, file)),
  };
}

function toLesion(entry: unknown, file: string): MammographyLesion {
  if (!isObject(entry)) return fail(`a lesion of ${file} must be an object`);
  const { category, bbox, score } = entry;
  if (!Array.isArray(bbox) || bbox.length !== 4 || !bbox.every(isNumber)) {
    return fail(`the bbox of a lesion of ${file} must be 4 numbers`);
  }
  if (!isNumber(score) || score < 0 || score > 1) {
    return fail(`the score of a lesion of ${file} must be 0 to 1, but was: ${String(score)}`);
  }
  const [x, y, width, height] = bbox as [number, number, number, number];
  return { category: String(category ?? ''), bbox: [x, y, width, height], score };
}

function isStudyFile(entry: unknown): entry is StudyFile {
  return (
    isObject(entry) &&
    typeof entry.path === 'string' &&
    typeof entry.sha256 === 'string' &&
    isNumber(entry.bytes)
  );
}

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function listOf(value: unknown, name: string): readonly unknown[] {
  return Array.isArray(value) ? value : fail(`${name} must be a list`);
}

function fail(reason: string): never {
  throw new LoadError(FILE, reason);
}
