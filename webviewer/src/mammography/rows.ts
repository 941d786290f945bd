import type { MammographyStudy } from '../data/formats';

/** Returns rows of image indices as they hang: all images in one row where the study lists none. */
export function rowsOf({
  hanging,
  images,
}: Pick<MammographyStudy, 'hanging' | 'images'>): readonly (readonly number[])[] {
  return hanging.flat().length > 0 ? hanging : [images.map((_, i) => i)];
}
