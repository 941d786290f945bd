import type { ModelName } from '../data/formats';
import { el } from './dom';
import './model-note.css';

/** Says which model computed a result, that it is no diagnosis, and what the model is meant for. */
export function modelNote(model: ModelName | null): HTMLElement {
  const maker = model ? `Computed by ${model.name} ${model.version}`.trim() : 'No model is named';
  return el(
    'div',
    { class: 'model-note', role: 'note', 'data-test': 'model' },
    el('p', {}, el('strong', {}, `${maker}. Not for diagnosis.`)),
    model?.intendedUse ? el('p', {}, `Intended use of the model: ${model.intendedUse}.`) : null,
  );
}
