import { createColourRows } from './colour-rows';
import { createFieldTextures } from './field-textures';
import { type LayerPlan, type PanePlan, planPane, visibleRect } from './pane-plan';
import { paneSource } from './pane-source';
import { GraphicsLimitError, linkProgram, type Program } from './program';
import type { Renderer } from './renderer';
import { ROUNDING } from './rounding';
import type { Field, Rect, Scene } from './scene';

export const DEFAULT_BUDGET_BYTES = 2 * 2 ** 30;

/** Returns a WebGL2 context for the canvas, or null if there is none. */
export function openWebgl(canvas: HTMLCanvasElement): WebGL2RenderingContext | null {
  return canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
  });
}

/** Whether WebGL runs on the processor: Chromium's SwiftShader, Mesa's or Windows' own. */
export function isSoftware(gl: WebGL2RenderingContext): boolean {
  const named = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(named?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER);
  return /swiftshader|llvmpipe|softpipe|basic render|software/i.test(String(name));
}

/**
 * Returns the renderer that draws each pane with one triangle and one shader. It draws nothing
 * while its context is lost, and can't be used again after that. It gives the context up when it is
 * disposed.
 *
 * Its `draw` throws FieldBudgetError for fields beyond `budgetBytes`, GraphicsLimitError for what
 * the graphics card can't do, and RangeError for a scene that makes no sense.
 */
