import { overlap } from './rect';
import type { Cut, Layer, Pane, Rect, Scene } from './scene';

/**
 * Returns the panes of a scene that have to be painted again after another one, with those that
 * overlap them; null if everything has, the space between the panes too.
 */
export function changedPanes(before: Scene | null, scene: Scene): readonly Pane[] | null {
  if (
    before === null ||
    before.panes.length !== scene.panes.length ||
    !before.background.every((value, channel) => value === scene.background[channel])
  ) {
    return null;
  }
  const stale: Pane[] = [];
  for (const [index, pane] of scene.panes.entries()) {
    const old = before.panes[index];
    if (old === undefined || !sameFields(old.rect, pane.rect)) return null;
    if (!samePane(old, pane)) stale.push(pane);
  }
  if (stale.length === 0 || stale.length === scene.panes.length) return stale;
  // A pane painted again may hide a later one, or show an earlier one that it should hide.
  const overlaps = scene.panes.some((pane, index) =>
    scene.panes.slice(index + 1).some((other) => overlap(pane.rect, other.rect)),
  );
  return overlaps ? scene.panes : stale;
}

function samePane(one: Pane, two: Pane): boolean {
  return (
    sameFields<Cut>(one.cut, two.cut) &&
    one.layers.length === two.layers.length &&
    one.layers.every((layer, index) => sameLayer(layer, two.layers[index]))
  );
}

function sameLayer(one: Layer, two: Layer | undefined): boolean {
  return two !== undefined && identity(one) === identity(two) && sameColours(one, two);
}

/** Everything of a layer but its colours, in one line. */
function identity(layer: Layer): string {
  const fields = layer.kind === 'calcium' ? [layer.field, layer.labels] : [layer.field];
  const sources = fields.map(({ key, revision, shape, slope, intercept }) => [
    key,
    revision,
    ...shape,
    slope,
    intercept,
  ]);
  switch (layer.kind) {
    case 'gray':
      return JSON.stringify(['gray', sources, layer.window, layer.inverted]);
    case 'map':
      return JSON.stringify([
        'map',
        sources,
        layer.range,
        layer.opacity,
        String(layer.hiddenAtOrBelow),
        layer.smooth,
      ]);
    case 'calcium':
      return JSON.stringify(['calcium', sources, layer.thresholdHu, layer.colours]);
  }
}

function sameColours(one: Layer, two: Layer): boolean {
  return one.kind !== 'map' || two.kind !== 'map' || one.colours === two.colours;
}

function sameFields<T extends Rect | Cut>(one: T, two: T): boolean {
  return (Object.keys(one) as (keyof T)[]).every((name) => one[name] === two[name]);
}
