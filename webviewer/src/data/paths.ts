/** Names that files carry in JSON become URLs here, and only here: below a folder, or not at all. */

/** Longer than any file system's names. */
const MOST_LENGTH = 255;

/**
 * Returns whether the text can name one file or folder: no separator, nothing that leads elsewhere, no
 * control character, no half of a character.
 */
export function isSegment(name: string): boolean {
  return (
    name.length > 0 &&
    name.length <= MOST_LENGTH &&
    name !== '.' &&
    name !== '..' &&
    !/[/\\\p{Cc}\p{Cs}]/u.test(name)
  );
}

/**
 * Returns the URL of a file that is named relative to a folder, or null if the name leads anywhere but
 * below it. Names are names, not URLs: a `%`, `?`, `#` or `:` in one is part of it.
 *
 * @param folder ends in `/`
 */
export function fileUnder(folder: URL, name: string): URL | null {
  const segments = name.split('/');
  if (!segments.every(isSegment)) return null;
  const url = new URL(folder);
  url.search = '';
  url.hash = '';
  url.pathname += segments.map(encodeURIComponent).join('/');
  return url;
}

/** Returns the same for a folder, ending in `/`; `./` is the folder itself. */
export function folderUnder(folder: URL, name: string): URL | null {
  if (name === './' || name === '.') return new URL('./', folder);
  const url = fileUnder(folder, name.replace(/\/$/, ''));
  if (url) url.pathname += '/';
  return url;
}
