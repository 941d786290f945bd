import { el } from '../app/dom';
import type { ViewSettings } from './settings';
import { percentSlider } from './slider';
import type { Preset } from './windows';

/** What the bar above the images can do. */
export interface ToolbarActions {
  preset(index: number): void;
  invert(): void;
  setTool(tool: Tool): void;
  link(): void;
  fit(): void;
  showPixels(): void;
  enlarge(): void;
  setHeat(opacity: number): void;
  setConfidence(least: number): void;
}

export type Tool = 'window' | 'pan' | 'zoom';

export interface Toolbar {
  readonly element: HTMLElement;
  update(settings: ViewSettings, presets: readonly Preset[]): void;
}

const TOOLS: readonly (readonly [Tool, string])[] = [
  ['window', 'Window'],
  ['pan', 'Move'],
  ['zoom', 'Zoom'],
];

/** Builds the bar above the images. */
export function createToolbar(settings: ViewSettings, actions: ToolbarActions): Toolbar {
  const button = (label: string, run: () => void) =>
    el('button', { type: 'button', onclick: run }, label);
  const presetGroup = el('div', {
    class: 'mammography-group',
    role: 'group',
    'aria-label': 'Window',
  });
  const invert = button('Invert', actions.invert);
  const link = button('Link zoom', actions.link);
  const enlarge = button('Enlarge', actions.enlarge);
  const tools = TOOLS.map(([tool, label]) => {
    const one = button(label, () => {
      actions.setTool(tool);
      for (const other of tools) other.setAttribute('aria-pressed', String(other === one));
    });
    one.setAttribute('aria-pressed', String(tool === 'window'));
    return one;
  });
  let shownPresets = '';

  function update(next: ViewSettings, presets: readonly Preset[]): void {
    invert.setAttribute('aria-pressed', String(next.inverted));
    link.setAttribute('aria-pressed', String(next.linked));
    enlarge.textContent = next.enlarged === null ? 'Enlarge' : 'All images';
    const labels = presets.map(({ label }) => label).join();
    if (labels === shownPresets) return;
    shownPresets = labels;
    presetGroup.replaceChildren(
      ...presets.map(({ label }, i) => button(`${i + 1} ${label}`, () => actions.preset(i))),
    );
  }

  const element = el(
    'div',
    { class: 'mammography-toolbar', role: 'toolbar', 'aria-label': 'Images' },
    presetGroup,
    invert,
    el('div', { class: 'mammography-group', role: 'group', 'aria-label': 'Drag' }, ...tools),
    button('Fit', actions.fit),
    button('1:1', actions.showPixels),
    link,
    enlarge,
    percentSlider('Heat map', settings.heatOpacity, actions.setHeat),
    percentSlider('Confidence from', settings.leastConfidence, actions.setConfidence),
  );
  return { element, update };
}
