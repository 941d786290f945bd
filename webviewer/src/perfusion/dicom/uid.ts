/**
 * Returns a new unique identifier, `2.25.` and a random UUID (version 4) as one decimal number.
 * Source: DICOM PS3.5 B.2. Random bytes come from getRandomValues, which pages on plain http have.
 */
export function newUid(random: Uint8Array = crypto.getRandomValues(new Uint8Array(16))): string {
  if (random.length !== 16) {
    throw new RangeError(`random must be 16 bytes, but was: ${random.length}`);
  }
  const bytes = Uint8Array.from(random);
  // Version and variant of RFC 4122, section 4.4.
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let number = 0n;
  for (const byte of bytes) number = (number << 8n) | BigInt(byte);
  return `2.25.${number}`;
}
