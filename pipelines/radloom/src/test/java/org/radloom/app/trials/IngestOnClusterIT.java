package org.radloom.app.trials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.files.Digests;
import org.radloom.localcluster.ClusterSettings;
import org.radloom.localcluster.LocalCluster;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.Keys;
import org.radloom.trainingdata.export.ExportCommand;
import org.radloom.trainingdata.export.Publication;
import org.radloom.trainingdata.sample.SampleEvents;
import org.radloom.trainingdata.sample.SampleOptions;

/**
 * The stream as users run it: the fat jar, sent to a Flink cluster, from Kafka to an S3 server;
 * with a worker killed in the middle.
 */
@Tag("slow")
final class IngestOnClusterIT {
  private static final int EVENTS = 4000;

  @Test
  void aNightlyExportOfWhatAStreamKeptEqualsAnExportOfTheRawEvents(@TempDir Path folder)
      throws Exception {
    Path keyFile = folder.resolve("keys");
    KeyFile.create(keyFile, Keys.generate(new SecureRandom()));
    LocalCluster cluster = LocalCluster.start(ClusterSettings.in(folder.resolve("cluster")));
    try (cluster) {
      cluster.closeOnExit();
      streamThenExport(cluster, folder, keyFile);
    }
  }

  private static void streamThenExport(LocalCluster cluster, Path folder, Path keyFile)
      throws Exception {
    Path sample = folder.resolve("sample");
    SampleEvents.write(SampleOptions.of(Files.createDirectory(sample), EVENTS, 42));
    List<byte[]> messages = lines(sample.resolve("events"));
    IngestTrial trial =
        new IngestTrial(
            cluster,
            new IngestTrial.Settings(
                "nightly",
                folder,
                keyFile,
                true,
                Duration.ofSeconds(2),
                // The sample's events are of one month.
                List.of("--window=1d", "--holdFor=1h", "--images=reference")));
    try {
      trial.start(Optional.empty());

      trial.producer().send(messages.subList(0, EVENTS / 2));
      long before = trial.checkpoint();
      Instant struck = Instant.now();
      Fault.TASK_MANAGER.strike(trial);
      trial.producer().send(messages.subList(EVENTS / 2, messages.size()));
      trial.awaitRecovery(before, struck);
      assertThat(trial.awaitAllRead()).as("all read in time").isTrue();

      StoreAudit audit = trial.audit();
      assertThat(audit.missing()).as("lost").isZero();
      assertThat(audit.twice()).as("twice").isZero();
      assertThat(audit.strange()).as("never sent").isZero();
      assertThat(audit.addsUp(messages.size(), trial.producer().keys().size())).isTrue();
      trial.cancel();

      List<String> fromStore = new ArrayList<>(trial.storeFlags());
      fromStore.add("--input=" + trial.store() + "/curated/**.avro");
      assertThat(export(folder.resolve("of-stream"), keyFile, fromStore))
          .hasSizeGreaterThan(20)
          .isEqualTo(
              export(
                  folder.resolve("of-files"), keyFile, List.of("--input=" + sample + "/events/*")));
    } finally {
      trial.end();
    }
  }

  /**
   * Exports, and returns the digests of the published files but for those that say where events
   * were read.
   */
  private static Map<String, String> export(Path output, Path keyFile, List<String> flags)
      throws Exception {
    List<String> args = new ArrayList<>(flags);
    args.addAll(
        List.of(
            "--output=" + output,
            "--dataset=chest",
            "--datasetVersion=1",
            "--keyFile=" + keyFile,
            "--audit=off",
            "--gate=off",
            "--parallelism=2"));
    PrintStream quiet = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    ExportCommand.export(ExportCommand.options(args), quiet, quiet);
    Path version = output.resolve("chest/1");
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(version)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String path = version.relativize(file).toString();
        if (!path.equals("manifest.json")
            && !path.startsWith("rejects/")
            && !Publication.isMadeOfOthers(path)) {
          byte[] digest = Digests.sha256().digest(Files.readAllBytes(file));
          files.put(path, HexFormat.of().formatHex(digest));
        }
      }
    }
    return files;
  }

  private static List<byte[]> lines(Path events) throws IOException {
    List<byte[]> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(events)) {
      for (Path file : files.sorted().toList()) {
        // Latin-1 keeps every byte, also those that are no UTF-8.
        for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()) {
          if (!line.isBlank()) {
            lines.add(line.getBytes(StandardCharsets.ISO_8859_1));
          }
        }
      }
    }
    return lines;
  }
}
