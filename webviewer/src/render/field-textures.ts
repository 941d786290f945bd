import { MOST_VOXELS } from './fixed-axis';
import { checkField } from './pane-plan';
import { GraphicsLimitError } from './program';
import type { Field } from './scene';
import { formatOf, type VoxelFormat } from './voxel-format';

/** The fields of a scene need more memory than the renderer may take. */
export class FieldBudgetError extends Error {
  override readonly name = 'FieldBudgetError';
  constructor(
    readonly neededBytes: number,
    readonly budgetBytes: number,
  ) {
    super(
      `the images shown together need ${neededBytes} bytes of graphics memory, ` +
        `but the limit is ${budgetBytes} bytes`,
    );
  }
}

/** Voxels are sent in pieces of about this size, so that none needs much memory on its way. */
const PIECE_BYTES = 8 << 20;

interface Held {
  readonly texture: WebGLTexture;
  readonly format: VoxelFormat;
  readonly shape: Field['shape'];
  readonly bytes: number;
  revision: number;
}

/** The fields on the graphics card. Owns their textures. */
export interface FieldTextures {
  /** Bytes of all textures held. */
  readonly bytes: number;
  /**
   * Makes the fields of a scene ready, and lets the least recently drawn others go as far as the
   * budget needs.
   *
   * @throws FieldBudgetError if the fields can't fit together
   * @throws GraphicsLimitError if the graphics card can't hold one of them
   */
  prepare(fields: readonly Field[]): void;
  /** Returns the texture of a field that was made ready. */
  textureOf(field: Field): WebGLTexture;
  release(): void;
}

export function createFieldTextures(
  gl: WebGL2RenderingContext,
  budgetBytes: number,
): FieldTextures {
  const maxSize = Math.min(MOST_VOXELS, gl.getParameter(gl.MAX_TEXTURE_SIZE));
  const maxLayers: number = gl.getParameter(gl.MAX_ARRAY_TEXTURE_LAYERS);
  // In the order of their last use: the least recently drawn comes first.
  const held = new Map<string, Held>();
  let bytes = 0;

  const drop = (key: string) => {
    const old = held.get(key);
    if (old === undefined) return;
    gl.deleteTexture(old.texture);
    bytes -= old.bytes;
    held.delete(key);
  };

  const checkLimits = (field: Field) => {
    const [x, y, z] = field.shape;
    if (x > maxSize || y > maxSize || z > maxLayers) {
      throw new GraphicsLimitError(
        `the graphics card can show images of ${maxSize} x ${maxSize} x ${maxLayers} voxels, ` +
          `but the image has ${x} x ${y} x ${z}`,
      );
    }
  };

  const create = (field: Field): Held => {
    const [x, y, z] = field.shape;
    const format = formatOf(field.voxels);
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, texture);
    gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, format.internalFormat, x, y, z);
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
      gl.texParameteri(gl.TEXTURE_2D_ARRAY, filter, gl.NEAREST);
    }
    const made = {
      texture,
      format,
      shape: field.shape,
      bytes: bytesOf(field),
      revision: Number.NaN,
    };
    held.set(field.key, made);
    bytes += made.bytes;
    return made;
  };

  const send = (field: Field, target: Held, firstSlice: number, endSlice: number) => {
    const [x, y] = field.shape;
    const { format, pack } = { format: target.format, pack: target.format.pack };
    const slices = Math.max(1, Math.floor(PIECE_BYTES / (x * y * format.bytesPerVoxel)));
    for (let z = firstSlice; z < endSlice; z += slices) {
      const depth = Math.min(slices, endSlice - z);
      const voxels = pack(field.voxels.subarray(z * x * y, (z + depth) * x * y));
      gl.texSubImage3D(
        gl.TEXTURE_2D_ARRAY,
        0,
        0,
        0,
        z,
        x,
        y,
        depth,
        format.format,
        format.type,
        voxels,
      );
    }
  };

  const update = (field: Field) => {
    const known = held.get(field.key);
    const fits =
      known !== undefined &&
      known.format === formatOf(field.voxels) &&
      known.shape.every((size, axis) => size === field.shape[axis]);
    if (fits && known.revision === field.revision) return;
    checkField(field);
    if (!fits) drop(field.key);
    const target = fits ? known : create(field);
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, target.texture);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    // What changed counts from the revision before; a texture further behind is sent anew.
    const isNext = target.revision === field.revision - 1;
    if (isNext && field.changed !== null) {
      for (const z of field.changed) send(field, target, z, z + 1);
    } else {
      send(field, target, 0, field.shape[2]);
    }
    const error = gl.getError();
    if (error !== gl.NO_ERROR && error !== gl.CONTEXT_LOST_WEBGL) {
      drop(field.key);
      const reason = error === gl.OUT_OF_MEMORY ? 'out of memory' : `error ${error}`;
      throw new GraphicsLimitError(
        `the graphics card took no image of ${bytesOf(field)} bytes: ${reason}`,
      );
    }
    target.revision = field.revision;
  };

  return {
    get bytes() {
      return bytes;
    },

    prepare(fields) {
      const wanted = new Map(fields.map((field) => [field.key, field]));
      let needed = 0;
      for (const field of wanted.values()) {
        checkLimits(field);
        needed += bytesOf(field);
      }
      if (needed > budgetBytes) throw new FieldBudgetError(needed, budgetBytes);
      let missing = 0;
      for (const [key, field] of wanted) {
        const known = held.get(key);
        missing += bytesOf(field) - (known?.bytes ?? 0);
        if (known === undefined) continue;
        held.delete(key);
        held.set(key, known);
      }
      for (const key of [...held.keys()]) {
        if (bytes + missing <= budgetBytes) break;
        if (!wanted.has(key)) drop(key);
      }
      for (const field of wanted.values()) update(field);
    },

    textureOf(field) {
      const known = held.get(field.key);
      if (known === undefined) throw new Error(`field ${field.key} was not made ready`);
      return known.texture;
    },

    release() {
      for (const key of [...held.keys()]) drop(key);
    },
  };
}

function bytesOf(field: Field): number {
  const [x, y, z] = field.shape;
  return x * y * z * formatOf(field.voxels).bytesPerVoxel;
}
