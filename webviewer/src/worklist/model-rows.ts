import { formatBytes } from '../app/bytes';
import type { ListedModel } from '../data/models';

/** A version of a model as a line of the page. */
export interface ModelRow {
  readonly name: string;
  /** With a mark at the one that is taken when nobody names one. */
  readonly version: string;
  readonly task: string;
  readonly size: string;
  readonly engine: string;
  /** Whether it is one of the project's own, made for phantoms. */
  readonly demo: string;
  /** Null where nobody stated it. */
  readonly accuracy: string | null;
}

/** What the project calls the models that it makes itself. */
const DEMO = /^demo-/;

/** Returns a row for each version; the default one of each model comes first. */
export function modelRows(models: readonly ListedModel[]): readonly ModelRow[] {
  return models.flatMap(({ name, task, default: chosen, versions }) => {
    const first = versions.filter(({ version }) => version === chosen);
    const others = versions.filter(({ version }) => version !== chosen);
    return [...first, ...others].map(({ version, engine, quantizedFrom, bytes, accuracy }) => ({
      name,
      version: [
        version,
        version === chosen ? '✓ default' : null,
        quantizedFrom ? `quantised from ${quantizedFrom}` : null,
      ]
        .filter((part) => part !== null)
        .join(', '),
      task: sentence(task),
      size: formatBytes(bytes),
      engine: sentence(engine),
      demo: DEMO.test(name) ? 'demo, for phantoms' : 'no',
      accuracy: accuracy ?? null,
    }));
  });
}

/** Returns for example `Cardiac segmentation` for `cardiac_segmentation`. */
function sentence(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words === 'onnx' ? 'ONNX' : words.charAt(0).toUpperCase() + words.slice(1);
}
