/** A linked program with its uniforms by name. */
export interface Program {
  readonly handle: WebGLProgram;
  /** Null for uniforms that the compiler found unused; setting those does nothing. */
  uniform(name: string): WebGLUniformLocation | null;
  release(): void;
}

/** The graphics card can't do what was asked of it; the twin can. */
export class GraphicsLimitError extends Error {
  override readonly name = 'GraphicsLimitError';
}

/**
 * Compiles and links two shaders.
 *
 * @throws GraphicsLimitError with the compiler's log
 */
export function linkProgram(
  gl: WebGL2RenderingContext,
  label: string,
  vertex: string,
  fragment: string,
): Program {
  const handle = gl.createProgram();
  const shaders = [
    compile(gl, `${label}, vertex shader`, gl.VERTEX_SHADER, vertex),
    compile(gl, `${label}, fragment shader`, gl.FRAGMENT_SHADER, fragment),
  ];
  for (const shader of shaders) gl.attachShader(handle, shader);
  gl.linkProgram(handle);
  for (const shader of shaders) gl.deleteShader(shader);
  if (!gl.getProgramParameter(handle, gl.LINK_STATUS) && !gl.isContextLost()) {
    const log = gl.getProgramInfoLog(handle);
    gl.deleteProgram(handle);
    throw new GraphicsLimitError(`${label}: not linked: ${log}`);
  }
  const locations = new Map<string, WebGLUniformLocation | null>();
  return {
    handle,
    uniform(name) {
      const known = locations.get(name);
      if (known !== undefined) return known;
      const location = gl.getUniformLocation(handle, name);
      locations.set(name, location);
      return location;
    },
    release: () => gl.deleteProgram(handle),
  };
}

function compile(
  gl: WebGL2RenderingContext,
  label: string,
  type: number,
  source: string,
): WebGLShader {
  const shader = gl.createShader(type);
  if (shader === null) throw new GraphicsLimitError(`${label}: no shader was made`);
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
    const log = gl.getShaderInfoLog(shader);
    gl.deleteShader(shader);
    throw new GraphicsLimitError(`${label}: not compiled: ${log}`);
  }
  return shader;
}
