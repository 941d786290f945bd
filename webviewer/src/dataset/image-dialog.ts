import { el } from '../app/dom';
import type { ViewContext } from '../app/view';
import { type Coco, type CocoImage, categoryName } from './coco';
import { createImageCard, describe, type ImageCard } from './image-card';
import type { Shown } from './image-drawing';
import type { SplitPixels } from './split-pixels';
import { dataTable } from './table';

export interface ImageDialog {
  /** Shows the image at `index` of `images`; arrow keys go through them. */
  open(images: readonly CocoImage[], index: number, coco: Coco, pixels: SplitPixels): void;
}

/** Builds a dialog that shows one image large, with its annotations as a table. */
export function createImageDialog(context: ViewContext, shown: () => Shown): ImageDialog {
  const title = el('h2', { id: 'dataset-dialog-title' });
  const body = el('div', { class: 'dataset-dialog-body' });
  const previous = el('button', { type: 'button', onclick: () => go(-1) }, '← Previous');
  const next = el('button', { type: 'button', onclick: () => go(1) }, 'Next →');
  const close = el('button', { type: 'button', onclick: () => dialog.close() }, 'Close');
  const dialog = el(
    'dialog',
    { class: 'dataset-dialog', 'aria-labelledby': 'dataset-dialog-title' },
    el('div', { class: 'dataset-dialog-head' }, title, previous, next, close),
    body,
  );
  context.host.append(dialog);

  let images: readonly CocoImage[] = [];
  let index = 0;
  let coco: Coco | null = null;
  let pixels: SplitPixels | null = null;
  let card: ImageCard | null = null;
  let leave = new AbortController();

  function go(step: number): void {
    const to = index + step;
    if (to < 0 || to >= images.length) return;
    index = to;
    show();
  }

  function show(): void {
    const image = images[index];
    clear();
    if (!image || !coco || !pixels) return;
    title.textContent = `Image ${image.id}`;
    // Not `disabled`: arrow keys reach the dialog from whatever has the focus in it.
    previous.setAttribute('aria-disabled', String(index === 0));
    next.setAttribute('aria-disabled', String(index === images.length - 1));
    const frame = {
      width: Math.max(120, Math.min(1400, window.innerWidth - 64)),
      height: Math.max(160, window.innerHeight * 0.55),
    };
    card = createImageCard(image, coco, frame);
    card.draw(shown());
    const facts = [describe(image, coco)];
    if (image.accuracy !== null) facts.push(`accuracy ${image.accuracy.toFixed(3)}`);
    body.replaceChildren(card.element, el('p', {}, facts.join(', ')), findingsTable(image, coco));
    body.scrollTop = 0;
    void card.load(pixels, { signal: AbortSignal.any([leave.signal, context.signal]) });
  }

  function clear(): void {
    leave.abort();
    leave = new AbortController();
    card?.dispose();
    card = null;
    body.replaceChildren();
  }

  dialog.addEventListener('close', clear);
  dialog.addEventListener('keydown', (event) => {
    // A table with the focus scrolls sideways by the same keys.
    if ((event.target as Element).closest('.dataset-table')) return;
    if (event.key === 'ArrowLeft') go(-1);
    else if (event.key === 'ArrowRight') go(1);
    else return;
    event.preventDefault();
  });

  return {
    open(all, at, ofCoco, ofPixels) {
      images = all;
      index = at;
      coco = ofCoco;
      pixels = ofPixels;
      dialog.showModal();
      show();
    },
  };
}

function findingsTable(image: CocoImage, coco: Coco): HTMLElement {
  const annotations = coco.annotations.get(image.id) ?? [];
  const box = (bbox: readonly number[]) => bbox.map((edge) => +edge.toFixed(1)).join(', ');
  return dataTable(
    'Annotations (ground truth) and predictions (of the model)',
    [
      { name: 'Category' },
      { name: 'Said by' },
      { name: 'Box x, y, width, height (pixels)' },
      { name: 'Area (pixels)', number: true },
      { name: 'Outline' },
      { name: 'Score', number: true },
    ],
    [
      ...annotations.map(({ categoryId, bbox, area, segmentation }) => [
        categoryName(coco, categoryId),
        'ground truth',
        box(bbox),
        +area.toFixed(1),
        segmentation === null ? 'none' : segmentation.kind === 'runs' ? 'mask' : 'polygons',
        '',
      ]),
      ...image.predictions.map(({ category, bbox, score }) => [
        category,
        'model',
        box(bbox),
        +(bbox[2] * bbox[3]).toFixed(1),
        'none',
        score === null ? '' : score.toFixed(3),
      ]),
    ],
  );
}
