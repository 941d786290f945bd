package org.radloom.stream;

import java.util.ArrayList;
import java.util.List;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.Candidate.Grade;
import org.radloom.records.DuplicateKey;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;

/**
 * A record on its way to a window. It travels as bytes, which start with its id; this is the view
 * of them.
 *
 * @param id pseudonym of the record
 * @param patient pseudonym of the patient
 * @param version 0 when the record goes out first, 1 with the first update and so on
 * @param transcription whether it is one, else an inference
 * @param grade what it is good for, never {@link Grade#UNMATCHED}
 * @param keys what makes another record its duplicate
 * @param bands hashes that near-duplicates share; empty for inferences
 * @param avro Avro encoding of the record, its split still open
 */
@SuppressWarnings("ArrayRecordComponent") // A view of the row; never compared.
public record WindowRecord(
    Pseudonym id,
    Pseudonym patient,
    int version,
    boolean transcription,
    Grade grade,
    List<DuplicateKey> keys,
    long[] bands,
    byte[] avro) {

  /** Bytes of the id, with which a row starts. */
  public static final int ID_BYTES = 16;

  private static final DuplicateKey.Kind[] KINDS = DuplicateKey.Kind.values();
  private static final Grade[] GRADES = Grade.values();

  /** Returns the same as another version. */
  WindowRecord withVersion(int other) {
    return new WindowRecord(id, patient, other, transcription, grade, keys, bands, avro);
  }

  /** Returns the row. */
  public byte[] toBytes() {
    RowWriter row = new RowWriter(avro.length + 8 * bands.length + 96);
    put(row);
    return row.toBytes();
  }

  /** Appends the row. */
  public void put(RowWriter row) {
    row.putLong(id.hi()).putLong(id.lo()).putLong(patient.hi()).putLong(patient.lo());
    row.putCount(version).putByte(transcription ? 1 : 0).putByte(grade.ordinal());
    row.putCount(keys.size());
    for (DuplicateKey key : keys) {
      row.putByte(key.kind().ordinal()).putLong(key.hi()).putLong(key.lo());
    }
    row.putCount(bands.length);
    for (long band : bands) {
      row.putLong(band);
    }
    row.putBytes(avro, 0, avro.length);
  }

  /** Reads a row that stands alone. */
  public static WindowRecord read(byte[] row) {
    return read(new RowReader(row));
  }

  /** Reads the next row. */
  public static WindowRecord read(RowReader row) {
    Pseudonym id = new Pseudonym(row.readLong(), row.readLong());
    Pseudonym patient = new Pseudonym(row.readLong(), row.readLong());
    int version = row.readInt();
    boolean transcription = row.readByte() == 1;
    Grade grade = GRADES[row.readByte()];
    int size = row.readInt();
    List<DuplicateKey> keys = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      keys.add(new DuplicateKey(KINDS[row.readByte()], row.readLong(), row.readLong()));
    }
    long[] bands = new long[row.readInt()];
    for (int i = 0; i < bands.length; i++) {
      bands[i] = row.readLong();
    }
    return new WindowRecord(
        id, patient, version, transcription, grade, keys, bands, row.readBytes());
  }
}
