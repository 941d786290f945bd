import { el } from '../app/dom';
import type { Rect } from '../render/scene';

/** The elements that take focus, keys, and pointers, one above each pane's picture. */
export interface PaneElements {
  /** Makes elements for new ids, drops those of ids that are gone, and keeps the others' focus. */
  show(ids: readonly string[]): void;
  get(id: string): HTMLElement | undefined;
  /** Rects are device pixels; panes without one are hidden. */
  place(rects: ReadonlyMap<string, Rect>, scale: number): void;
  /** Marks the pane that was last used. */
  activate(id: string): void;
}

export function createPaneElements(
  root: HTMLElement,
  created: (id: string, element: HTMLElement) => void,
): PaneElements {
  const elements = new Map<string, HTMLElement>();

  function create(id: string): HTMLElement {
    const element = el('div', {
      class: 'stage-pane',
      tabindex: 0,
      // Arrows and Page keys belong to the pane, not to the screen reader's browsing.
      role: 'application',
      'aria-roledescription': 'image pane',
      'data-pane': id,
    });
    created(id, element);
    return element;
  }

  return {
    show(ids) {
      for (const [id, element] of elements) {
        if (!ids.includes(id)) {
          element.remove();
          elements.delete(id);
        }
      }
      ids.forEach((id, at) => {
        const element = elements.get(id) ?? create(id);
        elements.set(id, element);
        // Tab goes through the panes as they are laid out. Moving an element takes its focus.
        const inPlace = root.querySelectorAll('.stage-pane').item(at);
        if (inPlace !== element) {
          root.insertBefore(element, inPlace);
        }
      });
    },
    get: (id) => elements.get(id),
    place(rects, scale) {
      for (const [id, element] of elements) {
        const rect = rects.get(id);
        element.hidden = rect === undefined;
        if (rect !== undefined) {
          element.style.left = `${rect.x / scale}px`;
          element.style.top = `${rect.y / scale}px`;
          element.style.width = `${rect.width / scale}px`;
          element.style.height = `${rect.height / scale}px`;
        }
      }
    },
    activate(id) {
      for (const [candidate, element] of elements) {
        element.classList.toggle('stage-pane-active', candidate === id);
      }
    },
  };
}
