package org.radloom.events;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.radloom.schemas.Consent;
import org.radloom.schemas.Correction;
import org.radloom.schemas.CuratedEvent;
import org.radloom.schemas.GroundTruth;
import org.radloom.schemas.Inference;
import org.radloom.schemas.ModelRef;
import org.radloom.schemas.Transcription;

/**
 * Reads the events of an Avro container file. They are all of one type, the one its schema is named
 * after, or of any type in a file of the curated store. Files written with earlier releases of the
 * schema are read too. A file that breaks off or is damaged gives one reject at the first record
 * that cannot be read; there is no telling how many come after it.
 *
 * <p>Also reads single events in Avro's single-object encoding: C3 01, the schema's 64-bit
 * fingerprint, the event.
 */
public final class AvroEvents {
  private static final List<Schema> EVENTS =
      List.of(
          Transcription.getClassSchema(),
          Correction.getClassSchema(),
          Inference.getClassSchema(),
          GroundTruth.getClassSchema(),
          Consent.getClassSchema());

  private static final Map<String, Schema> BY_NAME =
      Stream.concat(EVENTS.stream(), Stream.of(CuratedEvent.getClassSchema()))
          .collect(Collectors.toMap(Schema::getName, Function.identity()));

  private static final Map<Long, Schema> BY_FINGERPRINT =
      EVENTS.stream()
          .collect(
              Collectors.toMap(SchemaNormalization::parsingFingerprint64, Function.identity()));

  static {
    AvroLimits.set();
  }

  /** Bytes before the event in the single-object encoding. */
  private static final int HEADER_BYTES = 10;

  /** Takes what a file holds, in order. */
  public interface Receiver {
    /** Takes an event; {@code position} counts the records of the file from 1. */
    void event(SpecificRecord event, long position);

    /** Takes a record that is no usable event. */
    void reject(InvalidEventException reject, long position);
  }

  private AvroEvents() {}

  /** Returns whether a file that starts with these bytes is an Avro container file. */
  public static boolean isAvro(byte[] head) {
    return head.length >= 4 && head[0] == 'O' && head[1] == 'b' && head[2] == 'j' && head[3] == 1;
  }

  /** Returns whether these bytes are in Avro's single-object encoding. */
  public static boolean isSingleObject(byte[] bytes, int offset, int length) {
    return length >= 2 && bytes[offset] == (byte) 0xc3 && bytes[offset + 1] == 1;
  }

  /**
   * Returns the event in a single-object encoding.
   *
   * @throws InvalidEventException if there is none, with the reason
   */
  public static SpecificRecord readSingleObject(byte[] bytes, int offset, int length)
      throws InvalidEventException {
    if (length < HEADER_BYTES) {
      throw corrupt();
    }
    Schema schema =
        BY_FINGERPRINT.get(
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(offset + 2));
    if (schema == null) {
      throw new InvalidEventException(EventType.UNKNOWN, RejectReason.UNKNOWN_TYPE, null);
    }
    Object datum;
    try {
      BinaryDecoder in =
          DecoderFactory.get()
              .binaryDecoder(bytes, offset + HEADER_BYTES, length - HEADER_BYTES, null);
      datum = new SpecificDatumReader<>(schema).read(null, in);
      if (!in.isEnd()) {
        throw corrupt();
      }
    } catch (IOException | RuntimeException e) {
      // Avro has no one exception for damage: an index out of bounds, an unsupported length.
      throw corrupt();
    }
    return checked(datum);
  }

  private static InvalidEventException corrupt() {
    return new InvalidEventException(EventType.UNKNOWN, RejectReason.CORRUPT_AVRO, null);
  }

  /**
   * Reads a whole file.
   *
   * @throws IOException if {@code in} itself fails, which is not the file's fault
   */
  public static void read(InputStream in, Receiver out) throws IOException {
    FailureNote noted = new FailureNote(in);
    long position = 1;
    try (Records records = new Records(noted)) {
      while (records.hasNext()) {
        report(records.next(), position, out);
        position++;
      }
    } catch (DamagedFileException e) {
      if (noted.failure != null) {
        throw noted.failure;
      }
      out.reject(corrupt(), position);
    }
  }

  /** A file that cannot be decoded from here on. */
  private static final class DamagedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedFileException(Throwable cause) {
      super(cause);
    }
  }

  /** The records of a file. Whatever Avro makes of damage, here it is one exception. */
  private static final class Records implements Closeable {
    private final FailureNote in;
    private final DataFileStream<Object> file;

    Records(FailureNote in) throws DamagedFileException {
      this.in = in;
      this.file = decode(() -> new DataFileStream<>(in, new EventDatumReader()));
    }

    boolean hasNext() throws DamagedFileException {
      return decode(
          () -> {
            if (file.hasNext()) {
              return true;
            }
            // Avro takes a block that breaks off for the end; asked again, it has a record.
            if (in.failure != null || file.hasNext()) {
              throw new EOFException("the last block breaks off");
            }
            return false;
          });
    }

    Object next() throws DamagedFileException {
      return decode(file::next);
    }

    private static <T> T decode(Callable<T> step) throws DamagedFileException {
      try {
        return step.call();
      } catch (Exception | StackOverflowError | LinkageError | OutOfMemoryError e) {
        // The errors: a schema nested without end, a codec whose library is not here, a block that
        // claims to have 2 GiB, for which Avro makes room at once.
        throw new DamagedFileException(e);
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** Remembers that the stream failed, which Avro reports like damaged data. */
  private static final class FailureNote extends FilterInputStream {
    private @Nullable IOException failure;

    FailureNote(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return super.read(target, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }

  /** Reads events as the current classes, anything else as generic records. */
  private static final class EventDatumReader implements DatumReader<Object> {
    private DatumReader<Object> delegate = new GenericDatumReader<>();

    @Override
    public void setSchema(Schema written) {
      Schema current = BY_NAME.get(written.getName());
      delegate =
          current == null
              ? new GenericDatumReader<>(written)
              : new SpecificDatumReader<>(written, current);
    }

    @Override
    public Object read(@Nullable Object reuse, Decoder in) throws IOException {
      return delegate.read(null, in);
    }
  }

  private static void report(@Nullable Object datum, long position, Receiver out) {
    try {
      out.event(checked(datum), position);
    } catch (InvalidEventException e) {
      out.reject(e, position);
    }
  }

  private static SpecificRecord checked(@Nullable Object datum) throws InvalidEventException {
    if (datum instanceof Transcription event) {
      event.setAudioSha256(lowerCase(event.getAudioSha256()));
      lowerCase(event.getModel());
      EventChecks.check(event);
      return event;
    } else if (datum instanceof Correction event) {
      EventChecks.check(event);
      return event;
    } else if (datum instanceof Inference event) {
      event.setImageSha256(lowerCase(event.getImageSha256()));
      lowerCase(event.getModel());
      EventChecks.check(event);
      return event;
    } else if (datum instanceof GroundTruth event) {
      EventChecks.check(event);
      return event;
    } else if (datum instanceof Consent event) {
      EventChecks.check(event);
      return event;
    } else if (datum instanceof CuratedEvent curated) {
      return checked(curated.getEvent());
    }
    throw new InvalidEventException(EventType.UNKNOWN, RejectReason.UNKNOWN_TYPE, null);
  }

  private static void lowerCase(ModelRef model) {
    model.setSha256(lowerCase(model.getSha256()));
  }

  private static @Nullable String lowerCase(@Nullable String digest) {
    return digest == null ? null : EventChecks.lowerCaseDigest(digest);
  }
}
