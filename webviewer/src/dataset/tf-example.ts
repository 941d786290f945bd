import { PbfReader } from 'pbf';

/** One feature of a `tf.train.Example`: a list of bytes, 32-bit floats or 64-bit integers. */
export type Feature =
  | { readonly kind: 'bytes'; readonly values: readonly Uint8Array[] }
  | { readonly kind: 'float'; readonly values: readonly number[] }
  | { readonly kind: 'int64'; readonly values: readonly number[] };

/** Most values that a feature may hold: a record made to fill the memory stops here. */
const MAX_VALUES = 1 << 20;

/**
 * Returns the wanted features of a serialized `tf.train.Example` by name; others are skipped.
 *
 * The bytes are views of the input. Integers beyond 2^53 lose their last digits. Where a name comes
 * twice the last one counts, as in every protobuf map (tensorflow/core/example/feature.proto).
 *
 * @throws Error if the bytes are no Example
 */
export function parseExample(
  bytes: Uint8Array,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, Feature> {
  const features = new Map<string, Feature>();
  forEachField(bytes, (example) => {
    if (example.field !== 1) return;
    forEachField(message(example), (entry) => {
      if (entry.field !== 1) return;
      const parsed = parseEntry(message(entry), wanted);
      if (parsed) features.set(parsed.name, parsed.feature);
    });
  });
  return features;
}

interface Field {
  readonly field: number;
  readonly type: number;
  readonly reader: PbfReader;
}

const LENGTH_DELIMITED = 2;

function forEachField(bytes: Uint8Array, visit: (field: Field) => void): void {
  const reader = new PbfReader(bytes);
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    visit({ field, type: reader.type, reader });
  }
  // A length that runs beyond its message is cut off silently by subarray().
  if (reader.pos > bytes.length) throw new Error('a field runs beyond the end of its message');
}

function message({ field, type, reader }: Field): Uint8Array {
  if (type !== LENGTH_DELIMITED) {
    throw new Error(`field ${field} must be length-delimited, but has wire type ${type}`);
  }
  const bytes = reader.readBytes();
  if (reader.pos > reader.length) throw new Error('a field runs beyond the end of its message');
  return bytes;
}

function parseEntry(
  bytes: Uint8Array,
  wanted: ReadonlySet<string>,
): { readonly name: string; readonly feature: Feature } | null {
  let name = '';
  let value: Uint8Array = new Uint8Array(0);
  forEachField(bytes, (field) => {
    if (field.field === 1) name = new TextDecoder().decode(message(field));
    else if (field.field === 2) value = message(field);
  });
  return wanted.has(name) ? { name, feature: parseFeature(value) } : null;
}

function parseFeature(bytes: Uint8Array): Feature {
  let feature: Feature = { kind: 'bytes', values: [] };
  forEachField(bytes, (field) => {
    if (field.field === 1) feature = { kind: 'bytes', values: bytesList(message(field)) };
    else if (field.field === 2) feature = { kind: 'float', values: floatList(message(field)) };
    else if (field.field === 3) feature = { kind: 'int64', values: int64List(message(field)) };
  });
  return feature;
}

function bytesList(bytes: Uint8Array): Uint8Array[] {
  const values: Uint8Array[] = [];
  forEachField(bytes, (field) => {
    if (field.field === 1) values.push(message(field));
    requireFew(values.length);
  });
  return values;
}

function floatList(bytes: Uint8Array): number[] {
  requireFew(bytes.length / Float32Array.BYTES_PER_ELEMENT);
  const values: number[] = [];
  forEachField(bytes, ({ field, reader }) => {
    if (field === 1) reader.readPackedFloat(values);
  });
  return values;
}

function int64List(bytes: Uint8Array): number[] {
  requireFew(bytes.length);
  const values: number[] = [];
  forEachField(bytes, ({ field, reader }) => {
    if (field === 1) reader.readPackedVarint(values, true);
  });
  return values;
}

function requireFew(values: number): void {
  if (values > MAX_VALUES) throw new Error(`a feature must have <= ${MAX_VALUES} values`);
}
