import type { Cut } from '../render/scene';
import type { VoiWindow } from '../render/voi';
import type { Axis, Triple } from '../volume/grid';
import {
  centredOn,
  clampedTo,
  cutOf,
  FITTED,
  type Point,
  pannedBy,
  pointOf,
  type Size,
  zoomedAbout,
} from './camera';
import type { Events } from './events';
import { steppedWindow, usableWindow } from './gestures';
import type { StageAction } from './keyboard';
import { createLinks } from './links';
import type { Annotated } from './overlay';
import type { StageEvents, StagePane } from './stage';

/** How far a key moves the image, as a part of the pane. */
const PAN_STEP = 0.1;

/** A pane at a size that is not the screen's, and maybe on another slice. */
export interface Shot {
  readonly size: Size;
  readonly scale: number;
  readonly slice: number | undefined;
}

/** What the stage shows, apart from the page: panes, cursors, cameras, and window. */
export interface StageState {
  readonly window: VoiWindow;
  setPanes(panes: readonly StagePane[]): void;
  /** Sizes of the panes on the screen, device pixels. */
  setSizes(sizes: ReadonlyMap<string, Size>): void;
  /** Fails for an id that no pane has. */
  pane(id: string): StagePane;
  cut(id: string): Cut;
  annotated(id: string, scale: number): Annotated;
  shot(id: string, shot: Shot): Annotated;
  /** The crosshair on the pane's grid. */
  cursorOf(pane: StagePane): Triple;
  cursor(link: string): Triple;
  setCursor(link: string, voxel: Triple): void;
  setWindow(window: VoiWindow): void;
  showCrosshair(shown: boolean): void;
  setZoom(link: string, zoom: number): void;
  resetCameras(): void;
  resetCamera(id: string): void;
  /** Points and ways are device pixels of the pane. */
  pan(id: string, way: Point): void;
  zoomAbout(id: string, point: Point, factor: number): void;
  turn(id: string, slices: number): void;
  pick(id: string): void;
  act(id: string, action: StageAction): void;
}

/** Builds the state. `changed` runs after everything that makes another picture. */
export function createStageState(
  initialWindow: VoiWindow,
  events: Pick<Events<StageEvents>, 'emit'>,
  changed: () => void,
): StageState {
  const links = createLinks();
  let panes: ReadonlyMap<string, StagePane> = new Map();
  let sizes: ReadonlyMap<string, Size> = new Map();
  let window = usableWindow(initialWindow);
  let crosshairShown = true;

  function pane(id: string): StagePane {
    const found = panes.get(id);
    if (found === undefined) {
      throw new Error(`pane must be one of ${[...panes.keys()].join(', ')}, but was: ${id}`);
    }
    return found;
  }

  function sizeOf(id: string): Size {
    return sizes.get(id) ?? { width: 0, height: 0 };
  }

  function cut(id: string): Cut {
    const shown = pane(id);
    return cutOf(shown, links.camera(shown), sizeOf(id), links.slice(shown));
  }

  function cursorOf(shown: StagePane): Triple {
    return clampedTo(shown.grid, links.cursor(shown.link));
  }

  function setWindow(asked: VoiWindow): void {
    const usable = usableWindow(asked);
    if (usable.center !== window.center || usable.width !== window.width) {
      window = usable;
      changed();
      events.emit('window', window);
    }
  }

  function setCursor(link: string, voxel: Triple): void {
    const before = links.moveCursor(link, voxel);
    if (before !== null) {
      for (const shown of panes.values()) {
        if (shown.link === link) {
          follow(shown, before);
        }
      }
      changed();
      events.emit('cursor', { link, voxel: links.cursor(link) });
    }
  }

  /** Brings the crosshair back into a pane that it left. */
  function follow(shown: StagePane, before: Triple): void {
    const { across, down } = shown.plane;
    const cursor = links.cursor(shown.link);
    const { width, height } = sizeOf(shown.id);
    const [x, y] = pointOf(cut(shown.id), cursor);
    const moved = cursor[across] !== before[across] || cursor[down] !== before[down];
    if (moved && width > 0 && height > 0 && (x < 0 || y < 0 || x > width || y > height)) {
      links.setCamera(shown, centredOn(shown, links.camera(shown), cursor));
    }
  }

  function move(id: string, axis: Axis, by: number): void {
    const { link } = pane(id);
    const voxel: [number, number, number] = [...links.cursor(link)];
    voxel[axis] += by;
    setCursor(link, voxel);
  }

  function pan(id: string, way: Point): void {
    const shown = pane(id);
    links.setCamera(shown, pannedBy(shown, links.camera(shown), sizeOf(id), way));
    changed();
  }

  function zoomAbout(id: string, point: Point, factor: number): void {
    const shown = pane(id);
    links.setCamera(shown, zoomedAbout(shown, links.camera(shown), sizeOf(id), point, factor));
    changed();
  }

  function resetCamera(id: string): void {
    links.setCamera(pane(id), FITTED);
    changed();
  }

  function turn(id: string, slices: number): void {
    move(id, pane(id).plane.through, slices);
  }

  function pick(id: string): void {
    events.emit('pick', { pane: id, voxel: cursorOf(pane(id)) });
  }

  function showCrosshair(shown: boolean): void {
    crosshairShown = shown;
    changed();
  }

  function act(id: string, action: StageAction): void {
    const { width, height } = sizeOf(id);
    const { across, acrossPerPx, down, downPerPx } = cut(id);
    switch (action.kind) {
      case 'cursor':
        if (action.right !== 0) {
          move(id, across, action.right * Math.sign(acrossPerPx));
        } else {
          move(id, down, action.down * Math.sign(downPerPx));
        }
        break;
      case 'slice':
        turn(id, action.by);
        break;
      case 'zoom':
        zoomAbout(id, [width / 2, height / 2], action.factor);
        break;
      case 'pan':
        pan(id, [action.right * width * PAN_STEP, action.down * height * PAN_STEP]);
        break;
      case 'window':
        setWindow(steppedWindow(window, action.wider, action.higher));
        break;
      case 'reset':
        resetCamera(id);
        break;
      case 'pick':
        pick(id);
        break;
      case 'crosshair':
        showCrosshair(!crosshairShown);
        break;
    }
  }

  function shot(id: string, { size, scale, slice }: Shot): Annotated {
    const shown = pane(id);
    const camera = links.camera(shown);
    const last = shown.grid.shape[shown.plane.through] - 1;
    const at = Math.min(Math.max(Math.round(slice ?? links.slice(shown)), 0), last);
    return {
      pane: shown,
      camera,
      cut: cutOf(shown, camera, size, at),
      size,
      scale,
      window,
      crosshair: crosshairShown && slice === undefined ? cursorOf(shown) : null,
    };
  }

  return {
    get window() {
      return window;
    },
    setPanes(shown) {
      panes = new Map(shown.map((one) => [one.id, one]));
      links.setPanes(shown);
    },
    setSizes(measured) {
      sizes = measured;
    },
    pane,
    cut,
    annotated: (id, scale) => shot(id, { size: sizeOf(id), scale, slice: undefined }),
    shot,
    cursorOf,
    cursor: links.cursor,
    setCursor,
    setWindow,
    showCrosshair,
    setZoom(link, zoom) {
      links.setZoom(link, zoom);
      changed();
    },
    resetCameras() {
      links.resetCameras();
      changed();
    },
    resetCamera,
    pan,
    zoomAbout,
    turn,
    pick,
    act,
  };
}
