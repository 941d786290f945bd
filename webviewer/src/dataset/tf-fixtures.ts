import { PbfWriter } from 'pbf';
import { maskedCrc32c } from './crc32c';

/** Records and Examples for tests, written as TensorFlow writes them. */
export function frame(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedCrc32c(bytes.subarray(0, 8)), true);
  bytes.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc32c(data), true);
  return bytes;
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** An Example of bytes features, several values each. */
export function bytesExample(features: Readonly<Record<string, readonly Uint8Array[]>>) {
  return exampleOf(
    Object.entries(features).map(([name, values]) => {
      const list = new PbfWriter();
      for (const value of values) list.writeBytesField(1, value);
      return [name, 1, list.finish().slice()] as const;
    }),
  );
}

/** An Example of features given as the bytes of their lists: name, kind's field number, list. */
export function exampleOf(
  features: readonly (readonly [name: string, kind: number, list: Uint8Array])[],
): Uint8Array {
  const map = new PbfWriter();
  for (const [name, kind, list] of features) {
    const feature = new PbfWriter();
    feature.writeBytesField(kind, list);
    const entry = new PbfWriter();
    entry.writeStringField(1, name);
    entry.writeBytesField(2, feature.finish());
    map.writeBytesField(1, entry.finish());
  }
  const example = new PbfWriter();
  example.writeBytesField(1, map.finish());
  return example.finish().slice();
}
