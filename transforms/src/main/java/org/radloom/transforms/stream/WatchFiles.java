package org.radloom.transforms.stream;

import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.radloom.events.EventFileReader;
import org.radloom.events.InvalidEventException;
import org.radloom.stream.MessageParser;
import org.radloom.stream.Place;
import org.radloom.transforms.FileRange;
import org.radloom.transforms.ReadEvents;
import org.radloom.transforms.SourceFile;

/**
 * Reads the files that a glob names, now and whenever it names another. A file is read when its
 * size was the same at two looks, so that one that is still being written is left alone; if it
 * grows later, all of it is read again, and what was in it before is a redelivery. The element time
 * is that of the look. Unbounded; keeps the path and size of every file there is.
 */
public final class WatchFiles extends PTransform<PBegin, PCollection<KV<byte[], byte[]>>> {

  /**
   * What is watched.
   *
   * @param glob path or URI, with wildcards
   * @param every time between two looks
   * @param maxLineBytes longest line that is read
   */
  public record Settings(String glob, Duration every, int maxLineBytes) implements Serializable {}

  private final Settings settings;

  private WatchFiles(Settings settings) {
    this.settings = settings;
  }

  /** Watches what the settings name. */
  public static WatchFiles of(Settings settings) {
    return new WatchFiles(settings);
  }

  @Override
  public PCollection<KV<byte[], byte[]>> expand(PBegin begin) {
    return begin
        .apply("Tick", GenerateSequence.from(0).withRate(1, settings.every()))
        .apply("OneKey", WithKeys.of(0))
        .setCoder(KvCoder.of(VarIntCoder.of(), VarLongCoder.of()))
        .apply("Look", ParDo.of(new LookFn(settings.glob(), settings.every())))
        .setCoder(SerializableCoder.of(SourceFile.class))
        .apply("CutIntoRanges", ParDo.of(new ReadEvents.CutIntoRangesFn()))
        .setCoder(SerializableCoder.of(FileRange.class))
        .apply("SpreadRanges", Reshuffle.viaRandomKey())
        .apply("ReadRange", ParDo.of(new ReadRangeFn(settings.maxLineBytes())))
        .setCoder(Rows.CODER);
  }

  /** Finds the files that are new, or have grown, and have been quiet since the last look. */
  static final class LookFn extends DoFn<KV<Integer, Long>, SourceFile> {
    @StateId("read")
    private final StateSpec<MapState<String, Long>> readSpec =
        StateSpecs.map(StringUtf8Coder.of(), VarLongCoder.of());

    @StateId("growing")
    private final StateSpec<MapState<String, Long>> growingSpec =
        StateSpecs.map(StringUtf8Coder.of(), VarLongCoder.of());

    @StateId("lastLook")
    private final StateSpec<ValueState<Long>> lastLookSpec = StateSpecs.value(VarLongCoder.of());

    private final String glob;
    private final long leastWaitMillis;

    LookFn(String glob, Duration every) {
      this.glob = glob;
      this.leastWaitMillis = every.getMillis() / 2;
    }

    @ProcessElement
    public void look(
        @Timestamp Instant time,
        @StateId("lastLook") ValueState<Long> lastLook,
        @StateId("read") MapState<String, Long> read,
        @StateId("growing") MapState<String, Long> growing,
        OutputReceiver<SourceFile> out)
        throws IOException {
      // After a stop all ticks that were missed come at once, and no file grows between those.
      Long before = lastLook.read();
      if (before != null && Math.abs(time.getMillis() - before) < leastWaitMillis) {
        return;
      }
      lastLook.write(time.getMillis());
      Map<String, Long> known = toMap(read);
      Map<String, Long> seen = toMap(growing);
      Set<String> there = new HashSet<>();
      for (MatchResult.Metadata file :
          FileSystems.match(glob, EmptyMatchTreatment.ALLOW).metadata()) {
        String path = file.resourceId().toString();
        long bytes = file.sizeBytes();
        there.add(path);
        if (file.resourceId().isDirectory() || Objects.equals(known.get(path), bytes)) {
          continue;
        }
        if (Objects.equals(seen.get(path), bytes)) {
          growing.remove(path);
          read.put(path, bytes);
          out.output(new SourceFile(0, path, bytes));
        } else {
          growing.put(path, bytes);
        }
      }
      known.keySet().stream().filter(path -> !there.contains(path)).forEach(read::remove);
      seen.keySet().stream().filter(path -> !there.contains(path)).forEach(growing::remove);
    }

    private static Map<String, Long> toMap(MapState<String, Long> state) {
      Map<String, Long> map = new HashMap<>();
      state.entries().read().forEach(entry -> map.put(entry.getKey(), entry.getValue()));
      return map;
    }
  }

  /** Reads the messages of a range. */
  static final class ReadRangeFn extends DoFn<FileRange, KV<byte[], byte[]>> {
    private final int maxLineBytes;
    private transient @Nullable MessageParser parser;

    ReadRangeFn(int maxLineBytes) {
      this.maxLineBytes = maxLineBytes;
    }

    @Setup
    public void setUp() {
      parser = new MessageParser(maxLineBytes);
    }

    @ProcessElement
    public void read(
        @Element FileRange range, @Timestamp Instant time, OutputReceiver<KV<byte[], byte[]>> out)
        throws IOException {
      // Of lines those that were there when the file was quiet: the last may be half written now.
      range
          .upTo(range.file().bytes())
          .read(
              new EventFileReader(
                  maxLineBytes,
                  new Receiver(
                      Objects.requireNonNull(parser), range.file().path(), time.getMillis(), out)));
    }

    private record Receiver(
        MessageParser parser, String path, long millis, OutputReceiver<KV<byte[], byte[]>> out)
        implements EventFileReader.Receiver {
      @Override
      public void line(byte[] buffer, int offset, int length, long position) {
        emit(position, parser.parse(buffer, offset, length, micros()));
      }

      @Override
      public void event(SpecificRecord event, long position) {
        emit(position, parser.event(event));
      }

      @Override
      public void reject(InvalidEventException reject, long position) {
        emit(position, parser.reject(reject, place(position), micros()));
      }

      private void emit(long position, byte[] message) {
        out.output(Rows.received(place(position), message));
      }

      private Place place(long position) {
        return new Place(path, -1, position, millis);
      }

      private long micros() {
        return 1000 * millis;
      }
    }
  }
}
