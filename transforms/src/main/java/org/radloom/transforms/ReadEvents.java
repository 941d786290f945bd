package org.radloom.transforms;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;
import org.radloom.events.AvroEvents;
import org.radloom.events.EventType;
import org.radloom.events.InvalidEventException;
import org.radloom.events.JsonEvents;
import org.radloom.events.LineReader;
import org.radloom.events.NewlineCount;
import org.radloom.events.RejectReason;
import org.radloom.records.EventEncoder;

/**
 * Reads events from JSON Lines and Avro container files, gzipped or not, and sends each to the
 * bucket of the record it belongs to. Bounded.
 *
 * <p>Large JSON Lines files are cut at line ends and read by several workers; their lines are
 * counted first, so that every event knows its line. Blank lines are no events. What cannot be used
 * travels on as a reject, so that no line is lost; of a file that is damaged as a whole, Avro or
 * gzip, that is one reject behind the last event that could be read.
 *
 * <p>Outputs, all in chunks of rows: {@link #EVENTS} by bucket; {@link #CONSENTS} and {@link
 * #COUNTS} (events read, by type) under key 0.
 *
 * <pre>{@code
 * PCollectionTuple read = pipeline.apply(ReadEvents.from(files, settings));
 * read.get(ReadEvents.EVENTS).apply(...);
 * }</pre>
 */
public final class ReadEvents extends PTransform<PBegin, PCollectionTuple> {
  /** Rows of {@link EventRow}, by bucket. */
  public static final TupleTag<KV<Integer, byte[]>> EVENTS = new TupleTag<>() {};

  /** Rows for {@link CollectConsents}. */
  public static final TupleTag<KV<Integer, byte[]>> CONSENTS = new TupleTag<>() {};

  /** Rows of event type and count, for {@link PublishVersion}. */
  public static final TupleTag<KV<Integer, byte[]>> COUNTS = new TupleTag<>() {};

  /** Bytes of a JSON Lines file that one worker reads at a time, about. */
  public static final long RANGE_BYTES = 16L << 20;

  private static final int SCAN_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 256 << 10;
  private static final int HEAD_BYTES = 4;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final List<SourceFile> files;
  private final ExportSettings settings;

  private ReadEvents(List<SourceFile> files, ExportSettings settings) {
    this.files = files;
    this.settings = settings;
  }

  /** Reads these files. */
  public static ReadEvents from(List<SourceFile> files, ExportSettings settings) {
    return new ReadEvents(List.copyOf(files), settings);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple read =
        begin
            .apply("Files", Create.of(files).withCoder(SerializableCoder.of(SourceFile.class)))
            .apply("SpreadFiles", Reshuffle.viaRandomKey())
            .apply("CutIntoRanges", ParDo.of(new CutIntoRangesFn()))
            .setCoder(SerializableCoder.of(FileRange.class))
            .apply("SpreadRanges", Reshuffle.viaRandomKey())
            .apply(
                "ReadRange",
                ParDo.of(new ReadRangeFn(settings))
                    .withOutputTags(EVENTS, TupleTagList.of(CONSENTS).and(COUNTS)));
    read.get(EVENTS).setCoder(ChunkOutput.CODER);
    read.get(CONSENTS).setCoder(ChunkOutput.CODER);
    read.get(COUNTS).setCoder(ChunkOutput.CODER);
    return read;
  }

  /** Cuts a large JSON Lines file into ranges of whole lines; leaves any other file whole. */
  static final class CutIntoRangesFn extends DoFn<SourceFile, FileRange> {
    @ProcessElement
    public void cut(@Element SourceFile file, OutputReceiver<FileRange> out) throws IOException {
      if (file.bytes() <= RANGE_BYTES) {
        out.output(new FileRange(file, 0, Long.MAX_VALUE, 1));
        return;
      }
      try (InputStream in = Channels.newInputStream(open(file))) {
        byte[] buffer = new byte[SCAN_BYTES];
        long read = 0;
        long start = 0;
        long firstLine = 1;
        long line = 1;
        for (int length; (length = in.readNBytes(buffer, 0, buffer.length)) > 0; ) {
          if (read == 0 && (AvroEvents.isAvro(buffer) || isGzip(buffer))) {
            out.output(new FileRange(file, 0, Long.MAX_VALUE, 1));
            return;
          }
          line += NewlineCount.of(buffer, 0, length);
          int last = lastNewline(buffer, length);
          if (read + length - start >= RANGE_BYTES && last >= 0) {
            out.output(new FileRange(file, start, read + last + 1, firstLine));
            start = read + last + 1;
            firstLine = line;
          }
          read += length;
        }
        if (read > start) {
          out.output(new FileRange(file, start, Long.MAX_VALUE, firstLine));
        }
      }
    }

