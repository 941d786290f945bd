import { el } from '../app/dom';
import type { DatasetPage, Panel } from './page';

export interface Tabs {
  readonly element: HTMLElement;
  /** Opens a tab by its place; puts the focus on it. */
  open(index: number): void;
}

/**
 * Builds tabs over panels, each filled when it is first opened. Arrow keys, Home and End go along the
 * tabs (WAI-ARIA, "Tabs pattern", automatic activation).
 */
export function createTabs(panels: readonly Panel[], page: DatasetPage): Tabs {
  const hosts = panels.map(({ id }) =>
    el('div', {
      id: `dataset-panel-${id}`,
      role: 'tabpanel',
      'aria-labelledby': `dataset-tab-${id}`,
      class: 'dataset-panel panel',
      tabindex: 0,
      hidden: true,
    }),
  );
  const buttons = panels.map(({ id, label }, i) =>
    el(
      'button',
      {
        type: 'button',
        id: `dataset-tab-${id}`,
        role: 'tab',
        'aria-controls': `dataset-panel-${id}`,
        onclick: () => select(i),
      },
      label,
    ),
  );
  const opened = new Set<number>();

  function select(index: number): void {
    const panel = panels[index];
    const host = hosts[index];
    if (!panel || !host) return;
    buttons.forEach((button, i) => {
      button.setAttribute('aria-selected', String(i === index));
      button.tabIndex = i === index ? 0 : -1;
    });
    hosts.forEach((one, i) => {
      one.hidden = i !== index;
    });
    page.set('tab', index === 0 ? null : panel.id);
    if (!opened.has(index)) {
      opened.add(index);
      panel.open(host, page);
    }
  }

  function open(index: number): void {
    select(index);
    buttons[index]?.focus();
  }

  const list = el(
    'div',
    {
      role: 'tablist',
      'aria-label': 'Parts of the dataset',
      class: 'dataset-tabs',
      onkeydown(event: KeyboardEvent) {
        const at = buttons.indexOf(event.target as HTMLButtonElement);
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
        if (at < 0 || to === undefined) return;
        event.preventDefault();
        open((to + panels.length) % panels.length);
      },
    },
    ...buttons,
  );
  const wanted = panels.findIndex(({ id }) => id === page.setting('tab'));
  const element = el('div', { class: 'dataset-parts' }, list, ...hosts);
  select(Math.max(0, wanted));
  return { element, open };
}
