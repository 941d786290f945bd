package org.radloom.transforms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.jspecify.annotations.Nullable;
import org.radloom.deid.DateMode;
import org.radloom.formats.PublishedFile.Compression;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.Keys;
import org.radloom.privacy.Purpose;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.split.SplitMode;
import org.radloom.text.GateLimits;
import org.radloom.text.QualityWeights;

/** Settings of a small run in a folder, and rows to put in and to read. */
final class TestRun {
  static final Buckets BUCKETS = new Buckets(3);
  static final int MAX_LINE_BYTES = 1 << 20;

  private TestRun() {}

  /** Returns settings that keep everything and write CSV only. */
  static ExportSettings in(Path folder) {
    return new ExportSettings(
        "chest",
        "v1",
        folder.resolve("out").toString(),
        null,
        new StagingArea(folder.resolve("out/chest/.staging").toString()),
        BUCKETS,
        keyFile(folder).toString(),
        MAX_LINE_BYTES,
        new ExportSettings.TextRules(
            GateLimits.DEFAULT, QualityWeights.DEFAULT, List.of(), DateMode.YEAR),
        new ExportSettings.ImageRules(ExportSettings.ImageRules.Mode.REFERENCE, "", 1 << 20),
        new ExportSettings.Selection(CollectConsents.Mode.OPT_OUT, 0.85, 1, SplitMode.hash),
        new ExportSettings.Formats(Set.of("csv"), 1, Compression.NONE),
        new ExportSettings.Provenance("test", new TreeMap<>()));
  }

  /** Returns the same with other formats. */
  static ExportSettings withSinks(ExportSettings settings, Set<String> sinks) {
    return changed(settings, settings.previous(), sinks);
  }

  /** Returns the same, going on from an earlier version. */
  static ExportSettings after(ExportSettings settings, String previous) {
    return changed(settings, previous, settings.formats().sinks());
  }

  private static ExportSettings changed(
      ExportSettings settings, @Nullable String previous, Set<String> sinks) {
    return new ExportSettings(
        settings.dataset(),
        settings.version(),
        settings.output(),
        previous,
        settings.staging(),
        settings.buckets(),
        settings.keyFile(),
        settings.maxLineBytes(),
        settings.text(),
        settings.images(),
        settings.selection(),
        new ExportSettings.Formats(sinks, 1, Compression.NONE),
        settings.provenance());
  }

  /** Returns keys whose secret bytes are all 1, all 2 and so on. */
  static Keys keys() {
    Map<Purpose, byte[]> secrets = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      byte[] secret = new byte[Keys.SECRET_BYTES];
      Arrays.fill(secret, (byte) (purpose.ordinal() + 1));
      secrets.put(purpose, secret);
    }
    return Keys.of(secrets);
  }

  private static Path keyFile(Path folder) {
    Path file = folder.resolve("test.keys");
    try {
      KeyFile.create(file, keys());
    } catch (FileAlreadyExistsException e) {
      // Made by an earlier call, with the same keys.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** Returns the files of a folder as a run numbers them. */
  static List<SourceFile> files(Path folder) {
    List<SourceFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.sorted().toList()) {
        files.add(new SourceFile(files.size(), path.toString(), Files.size(path)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Returns a chunk of nothing but what was put. */
  static KV<Integer, byte[]> chunk(int bucket, RowWriter rows) {
    return KV.of(bucket, rows.toBytes());
  }

  /** Puts chunks into a pipeline. */
  static Create.Values<KV<Integer, byte[]>> chunks(List<KV<Integer, byte[]>> chunks) {
    return Create.of(chunks).withCoder(ChunkOutput.CODER);
  }

  /** Reads every row of every chunk; {@code reader} reads one. */
  static PCollection<String> rows(
      String name,
      PCollection<KV<Integer, byte[]>> chunks,
      SerializableFunction<KV<Integer, RowReader>, String> reader) {
    return chunks.apply(
        name,
        FlatMapElements.into(TypeDescriptors.strings())
            .via(
                (KV<Integer, byte[]> chunk) -> {
                  List<String> rows = new ArrayList<>();
                  RowReader row = new RowReader(chunk.getValue());
                  while (row.hasMore()) {
                    rows.add(reader.apply(KV.of(chunk.getKey(), row)));
                  }
                  return rows;
                }));
  }
}
