import { maskedCrc32c } from './crc32c';

/**
 * A TFRecord file is records one after the other, each its length as u64, the masked CRC-32C of the
 * length as u32, the data, and the masked CRC-32C of the data as u32, all little-endian (TensorFlow,
 * "TFRecord and tf.train.Example").
 */
export const HEADER_BYTES = 12;
export const FOOTER_BYTES = 4;

/** Most bytes of one record. An image of 16,384 x 16,384 in 8 bits fills it. */
export const MAX_RECORD_BYTES = 256 * 1024 * 1024;

const LENGTH_BYTES = 8;

/** Returns whether the first 8 of the 12 bytes have the checksum that follows them. */
export function isHeader(header: Uint8Array): boolean {
  const view = viewOf(header);
  return (
    header.length >= HEADER_BYTES &&
    view.getUint32(LENGTH_BYTES, true) === maskedCrc32c(header.subarray(0, LENGTH_BYTES))
  );
}

/**
 * Returns the bytes of data that follow a header.
 *
 * @throws Error if the checksum of the length is wrong, or a record is over {@link MAX_RECORD_BYTES}
 */
export function recordLength(header: Uint8Array): number {
  if (!isHeader(header)) throw new Error('the checksum of a record length is wrong');
  const length = viewOf(header).getBigUint64(0, true);
  if (length > BigInt(MAX_RECORD_BYTES)) {
    throw new Error(`a record must have <= ${MAX_RECORD_BYTES} bytes, but has ${length}`);
  }
  return Number(length);
}

/**
 * Returns the data of a record, given with its footer.
 *
 * @throws Error if the checksum of the data is wrong
 */
export function recordData(dataAndFooter: Uint8Array): Uint8Array {
  const length = dataAndFooter.length - FOOTER_BYTES;
  if (length < 0) throw new Error('a record ends before its checksum');
  const data = dataAndFooter.subarray(0, length);
  if (viewOf(dataAndFooter).getUint32(length, true) !== maskedCrc32c(data)) {
    throw new Error('the checksum of a record is wrong');
  }
  return data;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
