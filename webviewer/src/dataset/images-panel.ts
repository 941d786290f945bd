import { el } from '../app/dom';
import type { SplitName } from '../data/manifest';
import { choice } from './choice';
import type { Coco, CocoImage } from './coco';
import { SPLITS } from './flow';
import { createImageCard, type ImageCard } from './image-card';
import { createImageDialog, type ImageDialog } from './image-dialog';
import type { Shown } from './image-drawing';
import { loadOnDemand } from './on-demand';
import type { DatasetPage, Panel } from './page';
import { pageCount, pageOf } from './paging';
import { openSplitPixels, type SplitPixels } from './split-pixels';
import { codeWords, countOf, formatCount } from './words';

/** A page through the images of a split with what was found in them. */
export const imagesPanel: Panel = {
  id: 'images',
  label: 'Images',
  open(host, page) {
    const listed = SPLITS.filter((split) => page.files.cocoFile(split));
    const first = listed.find((split) => split === page.setting('split')) ?? listed[0];
    if (!first) {
      host.append(el('p', {}, 'The manifest lists no COCO files.'));
      return;
    }
    let shown: Shown = { truth: true, predictions: true, masks: true };
    let cards: readonly ImageCard[] = [];
    const dialog = createImageDialog(page.context, () => shown);
    let buttons: PageButtons | null = null;
    const turn = (next: PageButtons): void => {
      buttons = next;
    };
    const press = (which: keyof PageButtons) => () => {
      // Behind another tab the pages stay where they are.
      if (buttons?.[which].offsetParent) buttons[which].click();
    };
    page.context.keys([
      { key: 'n', label: 'Next page of images', group: 'Images', run: press('next') },
      { key: 'p', label: 'Previous page of images', group: 'Images', run: press('previous') },
    ]);
    const result = el('div');
    let leave = new AbortController();

    const showSplit = (split: SplitName): void => {
      leave.abort();
      leave = new AbortController();
      const signal = AbortSignal.any([leave.signal, page.context.signal]);
      const part = el('div');
      result.replaceChildren(part);
      loadOnDemand(part, signal, page.context.showProblem, {
        label: 'Loading annotations',
        bytes: page.files.cocoFile(split)?.bytes ?? 0,
        load: (options) => page.files.coco(split, options),
        show(coco) {
          const pixels = openSplitPixels(page.files, page.version.manifest, split, signal);
          const redraw = (next: readonly ImageCard[]): void => {
            cards = next;
            for (const card of cards) card.draw(shown);
          };
          showImages(part, { page, coco, pixels, signal, redraw, dialog, turn });
        },
      });
    };
    const toggle = (label: string, key: keyof Shown): HTMLElement => {
      const box = el('input', {
        type: 'checkbox',
        checked: shown[key],
        onchange: () => {
          shown = { ...shown, [key]: box.checked };
          for (const card of cards) card.draw(shown);
        },
      });
      return el('label', { class: 'dataset-toggle' }, box, label);
    };
    const options = listed.map((split) => ({ value: split, label: split }));
    host.append(
      el(
        'div',
        { class: 'dataset-controls' },
        choice('Split', options, first, (value) => {
          const split = listed.find((one) => one === value);
          if (!split) return;
          page.set('split', split);
          page.set('page', null);
          showSplit(split);
        }),
        toggle('Ground truth (solid)', 'truth'),
        toggle('Masks', 'masks'),
        toggle('Predictions (dashed)', 'predictions'),
      ),
      result,
    );
    showSplit(first);
  },
};

interface Images {
  readonly page: DatasetPage;
  readonly coco: Coco;
  readonly pixels: SplitPixels;
  /** Aborts when another split is chosen. */
  readonly signal: AbortSignal;
  /** Takes the cards of a page and draws what the toggles say. */
  redraw(cards: readonly ImageCard[]): void;
  readonly dialog: ImageDialog;
  /** Takes the buttons that the keys press. */
  turn(buttons: PageButtons): void;
}

