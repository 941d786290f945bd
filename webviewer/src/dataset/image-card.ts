import { el } from '../app/dom';
import { isCancelled } from '../app/problems';
import { LoadError, type LoadOptions } from '../data/load';
import type { Coco, CocoImage } from './coco';
import { drawFindings, type Shown } from './image-drawing';
import { fitted, scaledImage } from './image-pixels';
import type { SplitPixels } from './split-pixels';
import { codeWords, countOf } from './words';

const NO_PIXELS = 'No pixels here: the version refers to its images (--images=reference).';

/** One image with what is said of it. */
export interface ImageCard {
  readonly element: HTMLElement;
  /** Loads the pixels and draws; what fails is told in the card. */
  load(pixels: SplitPixels, options: LoadOptions): Promise<void>;
  draw(shown: Shown): void;
  dispose(): void;
}

/** Builds a card whose canvas fits into a frame, in CSS pixels. */
export function createImageCard(
  image: CocoImage,
  coco: Coco,
  frame: { readonly width: number; readonly height: number },
): ImageCard {
  const dense = Math.min(2, window.devicePixelRatio);
  const size = fitted(image, frame.width * dense, frame.height * dense);
  const canvas = el('canvas', { ...size, role: 'img', 'aria-label': describe(image, coco) });
  canvas.style.width = `${size.width / dense}px`;
  const note = el('p', { class: 'dataset-image-note', 'aria-live': 'off' }, 'Loading …');
  let bitmap: ImageBitmap | null = null;
  let shown: Shown | null = null;

  const draw = (): void => {
    if (shown) drawFindings(canvas, bitmap, image, coco, shown);
  };

  return {
    element: el('div', { class: 'dataset-image' }, canvas, note),
    async load(pixels, options) {
      try {
        const made = await scaledImage(pixels, image, size.width, size.height, options);
        if (options.signal.aborted) {
          made?.close();
          return;
        }
        bitmap = made;
        note.textContent = bitmap ? '' : NO_PIXELS;
      } catch (problem) {
        if (isCancelled(problem) || options.signal.aborted) {
          note.textContent = 'Stopped.';
          return;
        }
        const told = problem instanceof LoadError ? problem.message : String(problem);
        note.textContent = `✗ ${told}`;
        note.classList.add('dataset-failed');
      }
      note.hidden = note.textContent === '';
      draw();
    },
    draw(next) {
      shown = next;
      draw();
    },
    dispose() {
      bitmap?.close();
      bitmap = null;
    },
  };
}

/** Returns in words what there is to see, for those who do not see it. */
export function describe(image: CocoImage, coco: Coco): string {
  const annotations = coco.annotations.get(image.id)?.length ?? 0;
  const task = image.task === '' ? '' : `, ${codeWords(image.task)}`;
  return (
    `Image ${image.id}${task}, ${image.width} by ${image.height} pixels, ` +
    `${countOf(annotations, 'annotation')}, ${countOf(image.predictions.length, 'prediction')}`
  );
}
