import type { jsPDF } from 'jspdf';
import { isLatinText } from './latin-text';

const PAGE_WIDTH_MM = 210;
const PAGE_HEIGHT_MM = 297;
const MARGIN_MM = 18;
const TOP_MM = 26;
const BOTTOM_MM = PAGE_HEIGHT_MM - 20;
const WIDTH_MM = PAGE_WIDTH_MM - 2 * MARGIN_MM;
const MM_PER_POINT = 25.4 / 72;
const LINE = 1.35;
const BODY_POINTS = 10;
/** Where the second of a pair starts. */
const PAIR_INDENT_MM = 48;
/** So that three rows and their captions fit on a page. */
const LARGEST_PICTURE_MM = 69;
/** Pixels of a point, for text drawn as a picture. */
const PIXELS_PER_POINT = 4;

const INK = [20, 25, 30] as const;
const RED = [176, 20, 20] as const;
const GRAY = [90, 100, 110] as const;

type Colour = readonly [number, number, number];

interface TextStyle {
  readonly points: number;
  readonly bold?: boolean;
  readonly colour?: Colour;
  readonly align?: 'left' | 'right' | 'center';
}

/** Writes one thing below the other, onto as many pages as it takes. */
export class PdfWriter {
  readonly #pdf: jsPDF;
  readonly #banner: string;
  readonly #footer: string;
  #y = TOP_MM;

  /**
   * @param banner at the top of every page
   * @param footer at the bottom of every page, beside its number
   */
  constructor(pdf: jsPDF, banner: string, footer: string) {
    this.#pdf = pdf;
    this.#banner = banner;
    this.#footer = footer;
  }

  heading(text: string, points: number): void {
    const height = lineMm(points);
    // A heading alone at the foot of a page heads nothing.
    this.#makeRoom(height + 3 * lineMm(BODY_POINTS));
    this.#y += points > 14 ? 0 : 3;
    this.#text(text, MARGIN_MM, this.#y + height * 0.75, { points, bold: true });
    this.#y += height + 1;
  }

  paragraph(text: string): void {
    this.#lines(text, MARGIN_MM, WIDTH_MM, { points: BODY_POINTS });
    this.#y += 1;
  }

