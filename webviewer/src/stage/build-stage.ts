import './stage.css';
import { el } from '../app/dom';
import type { Scene } from '../render/scene';
import { createSurface } from '../render/surface';
import type { VoiWindow } from '../render/voi';
import type { Triple } from '../volume/grid';
import {
  centredOn,
  clampedTo,
  cutOf,
  FITTED,
  isOn,
  type Point,
  pannedBy,
  pointOf,
  type Size,
  voxelAt,
  zoomedAbout,
} from './camera';
import { captureScale, captureScene } from './capture';
import { createEvents } from './events';
import { steppedWindow, usableWindow } from './gestures';
import { actionOf, type StageAction } from './keyboard';
import { atMostOnceASecond, describe } from './labels';
import { columnHeight, isNarrow, type Placement, place, type Rows } from './layout';
import { createLinks } from './links';
import { type Annotated, drawOverlay, inPane } from './overlay';
import { createPaneElements } from './pane-elements';
import { type Hands, listenToPointers, type Tool } from './pointer';
import { createScreen, type ScreenSize } from './screen';
import type { Hover, Stage, StageEvents, StageOptions, StagePane } from './stage';

const BACKGROUND = [0, 0, 0] as const;
/** How far a key moves the image, as a part of the pane. */
const PAN_STEP = 0.1;

