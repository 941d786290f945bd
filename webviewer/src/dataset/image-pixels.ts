import { LoadError, type LoadOptions } from '../data/load';
import type { CocoImage } from './coco';
import type { SplitPixels } from './split-pixels';

/** Most pixels of an image that the browser is asked to unpack: 16,384 x 16,384. */
const MAX_PIXELS = 2 ** 28;

/**
 * Returns an image scaled to a size in pixels, or null where the version holds only a reference to
 * it. Rejects with LoadError if it cannot be read or is no picture that the browser knows.
 */
export async function scaledImage(
  pixels: SplitPixels,
  image: CocoImage,
  widthPx: number,
  heightPx: number,
  options: LoadOptions,
): Promise<ImageBitmap | null> {
  const name = `image ${image.id}`;
  if (image.width * image.height > MAX_PIXELS) {
    throw new LoadError(name, `must have <= ${MAX_PIXELS} pixels`);
  }
  const bytes = await pixels.imageFile(image, options);
  if (!bytes) return null;
  try {
    return await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]), {
      resizeWidth: widthPx,
      resizeHeight: heightPx,
      resizeQuality: 'high',
    });
  } catch (cause) {
    throw new LoadError(name, 'the browser cannot unpack its picture', { cause });
  }
}

/** Returns the size of an image fitted into a frame, whole pixels and at least 1. */
export function fitted(
  image: Pick<CocoImage, 'width' | 'height'>,
  maxWidthPx: number,
  maxHeightPx: number,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(maxWidthPx / image.width, maxHeightPx / image.height);
  return {
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  };
}