  pairs(pairs: readonly (readonly [string, string])[]): void {
    for (const [name, value] of pairs) {
      this.#makeRoom(lineMm(BODY_POINTS));
      const baseline = this.#y + lineMm(BODY_POINTS) * 0.75;
      this.#text(name, MARGIN_MM, baseline, { points: BODY_POINTS, colour: GRAY });
      this.#lines(value, MARGIN_MM + PAIR_INDENT_MM, WIDTH_MM - PAIR_INDENT_MM, {
        points: BODY_POINTS,
      });
    }
  }

  /** A box that nobody overlooks. */
  warning(text: string): void {
    const style = { points: 12, bold: true, colour: RED };
    const lines = this.#split(text, WIDTH_MM - 8, style);
    const height = lines.length * lineMm(style.points) + 5;
    this.#makeRoom(height + 4);
    this.#y += 2;
    this.#pdf.setDrawColor(...RED);
    this.#pdf.setLineWidth(0.8);
    this.#pdf.rect(MARGIN_MM, this.#y, WIDTH_MM, height);
    lines.forEach((line, i) => {
      const baseline = this.#y + 2.5 + (i + 0.75) * lineMm(style.points);
      this.#text(line, MARGIN_MM + 4, baseline, style);
    });
    this.#y += height + 3;
  }

  /** The first column to the left and wide, the others to the right; the last row adds up. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const height = lineMm(BODY_POINTS) + 1.6;
    const firstMm = WIDTH_MM * 0.4;
    const stepMm = (WIDTH_MM - firstMm) / Math.max(1, head.length - 1);
    [head, ...rows].forEach((row, r) => {
      this.#makeRoom(height);
      const bold = r === 0 || r === rows.length;
      row.forEach((text, column) => {
        const right = MARGIN_MM + firstMm + column * stepMm;
        this.#text(text, column === 0 ? MARGIN_MM : right, this.#y + height * 0.7, {
          points: BODY_POINTS,
          bold,
          align: column === 0 ? 'left' : 'right',
        });
      });
      this.#y += height;
      this.#pdf.setDrawColor(...GRAY);
      this.#pdf.setLineWidth(r === 0 || r === rows.length - 1 ? 0.35 : 0.1);
      this.#pdf.line(MARGIN_MM, this.#y, MARGIN_MM + WIDTH_MM, this.#y);
    });
    this.#y += 2;
  }

  /** Square pictures in rows, each with its caption below. */
  pictures(
    heading: string,
    pictures: readonly { readonly picture: HTMLCanvasElement; readonly caption: string }[],
    perRow: number,
    gapMm: number,
  ): void {
    const widthMm = (WIDTH_MM - (perRow - 1) * gapMm) / perRow;
    const side = Math.min(widthMm, LARGEST_PICTURE_MM);
    const style = { points: 8.5 };
    for (let first = 0; first < pictures.length; first += perRow) {
      const row = pictures.slice(first, first + perRow);
      const captions = row.map(({ caption }) => this.#split(caption, widthMm, style));
      const captionMm = Math.max(...captions.map(({ length }) => length)) * lineMm(style.points);
      this.#makeRoom(side + captionMm + (first === 0 ? 16 : 4));
      if (first === 0) {
        this.heading(heading, 13);
      }
      row.forEach(({ picture }, column) => {
        const x = MARGIN_MM + column * (widthMm + gapMm);
        this.#pdf.addImage(picture, 'PNG', x, this.#y, side, side, undefined, 'FAST');
        captions[column]?.forEach((line, i) => {
          const baseline = this.#y + side + (i + 0.9) * lineMm(style.points);
          this.#text(line, x, baseline, style);
        });
      });
      this.#y += side + captionMm + 4;
    }
  }

  /** Puts banner, footer and number on every page. */
  finish(): void {
    const pages = this.#pdf.getNumberOfPages();
    for (let page = 1; page <= pages; page++) {
      this.#pdf.setPage(page);
      this.#text(this.#banner, PAGE_WIDTH_MM / 2, 14, {
        points: 12,
        bold: true,
        colour: RED,
        align: 'center',
      });
      const foot = PAGE_HEIGHT_MM - 10;
      this.#text(this.#footer, MARGIN_MM, foot, { points: 8, colour: GRAY });
      this.#text(`Page ${page} of ${pages}`, PAGE_WIDTH_MM - MARGIN_MM, foot, {
        points: 8,
        colour: GRAY,
        align: 'right',
      });
    }
  }

  #makeRoom(heightMm: number): void {
    if (this.#y + heightMm > BOTTOM_MM) {
      this.#pdf.addPage();
      this.#y = TOP_MM;
    }
  }

  /** Writes lines from where the page is, and moves on. */
  #lines(text: string, x: number, widthMm: number, style: TextStyle): void {
    for (const line of this.#split(text, widthMm, style)) {
      this.#makeRoom(lineMm(style.points));
      this.#text(line, x, this.#y + lineMm(style.points) * 0.75, style, widthMm);
      this.#y += lineMm(style.points);
    }
  }

  #split(text: string, widthMm: number, style: TextStyle): readonly string[] {
    if (!isLatinText(text)) {
      return [text];
    }
    this.#setFont(style);
    return this.#pdf.splitTextToSize(text, widthMm) as string[];
  }

  #text(text: string, x: number, baseline: number, style: TextStyle, widthMm = WIDTH_MM): void {
    if (isLatinText(text)) {
      this.#setFont(style);
      this.#pdf.setTextColor(...(style.colour ?? INK));
      this.#pdf.text(text, x, baseline, { align: style.align ?? 'left' });
    } else {
      this.#drawnText(text, x, baseline, style, widthMm);
    }
  }

  #setFont({ points, bold }: TextStyle): void {
    this.#pdf.setFont('helvetica', bold ? 'bold' : 'normal');
    this.#pdf.setFontSize(points);
  }

  /** Draws a text as a picture, with whatever fonts the browser has. */
  #drawnText(text: string, x: number, baseline: number, style: TextStyle, widthMm: number): void {
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d');
    if (context === null) {
      throw new Error('the browser gives no canvas to draw text on');
    }
    const pixels = style.points * PIXELS_PER_POINT;
    const font = `${style.bold ? 700 : 400} ${pixels}px system-ui, sans-serif`;
    context.font = font;
    canvas.width = Math.max(1, Math.ceil(context.measureText(text).width));
    canvas.height = Math.ceil(pixels * LINE);
    context.font = font;
    context.fillStyle = `rgb(${(style.colour ?? INK).join(' ')})`;
    context.fillText(text, 0, pixels);
    const mmPerPixel = MM_PER_POINT / PIXELS_PER_POINT;
    const shrink = Math.min(1, widthMm / (canvas.width * mmPerPixel));
    const width = canvas.width * mmPerPixel * shrink;
    const height = canvas.height * mmPerPixel * shrink;
    const left = style.align === 'right' ? x - width : style.align === 'center' ? x - width / 2 : x;
    const top = baseline - pixels * mmPerPixel * shrink;
    this.#pdf.addImage(canvas, 'PNG', left, top, width, height, undefined, 'FAST');
  }
}

function lineMm(points: number): number {
  return points * MM_PER_POINT * LINE;
}
