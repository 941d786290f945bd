package org.radloom.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Objects;
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
import org.radloom.events.EventFileReader;
import org.radloom.events.InvalidEventException;
import org.radloom.events.JsonEvents;
import org.radloom.events.NewlineCount;
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

  /** Rows of event type and count, for {@link StageVersion}. */
  public static final TupleTag<KV<Integer, byte[]>> COUNTS = new TupleTag<>() {};

  /** Bytes of a JSON Lines file that one worker reads at a time, about. */
  public static final long RANGE_BYTES = 16L << 20;

  private static final int SCAN_BYTES = 1 << 20;

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
  public static final class CutIntoRangesFn extends DoFn<SourceFile, FileRange> {
    @ProcessElement
    public void cut(@Element SourceFile file, OutputReceiver<FileRange> out) throws IOException {
      if (file.bytes() <= RANGE_BYTES) {
        out.output(new FileRange(file, 0, Long.MAX_VALUE, 1));
        return;
      }
      try (InputStream in = Channels.newInputStream(file.open())) {
        byte[] buffer = new byte[SCAN_BYTES];
        long read = 0;
        long start = 0;
        long firstLine = 1;
        long line = 1;
        for (int length; (length = in.readNBytes(buffer, 0, buffer.length)) > 0; ) {
          if (read == 0 && (AvroEvents.isAvro(buffer) || EventFileReader.isGzip(buffer))) {
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

  /** Reads the events of a range. */
  static final class ReadRangeFn extends DoFn<FileRange, KV<Integer, byte[]>> {
    private final Counter read = Metrics.counter(ReadEvents.class, "read");
    private final Counter rejected = Metrics.counter(ReadEvents.class, "rejected");
    private final ExportSettings settings;
    private transient @Nullable JsonEvents json;
    private transient @Nullable EventRouter router;

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
      range.read(new EventFileReader(settings.maxLineBytes(), new Events()));
      settings.staging().mark("read-%d-%d".formatted(range.file().number(), range.start()));
    }

    /** Sends what is read on its way. */
    private final class Events implements EventFileReader.Receiver {
      @Override
      public void line(byte[] buffer, int offset, int length, long position) {
        try {
          event(json().read(buffer, offset, length), position);
        } catch (InvalidEventException e) {
          reject(e, position);
        }
      }

      @Override
      public void event(SpecificRecord event, long position) {
        read.inc();
        router().route(event, position);
      }

      @Override
      public void reject(InvalidEventException reject, long position) {
        read.inc();
        rejected.inc();
        router().reject(reject, position);
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