interface PageButtons {
  readonly previous: HTMLButtonElement;
  readonly next: HTMLButtonElement;
}

function showImages(
  host: HTMLElement,
  { page, coco, pixels, signal, redraw, dialog, turn }: Images,
): void {
  const grid = el('ul', { class: 'dataset-images', 'data-test': 'images' });
  const where = el('p', { class: 'dataset-where', 'data-test': 'where' });
  const previous = el('button', { type: 'button', onclick: () => go(-1) }, '← Previous page');
  const next = el('button', { type: 'button', onclick: () => go(1) }, 'Next page →');
  const names = [...coco.categories.values()].sort();
  const wanted = page.setting('category');
  let category = wanted !== null && names.includes(wanted) ? wanted : '';
  let images = withCategory(coco, category);
  let number = Math.max(0, Number(page.setting('page') ?? 1) - 1) || 0;
  let cards: ImageCard[] = [];
  let leave = new AbortController();

  const go = (step: number): void => {
    const to = number + step;
    if (to < 0 || to >= pageCount(images.length)) return;
    number = to;
    page.set('page', String(number + 1));
    void showPage();
  };

  async function showPage(): Promise<void> {
    leave.abort();
    leave = new AbortController();
    const stop = AbortSignal.any([leave.signal, signal]);
    for (const card of cards) card.dispose();
    const shown = pageOf(images, number);
    number = shown.number;
    cards = shown.items.map((image) => createImageCard(image, coco, { width: 260, height: 200 }));
    grid.replaceChildren(...cards.map((card, i) => item(card, shown.first + i)));
    redraw(cards);
    // Not `disabled`, which would take the focus from the keyboard.
    previous.setAttribute('aria-disabled', String(number === 0));
    next.setAttribute('aria-disabled', String(number >= pageCount(images.length) - 1));
    where.textContent =
      images.length === 0
        ? 'No images of this category.'
        : `Images ${formatCount(shown.first + 1)} to ${formatCount(shown.first + cards.length)} of ${formatCount(images.length)}`;
    page.context.announce(where.textContent);
    // One after the other: a page of large pictures must not be unpacked all at once.
    for (const card of cards) {
      if (stop.aborted) return;
      await card.load(pixels, { signal: stop });
    }
  }

  function item(card: ImageCard, index: number): HTMLElement {
    const image = images[index] as CocoImage;
    return el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          class: 'dataset-image-button',
          onclick: () => dialog.open(images, index, coco, pixels),
        },
        card.element,
      ),
      el('span', { class: 'dataset-image-caption', 'aria-hidden': 'true' }, caption(image, coco)),
    );
  }

  const options = [
    { value: '', label: `all (${formatCount(coco.images.length)} images)` },
    ...names.map((name) => ({ value: name, label: name })),
  ];
  host.replaceChildren(
    el(
      'div',
      { class: 'dataset-controls' },
      choice('Category', options, category, (value) => {
        category = value;
        images = withCategory(coco, category);
        number = 0;
        page.set('category', value === '' ? null : value);
        page.set('page', null);
        void showPage();
      }),
      previous,
      next,
      where,
    ),
    grid,
  );
  turn({ previous, next });
  signal.addEventListener('abort', () => {
    for (const card of cards) card.dispose();
  });
  void showPage();
}

function caption(image: CocoImage, coco: Coco): string {
  const annotations = coco.annotations.get(image.id)?.length ?? 0;
  const task = image.task === '' ? '' : ` ${codeWords(image.task)},`;
  return `#${image.id}${task} ${image.width} × ${image.height}, ${countOf(annotations, 'annotation')}`;
}

/** Returns the images with an annotation of a category, or all for ''. */
function withCategory(coco: Coco, category: string): readonly CocoImage[] {
  if (category === '') return coco.images;
  return coco.images.filter(({ id }) =>
    coco.annotations
      .get(id)
      ?.some(({ categoryId }) => coco.categories.get(categoryId) === category),
  );
}
