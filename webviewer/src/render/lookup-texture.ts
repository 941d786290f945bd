import { LOOKUP_WIDTH } from './lookup';

/** The texture that shaders look things up in, on texture unit 0. */
export interface LookupTexture {
  /** Takes whole rows of LOOKUP_WIDTH texels, four floats each; sent only if they changed. */
  fill(texels: Float32Array): void;
  release(): void;
}

export function createLookupTexture(gl: WebGL2RenderingContext): LookupTexture {
  const texture = gl.createTexture();
  let sent = new Float32Array();
  return {
    fill(texels) {
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      if (texels.length === sent.length && texels.every((value, i) => value === sent[i])) return;
      for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
        gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
      }
      const rows = texels.length / (LOOKUP_WIDTH * 4);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, LOOKUP_WIDTH, rows, 0, gl.RGBA, gl.FLOAT, texels);
      sent = texels.slice();
    },
    release: () => gl.deleteTexture(texture),
  };
}
