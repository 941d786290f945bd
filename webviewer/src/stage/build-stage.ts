import './stage.css';
import { el } from '../app/dom';
import { createSurface } from '../render/surface';
import type { Triple } from '../volume/grid';
import { createEvents } from './events';
import { handsOn } from './hands';
import { actionOf } from './keyboard';
import { atMostOnceASecond, describe } from './labels';
import { columnHeight, isNarrow, type Placement, place, type Rows } from './layout';
import { createPaneElements } from './pane-elements';
import { captured, captureScale, contextOf, drawOverlays, sceneOf } from './picture';
import { listenToPointers, type Tool } from './pointer';
import { rendererChoice } from './renderer-choice';
import { createScreen, type ScreenSize } from './screen';
import type { Hover, Stage, StageEvents, StageOptions, StagePane } from './stage';
import { createStageState } from './stage-state';

/** Builds the stage of {@link StageOptions}; its contract is {@link Stage}. */
export function buildStage(host: HTMLElement, options: StageOptions): Stage {
  const events = createEvents<StageEvents>();
  const state = createStageState(options.window, events, changed);
  let rows: Rows = [];
  let placement: Placement = { widthPx: 0, heightPx: 0, rects: new Map() };
  let tool: Tool = 'window';
  let active = '';
  let hovered: Hover | null = null;

  const surfaceHost = el('div', { class: 'stage-surface' });
  const overlay = el('canvas', { class: 'stage-overlay', 'aria-hidden': 'true' });
  const live = el('div', { class: 'visually-hidden', 'aria-live': 'polite' });
  const root = el('div', { class: 'stage' }, surfaceHost, overlay, live);
  host.append(root);
  const overlayContext = contextOf(overlay);
  const surface = createSurface(surfaceHost, { prefer: rendererChoice(location.search) });
  const elements = createPaneElements(root, listenTo);
  const labels = atMostOnceASecond(updateLabels);
  const screen = createScreen(root, heighten, arrange, draw);
  surface.onKindChange(() => screen.invalidate());

  function changed(): void {
    screen.invalidate();
    labels.ask();
  }

  function heighten(widthCssPx: number): void {
    const narrow = isNarrow(widthCssPx);
    root.classList.toggle('stage-narrow', narrow);
    root.style.height = narrow ? `${columnHeight(rows, widthCssPx, globalThis.innerHeight)}px` : '';
  }

  function arrange({ widthPx, heightPx, scale }: ScreenSize): void {
    placement = place(rows, widthPx, heightPx, scale, options.arrangement);
    state.setSizes(placement.rects);
    // The canvases are as large as whole device pixels make them, so that none is blurred.
    for (const element of [surfaceHost, overlay]) {
      element.style.width = `${placement.widthPx / scale}px`;
      element.style.height = `${placement.heightPx / scale}px`;
    }
    elements.place(placement.rects, scale);
  }

  function draw(): void {
    const { widthPx, heightPx, rects } = placement;
    const placed = [...rects].map(([id, rect]) => ({
      ...state.annotated(id, screen.size.scale),
      rect,
    }));
    drawOverlays(overlayContext, widthPx, heightPx, placed);
    surface.drawNow(sceneOf(widthPx, heightPx, placed));
  }

  function updateLabels(): void {
    for (const id of rows.flat()) {
      const pane = state.pane(id);
      const element = elements.get(id);
      const label = describe(pane, state.cut(id).slice, state.window, state.cursorOf(pane));
      element?.setAttribute('aria-label', label);
      if (element !== undefined && element === document.activeElement) {
        live.textContent = label;
      }
    }
  }

  function hover(pane: string, voxel: Triple | null): void {
    const same = hovered?.pane === pane && hovered.voxel.join() === voxel?.join();
    if (!same && (hovered !== null || voxel !== null)) {
      hovered = voxel && { pane, voxel };
      events.emit('hover', hovered);
    }
  }

  function listenTo(id: string, element: HTMLElement): void {
    const hands = handsOn(id, state, {
      tool: () => tool,
      scale: () => screen.size.scale,
      hover: (voxel) => hover(id, voxel),
      stroke(points, done) {
        options.onDraw?.(id, points, done);
        screen.invalidate();
      },
    });
    listenToPointers(element, hands);
    element.addEventListener('focus', () => activate(id));
    // Not every finger gives focus.
    element.addEventListener('pointerdown', () => activate(id));
    element.addEventListener('keydown', (event) => {
      const action = actionOf(event);
      if (action !== null) {
        // The page's own keys must not see it as well.
        event.preventDefault();
        event.stopPropagation();
        state.act(id, action);
      }
    });
  }

  function activate(id: string): void {
    active = id;
    elements.activate(id);
    labels.ask();
  }

  function setTool(asked: Tool): void {
    root.classList.remove(`stage-tool-${tool}`);
    root.classList.add(`stage-tool-${asked}`);
    tool = asked;
  }

  function setPanes(panes: readonly StagePane[], layout: Rows): void {
    state.setPanes(panes);
    rows = layout;
    const ids = rows.flat().map((id) => state.pane(id).id);
    elements.show(ids);
    active = ids.includes(active) ? active : (ids[0] ?? '');
    elements.activate(active);
    screen.measure();
    arrange(screen.size);
    changed();
  }

  setPanes(options.panes, options.layout);

  return {
    element: root,
    get window() {
      return state.window;
    },
    get rendererKind() {
      return surface.kind;
    },
    cursor: state.cursor,
    setCursor: state.setCursor,
    setWindow: state.setWindow,
    setTool,
    setCrosshairShown: state.showCrosshair,
    setZoom: state.setZoom,
    resetCameras: state.resetCameras,
    setPanes,
    invalidate: screen.invalidate,
    on: events.on,
    capture: (id, widthPx, heightPx, slice) =>
      captured(
        state.shot(id, {
          size: { width: widthPx, height: heightPx },
          scale: captureScale(widthPx, heightPx),
          slice,
        }),
      ),
    dispose() {
      screen.dispose();
      labels.cancel();
      events.clear();
      surface.dispose();
      root.remove();
    },
  };
}