export function createWebglRenderer(
  gl: WebGL2RenderingContext,
  budgetBytes = DEFAULT_BUDGET_BYTES,
): Renderer {
  const { canvas } = gl;
  const fields = createFieldTextures(gl, budgetBytes);
  const colourRows = createColourRows(gl);
  const maxUnits: number = gl.getParameter(gl.MAX_TEXTURE_IMAGE_UNITS);
  const programs = new Map<string, Program>();
  const vertices = gl.createVertexArray();
  let last: Scene | null = null;

  const programOf = (plan: PanePlan): Program => {
    const source = paneSource(plan.pane.cut, plan.layers);
    const known = programs.get(source.name);
    if (known !== undefined) return known;
    const program = linkProgram(gl, source.name, source.vertex, source.fragment());
    programs.set(source.name, program);
    return program;
  };

  const resize = (scene: Scene) => {
    const { widthPx, heightPx } = scene;
    if (canvas.width !== widthPx) canvas.width = widthPx;
    if (canvas.height !== heightPx) canvas.height = heightPx;
    if (gl.drawingBufferWidth < widthPx || gl.drawingBufferHeight < heightPx) {
      throw new GraphicsLimitError(
        `the graphics card draws ${gl.drawingBufferWidth} x ${gl.drawingBufferHeight} pixels, ` +
          `but the picture has ${widthPx} x ${heightPx}`,
      );
    }
    gl.viewport(0, 0, widthPx, heightPx);
  };

  /** Limits what follows to a rectangle; WebGL counts rows from the bottom. */
  const limitTo = (scene: Scene, rect: Rect) =>
    gl.scissor(rect.x, scene.heightPx - rect.y - rect.height, rect.width, rect.height);

  const clear = (scene: Scene, rect: Rect) => {
    const [red, green, blue] = scene.background;
    limitTo(scene, rect);
    gl.clearColor(red / 255, green / 255, blue / 255, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
  };

  /** Binds a field to a texture unit, for a sampler. */
  const bind = (program: Program, sampler: string, field: Field, unit: number) => {
    if (unit >= maxUnits) {
      throw new GraphicsLimitError(`a pane reads ${maxUnits} textures at most`);
    }
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, fields.textureOf(field));
    gl.uniform1i(program.uniform(sampler), unit);
  };

  const drawPane = (scene: Scene, plan: PanePlan, rows: ReadonlyMap<LayerPlan, number>) => {
    const { inside } = plan;
    const { rect } = plan.pane;
    const program = programOf(plan);
    gl.useProgram(program.handle);
    gl.uniform1f(program.uniform('uRounding'), ROUNDING);
    gl.uniform3fv(program.uniform('uBackground'), scene.background);
    gl.uniform3i(program.uniform('uFirst'), inside.x, inside.y, scene.heightPx);
    gl.uniform1i(program.uniform('uColourRows'), 0);
    let unit = 1;
    for (const [i, layer] of plan.layers.entries()) {
      bind(program, `uField${i}`, layer.field, unit++);
      const { across, down } = layer;
      gl.uniform2i(
        program.uniform(`uStart${i}`),
        across.at0 + (inside.x - rect.x) * across.perPx,
        down.at0 + (inside.y - rect.y) * down.perPx,
      );
      gl.uniform2i(program.uniform(`uStep${i}`), across.perPx, down.perPx);
      gl.uniform2i(program.uniform(`uLast${i}`), across.voxels - 1, down.voxels - 1);
      gl.uniform1i(program.uniform(`uSlice${i}`), layer.slice);
      switch (layer.kind) {
        case 'gray':
          gl.uniform2f(program.uniform(`uRamp${i}`), layer.ramp.base, layer.ramp.gain);
          gl.uniform1i(program.uniform(`uInverted${i}`), layer.inverted ? 1 : 0);
          break;
        case 'map':
          gl.uniform2f(program.uniform(`uRamp${i}`), layer.ramp.base, layer.ramp.gain);
          gl.uniform2f(program.uniform(`uHidden${i}`), layer.hidden.sign, layer.hidden.last);
          gl.uniform1i(program.uniform(`uColourRow${i}`), rows.get(layer) ?? 0);
          break;
        case 'calcium':
          bind(program, `uLabels${i}`, layer.labels, unit++);
          gl.uniform2f(program.uniform(`uHidden${i}`), layer.hidden.sign, layer.hidden.last);
          gl.uniform1i(program.uniform(`uColourRow${i}`), rows.get(layer) ?? 0);
          break;
      }
    }
    limitTo(scene, plan.inside);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  };

  const draw = (scene: Scene) => {
    if (gl.isContextLost()) return;
    last = null;
    const plans = scene.panes.map((pane) => planPane(scene, pane));
    fields.prepare(plans.flatMap(fieldsOf));
    resize(scene);
    const rows = colourRows.fill(plans.flatMap((plan) => plan.layers));
    gl.bindVertexArray(vertices);
    gl.disable(gl.BLEND);
    gl.enable(gl.SCISSOR_TEST);
    clear(scene, { x: 0, y: 0, width: scene.widthPx, height: scene.heightPx });
    for (const [index, plan] of plans.entries()) {
      // What an earlier pane drew there is hidden.
      if (index > 0) clear(scene, visibleRect(scene, plan.pane.rect));
      if (plan.layers.length > 0) drawPane(scene, plan, rows);
    }
    last = scene;
  };

  return {
    kind: 'webgl2',
    get fieldBytes() {
      return fields.bytes;
    },
    draw,

    readPixels() {
      if (last === null) return new Uint8ClampedArray();
      const scene = last;
      // The browser may have taken the picture away when it showed it.
      draw(scene);
      const rows = new Uint8Array(scene.widthPx * scene.heightPx * 4);
      gl.readPixels(0, 0, scene.widthPx, scene.heightPx, gl.RGBA, gl.UNSIGNED_BYTE, rows);
      return fromBottom(rows, scene.widthPx * 4);
    },

    dispose() {
      last = null;
      fields.release();
      colourRows.release();
      for (const program of programs.values()) program.release();
      programs.clear();
      gl.deleteVertexArray(vertices);
      // Browsers keep some 16 contexts, and give up the oldest for another.
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}

function fieldsOf(plan: PanePlan): Field[] {
  return plan.layers.flatMap((layer) =>
    layer.kind === 'calcium' ? [layer.field, layer.labels] : [layer.field],
  );
}

/** Turns rows counted from the bottom into rows from the top. */
function fromBottom(rows: Uint8Array, rowBytes: number): Uint8ClampedArray {
  const turned = new Uint8ClampedArray(rows.length);
  for (let from = 0; from < rows.length; from += rowBytes) {
    turned.set(rows.subarray(from, from + rowBytes), rows.length - rowBytes - from);
  }
  return turned;
}
