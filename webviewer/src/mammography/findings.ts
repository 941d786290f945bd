import type { DetectionImage, DetectionLesion, DetectionStudy } from '../data/formats';

/** A lesion with the image that it was found in. */
export interface Finding {
  /** Index of the image in the study. */
  readonly image: number;
  readonly label: string;
  readonly lesion: DetectionLesion;
}

/** Returns all findings, the most confident first. */
export function findingsOf(images: readonly DetectionImage[]): readonly Finding[] {
  return images
    .flatMap((image, i) =>
      image.lesions.map((lesion) => ({ image: i, label: labelOf(image, i), lesion })),
    )
    .sort((a, b) => b.lesion.score - a.lesion.score);
}

/** Returns the highest confidence of any lesion, or null if there is none. */
export function highestConfidence(images: readonly DetectionImage[]): number | null {
  return findingsOf(images)[0]?.lesion.score ?? null;
}

/**
 * Returns for example `R CC`, as it stands in the corner of an image; its number where nobody said
 * of what it is.
 */
export function labelOf({ laterality, view }: DetectionImage, index: number): string {
  return [laterality, view].filter(Boolean).join(' ') || `Image ${index + 1}`;
}

/** Returns the flags of a study in words. The job sets none yet. */
export function flagWords({ flags }: Pick<DetectionStudy, 'flags'>): readonly string[] {
  return flags.map((flag) => flag.replaceAll('_', ' '));
}
