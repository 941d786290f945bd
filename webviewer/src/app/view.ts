/** What a view gets from the page around it. */
export interface ViewContext {
  /** Where the view's part of the page is; empty when the view starts. */
  readonly host: HTMLElement;
  /** Aborts when the user leaves the view. */
  readonly signal: AbortSignal;
  /** The view's settings in the URL, after `?` in the fragment. */
  readonly params: URLSearchParams;
  /** Replaces the settings in the URL without a new entry in the history. Never patient data. */
  setParams(params: URLSearchParams): void;
  /** Says something to screen readers, politely. */
  announce(message: string): void;
  /** Shows a failure of one part of the view; the rest stays usable. */
  showProblem(problem: unknown): void;
  /** Adds keys of this view to the `?` sheet and handles them until the view ends. */
  keys(bindings: readonly KeyBinding[]): void;
}

/** A key, what it does, and where it stands in the `?` sheet. */
export interface KeyBinding {
  /** As in KeyboardEvent.key, for example `ArrowUp`, `1`, `?`; with `Shift+`, `Ctrl+` or `Alt+`. */
  readonly key: string;
  /** For example `Window 400/40, soft tissue`. */
  readonly label: string;
  readonly group: string;
  run(event: KeyboardEvent): void;
}

/** A view that can be shown. */
export interface View {
  /** The heading and the document's title. */
  readonly title: string;
  /** Frees what the garbage collector does not: GPU, workers, listeners on the window. */
  dispose(): void;
}

/** Fills `context.host` and returns the view. Rejects if there is nothing at all to show. */
export type OpenView = (context: ViewContext) => Promise<View>;
