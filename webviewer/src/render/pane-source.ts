import { FRACTION_BITS } from './fixed-axis';
import layersSource from './layers.frag?raw';
import vertexSource from './pane.vert?raw';
import type { LayerPlan } from './pane-plan';
import samplingSource from './sampling.frag?raw';
import type { Cut, Field } from './scene';
import { formatOf, type SamplerKind } from './voxel-format';

/** The two shaders that draw panes of one make-up, and a name for that. */
export interface PaneSource {
  readonly name: string;
  readonly vertex: string;
  readonly fragment: () => string;
}

/**
 * Returns the shaders for a pane: one pass that lays all layers over each other, written out for
 * their kinds and the types of their fields. Blending in the shader instead of between passes keeps
 * it exact, since hardware rounds a blend in its own way.
 *
 * Layer i has the uniforms uField{i}, uStart{i}, uStep{i}, uLast{i}, uSlice{i}
 * and those of its kind.
 */
export function paneSource(cut: Cut, layers: readonly LayerPlan[]): PaneSource {
  const order = voxelOrder(cut);
  const names = layers.map(layerName);
  return {
    name: `${order}: ${names.join(' + ')}`,
    vertex: vertexSource,
    fragment: () =>
      [header(order), samplingSource, layersSource, ...layers.map(declare), body(layers)].join(
        '\n',
      ),
  };
}

/** The coordinates of a voxel in the order x, y, z. */
function voxelOrder({ across, down, through }: Cut): string {
  const order = ['', '', ''];
  order[across] = 'across';
  order[down] = 'down';
  order[through] = 'slice';
  return order.join(', ');
}

/**
 * Constants rather than uniforms, since software GL, which computes every pixel on the processor,
 * takes a tenth less time with them.
 */
function header(order: string): string {
  return [
    '#version 300 es',
    `#define VOXEL_AT(across, down, slice) ivec3(${order})`,
    `#define FRACTION_BITS ${FRACTION_BITS}`,
  ].join('\n');
}

function layerName(layer: LayerPlan): string {
  const field = samplerOf(layer.field);
  switch (layer.kind) {
    case 'gray':
      return `gray ${field}`;
    case 'map':
      return `${layer.smooth ? 'smooth' : 'plain'} map ${field}`;
    case 'calcium':
      return `calcium ${field} ${samplerOf(layer.labels)}`;
  }
}

function samplerOf(field: Field): SamplerKind {
  return formatOf(field.voxels).sampler;
}

function declare(layer: LayerPlan, i: number): string {
  const shared = [
    `uniform ${samplerOf(layer.field)} uField${i};`,
    `uniform ivec2 uStart${i};`,
    `uniform ivec2 uStep${i};`,
    `uniform ivec2 uLast${i};`,
    `uniform int uSlice${i};`,
  ];
  switch (layer.kind) {
    case 'gray':
      shared.push(`uniform vec2 uRamp${i};`, `uniform bool uInverted${i};`);
      break;
    case 'map':
      shared.push(
        `uniform vec2 uRamp${i};`,
        `uniform vec2 uHidden${i};`,
        `uniform int uColourRow${i};`,
      );
      break;
    case 'calcium':
      shared.push(
        `uniform ${samplerOf(layer.labels)} uLabels${i};`,
        `uniform vec2 uHidden${i};`,
        `uniform int uColourRow${i};`,
      );
      break;
  }
  return shared.join('\n');
}

function body(layers: readonly LayerPlan[]): string {
  return `
void main() {
  ivec2 pixel = pixelHere();
  vec3 colour = uBackground;
  bool isShown;
  float value;
  float voxel;
  float label;
  Place place;
${layers.map(statements).join('\n')}
  outColour = vec4(colour / 255.0, 1.0);
}
`;
}

function statements(layer: LayerPlan, i: number): string {
  const place = `  place =
    placeOf(pixel, uStart${i}, uStep${i}, uLast${i}, uSlice${i});`;
  switch (layer.kind) {
    case 'gray':
      return `${place}
  isShown = between(uField${i}, place, value, voxel);
  colour = gray(isShown, value, uRamp${i}, uInverted${i});`;
    case 'map':
      // Where the nearest voxel is hidden, so is the pixel, smooth or not.
      return `${place}
  ${
    layer.smooth
      ? `isShown = between(uField${i}, place, value, voxel);`
      : `isShown = nearest(uField${i}, place, voxel);
  value = voxel;`
  }
  if (isShown && !isBelow(voxel, uHidden${i}))
    colour = coloured(colour, value, uRamp${i}, uColourRow${i});`;
    case 'calcium':
      return `${place}
  if (nearest(uLabels${i}, place, label) && label >= 1.0 && label <= 7.0) {
    if (nearest(uField${i}, place, voxel) && !isBelow(voxel, uHidden${i}))
      colour = calcium(colour, label, uColourRow${i});
  }`;
  }
}