    private static int lastNewline(byte[] buffer, int length) {
      int i = length - 1;
      while (i >= 0 && buffer[i] != '\n') {
        i--;
      }
      return i;
    }
  }

  private static boolean isGzip(byte[] head) {
    return head.length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
  }

  private static ReadableByteChannel open(SourceFile file) throws IOException {
    return StoredFile.open(file.path());
  }

  /** Reads the events of a range. */
  static final class ReadRangeFn extends DoFn<FileRange, KV<Integer, byte[]>> {
    private final Counter read = Metrics.counter(ReadEvents.class, "read");
    private final Counter rejected = Metrics.counter(ReadEvents.class, "rejected");
    private final ExportSettings settings;
    private transient @Nullable JsonEvents json;
    private transient @Nullable EventRouter router;
    private transient long lastPosition;

    ReadRangeFn(ExportSettings settings) {
      this.settings = settings;
    }

    @Setup
    public void setUp() throws IOException {
      json = new JsonEvents();
      router = new EventRouter(new EventEncoder(settings.pseudonymiser()), settings.buckets());
    }

    @StartBundle
    public void start() {
      router().start();
    }

    @ProcessElement
    public void read(@Element FileRange range, MultiOutputReceiver out) throws IOException {
      router().during(out, range.file().number());
      try (ReadableByteChannel channel = open(range.file())) {
        if (range.start() > 0) {
          ((SeekableByteChannel) channel).position(range.start());
        }
        BufferedInputStream in =
            new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
        if (range.start() > 0) {
          readLines(in, range, range.end() - range.start());
        } else {
          readFromStart(in, range);
        }
      }
      settings.staging().mark("read-%d-%d".formatted(range.file().number(), range.start()));
    }

    private void readFromStart(BufferedInputStream in, FileRange range) throws IOException {
      byte[] head = peek(in);
      if (isGzip(head)) {
        lastPosition = 0;
        try {
          // No buffer behind it: one would throw away what came before the damage.
          PushbackInputStream unzipped =
              new PushbackInputStream(new GZIPInputStream(in, BUFFER_BYTES), HEAD_BYTES);
          byte[] start = unzipped.readNBytes(HEAD_BYTES);
          unzipped.unread(start);
          readPlain(unzipped, start, range);
        } catch (ZipException | EOFException e) {
          refuse(
              new InvalidEventException(EventType.UNKNOWN, RejectReason.CORRUPT_GZIP, null),
              lastPosition + 1);
        }
      } else {
        readPlain(in, head, range);
      }
    }

    private void readPlain(InputStream in, byte[] head, FileRange range) throws IOException {
      if (AvroEvents.isAvro(head)) {
        AvroEvents.read(in, new AvroReceiver());
        return;
      }
      if (head.length >= 3
          && head[0] == BYTE_ORDER_MARK[0]
          && head[1] == BYTE_ORDER_MARK[1]
          && head[2] == BYTE_ORDER_MARK[2]) {
        in.skipNBytes(BYTE_ORDER_MARK.length);
        readLines(in, range, range.end() - BYTE_ORDER_MARK.length);
      } else {
        readLines(in, range, range.end());
      }
    }

    private static byte[] peek(BufferedInputStream in) throws IOException {
      in.mark(HEAD_BYTES);
      byte[] head = in.readNBytes(HEAD_BYTES);
      in.reset();
      return head;
    }

    private void readLines(InputStream in, FileRange range, long bytes) throws IOException {
      LineReader lines = new LineReader(in, settings.maxLineBytes());
      long position = range.firstLine();
      while (lines.consumedBytes() < bytes && lines.next()) {
        if (!lines.isBlank()) {
          readLine(lines, position);
        }
        position++;
      }
    }

    private void readLine(LineReader lines, long position) {
      try {
        if (lines.isTooLong()) {
          throw new InvalidEventException(EventType.UNKNOWN, RejectReason.LINE_TOO_LONG, null);
        }
        accept(json().read(lines.buffer(), lines.offset(), lines.length()), position);
      } catch (InvalidEventException e) {
        refuse(e, position);
      }
    }

    private void accept(SpecificRecord event, long position) {
      lastPosition = position;
      read.inc();
      router().route(event, position);
    }

    private void refuse(InvalidEventException reject, long position) {
      lastPosition = position;
      read.inc();
      rejected.inc();
      router().reject(reject, position);
    }

    private final class AvroReceiver implements AvroEvents.Receiver {
      @Override
      public void event(SpecificRecord event, long position) {
        accept(event, position);
      }

      @Override
      public void reject(InvalidEventException reject, long position) {
        refuse(reject, position);
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      router().finish(context::output);
    }

    private JsonEvents json() {
      return Objects.requireNonNull(json);
    }

    private EventRouter router() {
      return Objects.requireNonNull(router);
    }
  }
}
