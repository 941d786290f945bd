import type { SurfaceOptions } from '../render/surface';

/**
 * Returns the renderer that the page's address asks for with `?renderer=webgl2` or
 * `?renderer=canvas2d` before its fragment, else the fastest: WebGL2 on a graphics card, and plain
 * loops where the browser has none and would run shaders on the processor.
 */
export function rendererChoice(search: string): NonNullable<SurfaceOptions['prefer']> {
  const asked = new URLSearchParams(search).get('renderer');
  return asked === 'webgl2' || asked === 'canvas2d' ? asked : 'fastest';
}
