import type { LayerPlan } from './pane-plan';

/** Colours in a row; `colourAt` in layers.frag looks them up by row and place. */
const ROW = 256;

/**
 * The colours of a scene's maps and labels in one texture, a row for each layer, as overOf of
 * pane-plan.ts makes them. On texture unit 0.
 */
export interface ColourRows {
  /** Sends the colours of the layers, if they changed, and returns their rows. */
  fill(layers: readonly LayerPlan[]): ReadonlyMap<LayerPlan, number>;
  release(): void;
}

export function createColourRows(gl: WebGL2RenderingContext): ColourRows {
  const texture = gl.createTexture();
  let sent = new Float32Array();
  return {
    fill(layers) {
      const coloured = layers.filter((layer) => layer.kind !== 'gray');
      // A texture has a row at least.
      const texels = new Float32Array(Math.max(1, coloured.length) * ROW * 4);
      for (const [row, layer] of coloured.entries()) texels.set(layer.over, row * ROW * 4);
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      if (texels.length !== sent.length || texels.some((value, i) => value !== sent[i])) {
        send(gl, texels);
        sent = texels;
      }
      return new Map(coloured.map((layer, row) => [layer, row]));
    },
    release: () => gl.deleteTexture(texture),
  };
}

function send(gl: WebGL2RenderingContext, texels: Float32Array): void {
  for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
    gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
  }
  const rows = texels.length / (ROW * 4);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, ROW, rows, 0, gl.RGBA, gl.FLOAT, texels);
}
