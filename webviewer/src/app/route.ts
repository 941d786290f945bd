/** What the fragment of the URL asks for. */
export type Route =
  | { readonly kind: 'worklist'; readonly params: URLSearchParams }
  | { readonly kind: 'study'; readonly key: string; readonly params: URLSearchParams }
  | { readonly kind: 'dataset'; readonly key: string; readonly params: URLSearchParams }
  | { readonly kind: 'unknown'; readonly fragment: string };

/**
 * Returns what a fragment asks for: `#/`, `#/study/KEY?SETTINGS` or `#/dataset/NAME/VERSION?SETTINGS`.
 * Nothing at all asks for the worklist.
 */
export function parseRoute(fragment: string): Route {
  const unknown: Route = { kind: 'unknown', fragment };
  const text = fragment.replace(/^#?\/?/, '');
  const at = text.indexOf('?');
  const params = new URLSearchParams(at < 0 ? '' : text.slice(at + 1));
  const [kind, ...names] = (at < 0 ? text : text.slice(0, at)).split('/').map(decode);
  if (kind === '' && names.length === 0) return { kind: 'worklist', params };
  if (names.some((name) => !name)) return unknown;
  const key = names.join('/');
  if (kind === 'study' && names.length > 0) return { kind, key, params };
  if (kind === 'dataset' && names.length === 2) return { kind, key, params };
  return unknown;
}

/** Returns the fragment that leads to a study or dataset version; the opposite of parsing one. */
export function routeTo(kind: 'study' | 'dataset', key: string): string {
  return `#/${kind}/${key.split('/').map(encodeURIComponent).join('/')}`;
}

/** Returns the fragment without its settings; `#/` for none. */
export function pathOf(fragment: string): string {
  return fragment.split('?', 1)[0] || '#/';
}

/** Returns the fragment with other settings after the `?`. */
export function withParams(fragment: string, params: URLSearchParams): string {
  const path = pathOf(fragment);
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Returns the decoded part of a path, or '' where the escapes are wrong. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
