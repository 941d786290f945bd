import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { jsPDF } from 'jspdf';
import { DEFINITION } from './about-panel';
import { PdfWriter } from './pdf-writer';
import type { KeySlice, Report } from './report';
import type { ReportSource } from './report-button';
import { VIEWER_VERSION } from './version';

const BANNER = 'Not for diagnostic use';
const IMAGE_PX = 720;
const IMAGES_A_ROW = 2;
const IMAGE_GAP_MM = 6;

/**
 * Returns a report as a PDF of A4 pages whose text can be selected. The same report with the same
 * pictures gives the same bytes: its date is that of the job.
 */
export async function reportPdf(report: Report, keyImage: ReportSource['keyImage']): Promise<Blob> {
  const pdf = new jsPDF({ unit: 'mm', format: 'a4', compress: true });
  const warning = report.warning === null ? '' : ` ${report.warning}`;
  pdf.setProperties({
    title: `${report.title}, ${report.study}`,
    subject: `${BANNER}.${warning}`,
    creator: `Radloom viewer ${VIEWER_VERSION}`,
  });
  pdf.setCreationDate(pdfDate(report.computedAt));
  pdf.setFileId(
    bytesToHex(sha256(utf8ToBytes(JSON.stringify(report))))
      .slice(0, 32)
      .toUpperCase(),
  );

  const writer = new PdfWriter(pdf, BANNER, `${report.study} · Radloom viewer ${VIEWER_VERSION}`);
  writer.heading(report.title, 20);
  writer.pairs([
    ['Study', report.study],
    ['Date of computing', report.computedAt],
  ]);
  if (report.warning !== null) {
    writer.warning(report.warning);
  }
  writer.heading('Result', 13);
  writer.pairs(report.summary);
  for (const flag of report.flags) {
    writer.paragraph(`Flag: ${flag}`);
  }
  writer.heading(report.table.title, 13);
  writer.table(report.table.head, report.table.rows);
  writer.heading('Method', 13);
  writer.pairs(report.method);
  for (const text of DEFINITION) {
    writer.paragraph(text);
  }
  addImages(writer, report.keySlices, keyImage);
  writer.finish();
  return pdf.output('blob');
}

function addImages(
  writer: PdfWriter,
  keySlices: readonly KeySlice[],
  keyImage: ReportSource['keyImage'],
): void {
  const pictures = keySlices.flatMap(({ slice, lesions, caption }) => {
    const picture = keyImage(slice, lesions, IMAGE_PX);
    return picture ? [{ picture, caption }] : [];
  });
  if (pictures.length > 0) {
    writer.pictures('Slices with the largest lesions', pictures, IMAGES_A_ROW, IMAGE_GAP_MM);
  }
}

/** Returns a time as PDF writes it (ISO 32000-1, 7.9.4), in UTC whatever the reader's zone is. */
export function pdfDate(computedAt: string): string {
  const time = new Date(computedAt);
  const known = Number.isNaN(time.getTime()) ? new Date(0) : time;
  return `D:${known.toISOString().replace(/\D/g, '').slice(0, 14)}+00'00'`;
}
