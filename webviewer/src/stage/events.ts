/** Listeners by the name of their event. */
export interface Events<Values> {
  on<E extends keyof Values>(event: E, listener: (value: Values[E]) => void): void;
  emit<E extends keyof Values>(event: E, value: Values[E]): void;
  clear(): void;
}

export function createEvents<Values>(): Events<Values> {
  const listeners: { [E in keyof Values]?: ((value: Values[E]) => void)[] } = {};
  return {
    on(event, listener) {
      listeners[event] = [...(listeners[event] ?? []), listener];
    },
    emit(event, value) {
      for (const listener of listeners[event] ?? []) {
        listener(value);
      }
    },
    clear() {
      for (const event of Object.keys(listeners) as (keyof Values)[]) {
        delete listeners[event];
      }
    },
  };
}
