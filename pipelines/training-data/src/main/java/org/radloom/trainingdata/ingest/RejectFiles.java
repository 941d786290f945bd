package org.radloom.trainingdata.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.radloom.commandline.UsageException;
import org.radloom.stream.BatchFiles;
import org.radloom.stream.Replay;
import org.radloom.stream.StoredFile;
import org.radloom.transforms.stream.Store;

/** The files of rejects in the folder of a stream, on any of Beam's file systems. */
final class RejectFiles {
  private final String folder;
  private final Store store;

  RejectFiles(String folder) {
    this.folder = folder;
    this.store = new Store(folder);
  }

  /**
   * Replays all of them, in order of path.
   *
   * @throws UsageException if the folder is not that of a stream
   */
  ReplayReport replay(long nowMillis, boolean dry) throws UsageException, IOException {
    if (match(BatchFiles.LEDGER + "*.json").isEmpty()) {
      throw new UsageException(
          folder + " has no ledger; DIR must be what ingest has as its --output");
    }
    Replay replay = new Replay();
    for (ResourceId entry : match(BatchFiles.LEDGER + Replay.PREFIX + "*.json")) {
      for (String path : replay.before(read(entry))) {
        replay.stored(read(FileSystems.matchNewResource(folder + "/" + path, false)));
      }
    }
    ReplayReport report = new ReplayReport();
    for (ResourceId file : match(BatchFiles.REJECTS + "*/*/*.avro")) {
      Replay.Result result = replayOne(replay, file, nowMillis);
      report.add(result.byReason());
      if (!dry) {
        write(result);
      }
    }
    return report;
  }

  private Replay.Result replayOne(Replay replay, ResourceId file, long nowMillis)
      throws IOException {
    String path = file.toString();
    path = path.substring(path.lastIndexOf("/" + BatchFiles.REJECTS) + 1);
    try {
      return replay.of(path, read(file), nowMillis);
    } catch (IOException | RuntimeException e) {
      // Avro has no one exception for damage. Its message may quote what is in the file.
      throw new IOException("%s cannot be read".formatted(file));
    }
  }

  private void write(Replay.Result result) throws IOException {
    for (StoredFile file : result.files()) {
      deleteUnlisted(file);
      store.write(file);
    }
    StoredFile marker = result.marker();
    List<ResourceId> there = match(marker.path());
    if (there.isEmpty()) {
      store.write(marker);
    } else if (!Arrays.equals(read(there.get(0)), marker.bytes())) {
      // A run that dies in between leaves none, and the next one writes it.
      FileSystems.delete(there);
      store.write(marker);
    }
  }

  /** Deletes a file of events that a replay left in another hour before it died. */
  private void deleteUnlisted(StoredFile file) throws IOException {
    if (!file.path().startsWith(BatchFiles.CURATED)) {
      return;
    }
    String name = file.path().substring(file.path().lastIndexOf('/') + 1);
    List<ResourceId> others =
        match(BatchFiles.CURATED + "*/*/" + name).stream()
            .filter(other -> !other.toString().endsWith("/" + file.path()))
            .toList();
    FileSystems.delete(others);
  }

  private List<ResourceId> match(String glob) throws IOException {
    return FileSystems.match(folder + "/" + glob, EmptyMatchTreatment.ALLOW).metadata().stream()
        .map(MatchResult.Metadata::resourceId)
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .toList();
  }

  private static byte[] read(ResourceId file) throws IOException {
    try (InputStream in = Channels.newInputStream(FileSystems.open(file))) {
      return in.readAllBytes();
    }
  }
}
