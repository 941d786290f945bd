/**
 * Returns how a file is called in messages: its name and its folder's, for example
 * `S1/volume.nii.gz`.
 */
export function fileName(url: URL): string {
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  return segments.slice(-2).map(decoded).join('/') || url.host;
}

/** As it came if it is no UTF-8. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
