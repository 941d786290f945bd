/**
 * Whether the PDF's own fonts have all characters of a text: those of Latin-1 that print. Others
 * would come out as wrong letters, without a word.
 */
export function isLatinText(text: string): boolean {
  return /^[\u0020-\u007e\u00a0-\u00ff]*$/.test(text);
}

/** Returns a name that any file system takes, made of the study's. */
export function fileNameOf(study: string): string {
  const name = study
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[._-]+/, '')
    .slice(0, 64);
  return `${name || 'study'}-calcium.pdf`;
}
