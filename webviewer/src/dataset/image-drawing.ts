import { type Coco, type CocoAnnotation, type CocoImage, categoryName } from './coco';
import { categoryColour } from './palette';
import { sampleMask } from './run-lengths';

/** What is drawn over an image. */
export interface Shown {
  readonly truth: boolean;
  readonly predictions: boolean;
  readonly masks: boolean;
}

/** Draws what a COCO file says of an image onto a canvas that shows the whole image. */
export function drawFindings(
  canvas: HTMLCanvasElement,
  base: CanvasImageSource | null,
  image: CocoImage,
  coco: Coco,
  shown: Shown,
): void {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser gives no 2-D canvas');
  const { width, height } = canvas;
  const scale = width / image.width;
  context.clearRect(0, 0, width, height);
  if (base) {
    context.drawImage(base, 0, 0, width, height);
  } else {
    context.strokeStyle = '#8a97a3';
    context.setLineDash([]);
    context.strokeRect(0.5, 0.5, width - 1, height - 1);
  }
  const names = [...coco.categories.values()];
  const annotations = coco.annotations.get(image.id) ?? [];
  if (shown.truth && shown.masks) {
    for (const annotation of annotations) drawMask(context, annotation, scale, coco, names);
  }
  if (shown.truth) {
    for (const { bbox, categoryId } of annotations) {
      const name = categoryName(coco, categoryId);
      drawBox(context, bbox, scale, { colour: colourOf(name, names), dashed: false, label: name });
    }
  }
  if (shown.predictions) {
    const named = new Set(annotations.map(({ categoryId }) => categoryName(coco, categoryId)));
    for (const { bbox, category, score } of image.predictions) {
      // Where the truth has the same category beside it, the score alone leaves more to see.
      const name = shown.truth && named.has(category) ? '' : `${category} `;
      const label = score === null ? category : `${name}${score.toFixed(2)}`;
      drawBox(context, bbox, scale, { colour: colourOf(category, names), dashed: true, label });
    }
  }
}

function colourOf(name: string, names: readonly string[]): string {
  return categoryColour(names.indexOf(name));
}

interface BoxStyle {
  readonly colour: string;
  /** Dashed boxes are what a model said; their labels stand below. */
  readonly dashed: boolean;
  readonly label: string;
}

function drawBox(
  context: CanvasRenderingContext2D,
  [x, y, width, height]: readonly [number, number, number, number],
  scale: number,
  { colour, dashed, label }: BoxStyle,
): void {
  // What a model said right lies on the truth; a little larger, both lines are seen.
  const out = dashed ? 3 : 0;
  const box = [
    x * scale - out,
    y * scale - out,
    width * scale + 2 * out,
    height * scale + 2 * out,
  ] as const;
  // A dark line around the bright one is seen on white tissue too.
  context.setLineDash([]);
  context.lineWidth = 4;
  context.strokeStyle = 'rgb(0 0 0 / 60%)';
  context.strokeRect(...box);
  context.setLineDash(dashed ? [6, 4] : []);
  context.lineWidth = 2;
  context.strokeStyle = colour;
  context.strokeRect(...box);
  context.setLineDash([]);
  drawLabel(context, label, box, colour, dashed);
}

const LABEL_PX = 16;

function drawLabel(
  context: CanvasRenderingContext2D,
  label: string,
  [x, y, , height]: readonly [number, number, number, number],
  colour: string,
  below: boolean,
): void {
  const { width: canvasWidth, height: canvasHeight } = context.canvas;
  context.font = '12px system-ui, sans-serif';
  const width = Math.min(context.measureText(label).width + 8, canvasWidth);
  const left = Math.max(0, Math.min(x, canvasWidth - width));
  const wanted = below ? y + height + 2 : y - LABEL_PX - 2;
  const top = Math.max(0, Math.min(wanted, canvasHeight - LABEL_PX));
  context.fillStyle = 'rgb(0 0 0 / 75%)';
  context.fillRect(left, top, width, LABEL_PX);
  context.fillStyle = colour;
  context.textBaseline = 'middle';
  context.fillText(label, left + 4, top + LABEL_PX / 2, width - 8);
}

function drawMask(
  context: CanvasRenderingContext2D,
  { segmentation, categoryId }: CocoAnnotation,
  scale: number,
  coco: Coco,
  names: readonly string[],
): void {
  if (!segmentation) return;
  const colour = colourOf(categoryName(coco, categoryId), names);
  context.save();
  context.globalAlpha = 0.4;
  context.fillStyle = colour;
  if (segmentation.kind === 'polygons') {
    const path = new Path2D();
    for (const polygon of segmentation.polygons) {
      for (let i = 0; i + 1 < polygon.length; i += 2) {
        const point = [(polygon[i] ?? 0) * scale, (polygon[i + 1] ?? 0) * scale] as const;
        if (i === 0) path.moveTo(...point);
        else path.lineTo(...point);
      }
      path.closePath();
    }
    context.fill(path);
  } else {
    const { width, height } = context.canvas;
    const mask = sampleMask(segmentation.rle, width, height);
    context.drawImage(tinted(mask, width, height, colour), 0, 0);
  }
  context.restore();
}

/** Returns a canvas with the ones of a mask in a colour, the rest clear. */
function tinted(mask: Uint8Array, width: number, height: number, colour: string): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser gives no 2-D canvas');
  const pixels = context.createImageData(width, height);
  for (let i = 0; i < mask.length; i++) pixels.data[4 * i + 3] = mask[i] ? 255 : 0;
  context.putImageData(pixels, 0, 0);
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  return canvas;
}
