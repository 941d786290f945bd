import { el } from '../app/dom';
import { saveAs } from '../app/save-as';
import type { ViewContext } from '../app/view';
import type { CalciumLesion, Study } from '../data/formats';
import { fileNameOf } from './latin-text';
import type { CalciumOptions } from './options';
import type { Result } from './result';

/** What a report is made of, at the moment of the click. */
export interface ReportSource {
  readonly study: Study;
  readonly options: CalciumOptions;
  readonly result: Result | null;
  /** Returns a picture of an axial slice with its lesions boxed, or null where there are no images. */
  keyImage(
    slice: number,
    lesions: readonly CalciumLesion[],
    sizePx: number,
  ): HTMLCanvasElement | null;
}

/** Returns a button that saves a report as PDF. */
export function offerReport(context: ViewContext, source: () => ReportSource): HTMLElement {
  const button = el(
    'button',
    { type: 'button', 'data-test': 'export-pdf', onclick: () => void save() },
    'Save a report (PDF)',
  );
  let saving = false;
  async function save(): Promise<void> {
    if (saving) return;
    const { study, options, result, keyImage } = source();
    if (result === null) {
      context.showProblem(new Error('There is no score to report.'));
      return;
    }
    // Not `disabled`, which would take the focus from the keyboard.
    setSaving(true);
    try {
      const { reportPdf } = await import('./report-pdf');
      const { reportOf } = await import('./report');
      const pdf = await reportPdf(reportOf(study, options, result), keyImage);
      saveAs(pdf, fileNameOf(study.study));
      context.announce('The report is saved.');
    } catch (problem) {
      context.showProblem(problem);
    } finally {
      setSaving(false);
    }
  }
  function setSaving(now: boolean): void {
    saving = now;
    button.setAttribute('aria-disabled', String(now));
  }
  return el('p', { class: 'calcium-export' }, button);
}
