package org.radloom.trainingdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.stream.Ledger;
import org.radloom.trainingdata.CommandLine;
import org.radloom.trainingdata.export.Publication;
import org.radloom.trainingdata.sample.SampleEvents;
import org.radloom.trainingdata.sample.SampleOptions;

/** Sample events that come file by file, through a stream that is killed, stopped and started. */
@Tag("slow")
final class IngestSampleTest {
  private static final int EVENTS = 1_600;

  private final Path folder;
  private final Path in;
  private final StreamFolder out;
  private final StreamFolder.Raw raw = new StreamFolder.Raw();
  private final List<Path> files;
  private int copies;

  IngestSampleTest(@TempDir Path temporary) throws IOException {
    folder = temporary;
    in = Files.createDirectories(folder.resolve("in"));
    out = new StreamFolder(folder.resolve("out"));
    SampleEvents.write(SampleOptions.of(folder, EVENTS, 11));
    try (Stream<Path> paths = Files.list(folder.resolve("events"))) {
      files = paths.sorted().toList();
    }
  }

  @Test
  void everyMessageIsThereOnceAndAnExportOfTheStoreIsThatOfTheFiles() throws Exception {
    assertThat(files).hasSizeGreaterThanOrEqualTo(4);
    Ingest ingest = new Ingest(folder);

    // A process that is killed while it takes in the second file.
    Process child = ingest.startChild(folder.resolve("log"));
    try {
      deliver(0);
      awaitAll();
      deliver(0);
      deliver(1);
      long before = out.ledger().read();
      Ingest.await("some of the second delivery", () -> out.ledger().read() > before);
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();

    // Twice more in this process, each with files that came while nothing ran.
    deliver(1);
    deliver(2);
    runUntilAllIsIn(ingest);
    for (int file = 3; file < files.size(); file++) {
      deliver(file);
    }
    deliver(0);
    runUntilAllIsIn(ingest);

    Ledger ledger = out.ledger();
    assertThat(ledger.read()).isEqualTo(raw.read());
    assertThat(out.eventKeys()).doesNotHaveDuplicates();
    assertThat(ledger.events()).isEqualTo(raw.distinctEvents().size());
    assertThat(ledger.rejected()).isEqualTo(raw.distinctRejects().size());
    assertThat(ledger.duplicates()).isEqualTo(raw.read() - ledger.events() - ledger.rejected());

    assertThat(out.eventKeys()).isEqualTo(raw.distinctEvents());
    assertThat(out.rejectKeys()).isEqualTo(raw.distinctRejects());

    Map<String, String> ofStore = export("store", folder + "/out/curated/**");
    Map<String, String> ofFiles = export("files", folder + "/events/*");
    assertThat(ofFiles).hasSizeGreaterThan(15);
    assertThat(ofStore).isEqualTo(ofFiles);
  }

  /** Puts a copy of a file into the watched folder. */
  private void deliver(int file) throws IOException {
    raw.add(files.get(file));
    Path copy = in.resolve("%02d.jsonl".formatted(copies++));
    // Whole or not at all, as an upload should be.
    Path unfinished = Files.copy(files.get(file), folder.resolve("unfinished"));
    Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
  }

  private void awaitAll() throws InterruptedException {
    Ingest.await("all messages", () -> out.ledger().read() >= raw.read());
  }

  private void runUntilAllIsIn(Ingest ingest) throws Exception {
    try (IngestCommand.Running running = ingest.start()) {
      awaitAll();
      Ingest.stop(running);
    }
  }

  /**
   * Returns what an export publishes, but what names its sources: by path, as text of its bytes.
   */
  private Map<String, String> export(String name, String input) throws IOException {
    Path output = folder.resolve(name);
    CommandLine call =
        CommandLine.run(
            List.of(
                "export",
                "--input=" + input,
                "--output=" + output,
                "--dataset=chest",
                "--datasetVersion=v1",
                "--parallelism=2",
                "--audit=off",
                "--gate=off",
                "--imageRoot=" + folder,
                "--keyFile=" + folder + "/test.keys"));
    assertThat(call.code()).as(call.err()).isZero();
    Map<String, String> files = new TreeMap<>();
    Path version = output.resolve("chest/v1");
    try (Stream<Path> paths = Files.walk(version)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String at = version.relativize(path).toString();
        if (!at.equals("manifest.json")
            && !at.startsWith("rejects/")
            && !Publication.isMadeOfOthers(at)) {
          files.put(at, Files.readString(path, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
      }
    }
    return files;
  }
}
