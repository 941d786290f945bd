import { describe, expect, test } from 'vitest';
import { changedPanes } from './same-pane';
import type { Field, Pane, Scene } from './scene';

const SOURCE: Field = {
  key: 'f',
  revision: 0,
  changed: null,
  shape: [1, 1, 1],
  voxels: new Uint8Array(1),
  slope: 1,
  intercept: 0,
};

function pane(x: number, center = 40, field = SOURCE, width = 10): Pane {
  return {
    rect: { x, y: 0, width, height: 10 },
    cut: {
      across: 0,
      down: 1,
      through: 2,
      slice: 0,
      acrossAt0: 0,
      acrossPerPx: 1,
      downAt0: 0,
      downPerPx: 1,
    },
    layers: [{ kind: 'gray', field, window: { center, width: 400 }, inverted: false }],
  };
}

function scene(...panes: Pane[]): Scene {
  return { widthPx: 100, heightPx: 10, background: [0, 0, 0], panes };
}

describe('changedPanes', () => {
  test('is none for an equal scene', () => {
    expect(changedPanes(scene(pane(0), pane(10)), scene(pane(0), pane(10)))).toEqual([]);
  });

  test('is the pane with another window, slice or revision', () => {
    const before = scene(pane(0), pane(10));
    const changes = [
      pane(10, 50),
      { ...pane(10), cut: { ...pane(10).cut, slice: 1 } },
      pane(10, 40, { ...SOURCE, revision: 1 }),
      { ...pane(10), layers: [] },
    ];
    for (const changed of changes) {
      expect(changedPanes(before, scene(pane(0), changed))).toEqual([changed]);
    }
  });

  test('is everything if panes moved, came or went, or the background changed', () => {
    const before = scene(pane(0));
    expect(changedPanes(before, scene(pane(1)))).toBeNull();
    expect(changedPanes(before, scene(pane(0), pane(10)))).toBeNull();
    expect(changedPanes(before, { ...before, background: [0, 0, 1] })).toBeNull();
    expect(changedPanes(null, before)).toBeNull();
  });

  test('is every pane if some overlap', () => {
    const after = scene(pane(0, 50), pane(9));
    expect(changedPanes(scene(pane(0), pane(9)), after)).toEqual(after.panes);
  });
});