/** Builds the stage of {@link StageOptions}; its contract is {@link Stage}. */
export function buildStage(host: HTMLElement, options: StageOptions): Stage {
  const links = createLinks();
  const events = createEvents<StageEvents>();
  let panes = new Map<string, StagePane>();
  let rows: Rows = [];
  let window = usableWindow(options.window);
  let tool: Tool = 'window';
  let crosshairShown = true;
  let active = '';
  let hovered: Hover | null = null;
  let placement: Placement = { widthPx: 0, heightPx: 0, rects: new Map() };

  const surfaceHost = el('div', { class: 'stage-surface' });
  const overlay = el('canvas', { class: 'stage-overlay', 'aria-hidden': 'true' });
  const live = el('div', { class: 'visually-hidden', 'aria-live': 'polite' });
  const root = el('div', { class: 'stage' }, surfaceHost, overlay);
  host.append(root);
  const surface = createSurface(surfaceHost);
  const overlayContext = overlay.getContext('2d');
  const elements = createPaneElements(root, listenTo);
  const labels = atMostOnceASecond(updateLabels);
  const screen = createScreen(root, heighten, arrange, draw);
  surface.onKindChange(() => screen.invalidate());
  root.append(live);

  function paneOf(id: string): StagePane {
    const pane = panes.get(id);
    if (pane === undefined) {
      throw new Error(`pane must be one of ${[...panes.keys()].join(', ')}, but was: ${id}`);
    }
    return pane;
  }

  function sizeOf(id: string): Size {
    return placement.rects.get(id) ?? { width: 0, height: 0 };
  }

  function cutShown(id: string): ReturnType<typeof cutOf> {
    const pane = paneOf(id);
    return cutOf(pane, links.camera(pane), sizeOf(id), links.slice(pane));
  }

  function inDevicePixels([x, y]: Point): Point {
    return [x * screen.size.scale, y * screen.size.scale];
  }

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
    placement = place(rows, widthPx, heightPx, scale);
    // The canvases are as large as whole device pixels make them, so that none is blurred.
    for (const element of [surfaceHost, overlay]) {
      element.style.width = `${widthPx / scale}px`;
      element.style.height = `${heightPx / scale}px`;
    }
    elements.place(placement.rects, scale);
  }

  function annotated(id: string): Annotated {
    const pane = paneOf(id);
    return {
      pane,
      camera: links.camera(pane),
      cut: cutShown(id),
      size: sizeOf(id),
      scale: screen.size.scale,
      window,
      crosshair: crosshairShown ? clampedTo(pane.grid, links.cursor(pane.link)) : null,
    };
  }

  function draw(): void {
    const { widthPx, heightPx, rects } = placement;
    const shown = [...rects].map(([id, rect]) => ({ id, rect }));
    const scene: Scene = {
      widthPx,
      heightPx,
      background: BACKGROUND,
      panes: shown.map(({ id, rect }) => ({
        rect,
        cut: cutShown(id),
        layers: paneOf(id).layers(window),
      })),
    };
    surface.drawNow(scene);
    if (overlayContext === null) {
      return;
    }
    if (overlay.width !== widthPx || overlay.height !== heightPx) {
      overlay.width = widthPx;
      overlay.height = heightPx;
    }
    overlayContext.clearRect(0, 0, widthPx, heightPx);
    for (const { id, rect } of shown) {
      inPane(overlayContext, rect, screen.size.scale, () =>
        drawOverlay(overlayContext, annotated(id)),
      );
    }
  }

  function updateLabels(): void {
    for (const pane of panes.values()) {
      const cursor = clampedTo(pane.grid, links.cursor(pane.link));
      const label = describe(pane, links.slice(pane), window, cursor);
      elements.get(pane.id)?.setAttribute('aria-label', label);
      if (pane.id === active && document.activeElement === elements.get(pane.id)) {
        live.textContent = label;
      }
    }
  }

  function setWindow(asked: VoiWindow): void {
    const usable = usableWindow(asked);
    if (usable.center !== window.center || usable.width !== window.width) {
      window = usable;
      events.emit('window', window);
      changed();
    }
  }

  function setCursor(link: string, voxel: Triple): void {
    const before = links.moveCursor(link, voxel);
    if (before === null) {
      return;
    }
    for (const pane of panes.values()) {
      if (pane.link === link) {
        follow(pane, before);
      }
    }
    events.emit('cursor', { link, voxel: links.cursor(link) });
    changed();
  }

  /** Brings the crosshair back into a pane that it left. */
  function follow(pane: StagePane, before: Triple): void {
    const { across, down } = pane.plane;
    const cursor = links.cursor(pane.link);
    const { width, height } = sizeOf(pane.id);
    const [x, y] = pointOf(cutShown(pane.id), cursor);
    const moved = cursor[across] !== before[across] || cursor[down] !== before[down];
    if (moved && width > 0 && height > 0 && (x < 0 || y < 0 || x > width || y > height)) {
      links.setCamera(pane, centredOn(pane, links.camera(pane), cursor));
    }
  }

  function moveBy(pane: StagePane, axis: 0 | 1 | 2, by: number): void {
    const voxel: [number, number, number] = [...links.cursor(pane.link)];
    voxel[axis] += by;
    setCursor(pane.link, voxel);
  }

  function pan(id: string, way: Point): void {
    const pane = paneOf(id);
    links.setCamera(pane, pannedBy(pane, links.camera(pane), sizeOf(id), way));
    changed();
  }

  function zoomAbout(id: string, point: Point, factor: number): void {
    const pane = paneOf(id);
    links.setCamera(pane, zoomedAbout(pane, links.camera(pane), sizeOf(id), point, factor));
    changed();
  }

  function resetCamera(id: string): void {
    links.setCamera(paneOf(id), FITTED);
    changed();
  }

  function pick(id: string): void {
    const pane = paneOf(id);
    events.emit('pick', { pane: id, voxel: clampedTo(pane.grid, links.cursor(pane.link)) });
  }

  function hover(voxel: Triple | null, id: string): void {
    const same = hovered?.pane === id && hovered.voxel.join() === voxel?.join();
    if (same || (hovered === null && voxel === null)) {
      return;
    }
    hovered = voxel && { pane: id, voxel };
    events.emit('hover', hovered);
  }

  function activate(id: string): void {
    active = id;
    elements.activate(id);
    labels.ask();
  }

  function handsOf(id: string): Hands {
    const voxelOf = (point: Point) => voxelAt(cutShown(id), inDevicePixels(point));
    return {
      tool: () => tool,
      window: () => window,
      setWindow,
      pan: (way) => pan(id, inDevicePixels(way)),
      zoomAbout: (point, factor) => zoomAbout(id, inDevicePixels(point), factor),
      hasSlices: () => paneOf(id).grid.shape[paneOf(id).plane.through] > 1,
      turn: (slices) => moveBy(paneOf(id), paneOf(id).plane.through, slices),
      stroke(points, done) {
        const onGrid = points.map((point) => heldOn(paneOf(id), voxelOf(point)));
        options.onDraw?.(id, onGrid, done);
        screen.invalidate();
      },
      click(point) {
        const voxel = voxelOf(point);
        if (isOn(paneOf(id).grid, voxel)) {
          setCursor(paneOf(id).link, voxel);
          pick(id);
        }
      },
      reset: () => resetCamera(id),
      hover(point) {
        const voxel = point && voxelOf(point);
        const grid = paneOf(id).grid;
        hover(voxel && isOn(grid, voxel) ? clampedTo(grid, voxel) : null, id);
      },
    };
  }

  function act(id: string, action: StageAction): void {
    const pane = paneOf(id);
    const { width, height } = sizeOf(id);
    if (action.kind === 'cursor') {
      const { across, acrossPerPx, down, downPerPx } = cutShown(id);
      const onScreen = action.right === 0 ? downPerPx : acrossPerPx;
      const by = Math.sign(onScreen) * (action.right + action.down);
      moveBy(pane, action.right === 0 ? down : across, by);
    } else if (action.kind === 'slice') {
      moveBy(pane, pane.plane.through, action.by);
    } else if (action.kind === 'zoom') {
      zoomAbout(id, [width / 2, height / 2], action.factor);
    } else if (action.kind === 'pan') {
      pan(id, [action.right * width * PAN_STEP, action.down * height * PAN_STEP]);
    } else if (action.kind === 'window') {
      setWindow(steppedWindow(window, action.wider, action.higher));
    } else if (action.kind === 'reset') {
      resetCamera(id);
    } else if (action.kind === 'pick') {
      pick(id);
    } else {
      showCrosshair(!crosshairShown);
    }
  }

  function showCrosshair(shown: boolean): void {
    crosshairShown = shown;
    screen.invalidate();
  }

  function listenTo(id: string, element: HTMLElement): void {
    listenToPointers(element, handsOf(id));
    element.addEventListener('focus', () => activate(id));
    element.addEventListener('keydown', (event) => {
      const action = actionOf(event);
      if (action !== null) {
        // The page's own keys must not see it as well.
        event.preventDefault();
        event.stopPropagation();
        act(id, action);
      }
    });
  }

  function setPanes(shown: readonly StagePane[], layout: Rows): void {
    panes = new Map(shown.map((pane) => [pane.id, pane]));
    rows = layout;
    for (const id of rows.flat()) {
      paneOf(id);
    }
    links.setPanes(shown);
    elements.show(rows.flat());
    if (!panes.has(active)) {
      active = rows.flat()[0] ?? '';
    }
    elements.activate(active);
    screen.measure();
    arrange(screen.size);
    changed();
  }

  setPanes(options.panes, options.layout);

  return {
    element: root,
    get window() {
      return window;
    },
    get rendererKind() {
      return surface.kind;
    },
    cursor: links.cursor,
    setCursor,
    setWindow,
    setTool(asked) {
      root.classList.remove(`stage-tool-${tool}`);
      tool = asked;
      root.classList.add(`stage-tool-${tool}`);
    },
    setCrosshairShown: showCrosshair,
    setZoom(link, zoom) {
      links.setZoom(link, zoom);
      changed();
    },
    resetCameras() {
      links.resetCameras();
      changed();
    },
    setPanes,
    invalidate: screen.invalidate,
    on: events.on,
    capture(id, widthPx, heightPx, slice) {
      const pane = paneOf(id);
      const size = { width: widthPx, height: heightPx };
      const at: [number, number, number] = [...links.cursor(pane.link)];
      at[pane.plane.through] = slice ?? at[pane.plane.through];
      const shown = clampedTo(pane.grid, at);
      const cut = cutOf(pane, links.camera(pane), size, shown[pane.plane.through]);
      const scene: Scene = {
        widthPx,
        heightPx,
        background: BACKGROUND,
        panes: [{ rect: { x: 0, y: 0, ...size }, cut, layers: pane.layers(window) }],
      };
      return captureScene(scene, {
        pane,
        camera: links.camera(pane),
        cut,
        size,
        scale: captureScale(widthPx, heightPx),
        window,
        crosshair: slice === undefined && crosshairShown ? shown : null,
      });
    },
    dispose() {
      screen.dispose();
      labels.cancel();
      events.clear();
      surface.dispose();
      root.remove();
    },
  };
}

/** Voxel coordinates brought onto the grid, between its outermost voxels' edges. */
function heldOn({ grid }: StagePane, voxel: Triple): Triple {
  const on = (axis: 0 | 1 | 2) => Math.min(Math.max(voxel[axis], -0.5), grid.shape[axis] - 0.5);
  return [on(0), on(1), on(2)];
}
