package org.radloom.transforms.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.rows.RowReader;
import org.radloom.stream.Message;
import org.radloom.stream.Place;
import org.radloom.transforms.FileRange;
import org.radloom.transforms.SourceFile;

/** What is found at each look, while files come, grow and go between the looks. */
final class WatchFilesTest {
  private static final Duration EVERY = Duration.standardSeconds(10);
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  /** What happens before each look; the runner is in this process, but may copy the functions. */
  private static final ConcurrentHashMap<Long, Runnable> BEFORE = new ConcurrentHashMap<>();

  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
  private final Path folder;
  private TestStream.Builder<KV<Integer, Long>> ticks =
      TestStream.create(KvCoder.of(VarIntCoder.of(), VarLongCoder.of()));
  private long looks;

  WatchFilesTest(@TempDir Path folder) {
    this.folder = folder;
    BEFORE.clear();
  }

  private interface Change {
    void make() throws IOException;
  }

  /** Adds a look 10 s after the one before, and what happens before it. */
  private WatchFilesTest look(Change change) {
    return look(change, START.plus(EVERY.multipliedBy(looks)));
  }

  private WatchFilesTest look(Change change, Instant time) {
    BEFORE.put(
        looks,
        () -> {
          try {
            change.make();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    ticks = ticks.addElements(TimestampedValue.of(KV.of(0, looks), time));
    looks++;
    return this;
  }

  private WatchFilesTest look() {
    return look(() -> {});
  }

  private void append(String name, String text) throws IOException {
    Files.writeString(
        folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static final class ChangeFn extends DoFn<KV<Integer, Long>, KV<Integer, Long>> {
    @ProcessElement
    public void change(@Element KV<Integer, Long> tick, OutputReceiver<KV<Integer, Long>> out) {
      Runnable change = BEFORE.get(tick.getValue());
      if (change != null) {
        change.run();
      }
      out.output(tick);
    }
  }

  /** Asserts what is read, as the name of a file and its size. */
  private void assertRead(String... expected) {
    String prefix = folder + "/";
    PCollection<String> files =
        pipeline
            .apply(ticks.advanceWatermarkToInfinity())
            .apply("Change", ParDo.of(new ChangeFn()))
            .apply("Look", ParDo.of(new WatchFiles.LookFn(folder + "/*.jsonl", EVERY)))
            .setCoder(SerializableCoder.of(SourceFile.class))
            .apply(
                MapElements.into(TypeDescriptors.strings())
                    .via(file -> file.path().replace(prefix, "") + " " + file.bytes()));
    PAssert.that(files).containsInAnyOrder(new ArrayList<>(List.of(expected)));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aFileIsReadOnceAtTheSecondLookThatFindsItTheSame() {
    look(() -> append("a.jsonl", "12345")).look().look().look();

    assertRead("a.jsonl 5");
  }

  @Test
  void oneLookIsNotEnough() {
    look(() -> append("a.jsonl", "12345"));

    assertRead();
  }

  @Test
  void aFileThatGrowsIsLeftAlone() {
    look(() -> append("a.jsonl", "1"))
        .look(() -> append("a.jsonl", "2"))
        .look(() -> append("a.jsonl", "3"))
        .look(() -> append("b.jsonl", "1"))
        .look(() -> append("a.jsonl", "4"));

    assertRead("a.jsonl 3", "b.jsonl 1");
  }

  @Test
  void aFileThatHasGrownIsReadAgain() {
    look(() -> append("a.jsonl", "1")).look().look(() -> append("a.jsonl", "2")).look().look();

    assertRead("a.jsonl 1", "a.jsonl 2");
  }

  @Test
  void aFileThatWentAndCameIsReadAgain() {
    look(() -> append("a.jsonl", "1"))
        .look()
        .look(() -> Files.delete(folder.resolve("a.jsonl")))
        .look(() -> append("a.jsonl", "1"))
        .look()
        .look();

    assertRead("a.jsonl 1", "a.jsonl 1");
  }

  @Test
  void aFileThatGoesBetweenItsTwoLooksIsNotRead() {
    look(() -> append("a.jsonl", "1"))
        .look(() -> Files.delete(folder.resolve("a.jsonl")))
        .look(() -> append("a.jsonl", "1"));

    assertRead();
  }

  @Test
  void foldersAndOtherNamesAreNoFiles() {
    look(() -> {
          Files.createDirectory(folder.resolve("b.jsonl"));
          append("c.json", "1");
        })
        .look()
        .look();

    assertRead();
  }

  @Test
  void ticksThatWereMissedAndComeAtOnceAreOneLook() {
    look();
    look(() -> append("a.jsonl", "1"), START.plus(Duration.millis(60_000)));
    look(() -> {}, START.plus(Duration.millis(60_001)));
    look(() -> {}, START.plus(Duration.millis(60_002)));

    assertRead();
  }

  @Test
  void readsTheLinesThatWereThereWhenTheFileWasQuiet() throws IOException {
    append("a.jsonl", "{}\n[]\n");
    SourceFile looked = new SourceFile(0, folder.resolve("a.jsonl").toString(), 6);
    append("a.jsonl", "{\"half\":");

    PAssert.that(messages(new FileRange(looked, 0, Long.MAX_VALUE, 1)))
        .containsInAnyOrder("1 unknown_type {}", "2 malformed_json []");
    pipeline.run().waitUntilFinish();
  }

  private PCollection<String> messages(FileRange range) {
    return pipeline
        .apply(Create.timestamped(TimestampedValue.of(range, START)))
        .setCoder(SerializableCoder.of(FileRange.class))
        .apply(ParDo.of(new WatchFiles.ReadRangeFn(1 << 20)))
        .setCoder(Rows.CODER)
        .apply(
            MapElements.into(TypeDescriptors.strings())
                .via(
                    row -> {
                      RowReader reader = new RowReader(row.getValue());
                      Place place = Place.read(reader);
                      Message message = Message.read(row.getValue(), reader);
                      if (place.millis() != START.getMillis()) {
                        throw new AssertionError("the time of the look, but was: " + place);
                      }
                      return place.position()
                          + " "
                          + message.rejectReason().code()
                          + " "
                          + new String(
                              message.bytes(),
                              message.offset(),
                              message.length(),
                              StandardCharsets.UTF_8);
                    }));
  }
}
