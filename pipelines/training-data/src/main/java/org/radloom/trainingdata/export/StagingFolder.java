package org.radloom.trainingdata.export;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.radloom.commandline.FolderTree;
import org.radloom.commandline.OutputFolder;

/**
 * The folder a run works in: {@code OUTPUT/DATASET/.staging-VERSION@HOST@PROCESS@RANDOM}. It is on
 * the output's file system, so that publishing is a rename, or a copy within an object store.
 * Deleted when the run ends, whichever way; what a killed run left there is deleted by the next
 * one.
 */
final class StagingFolder implements AutoCloseable {
  private static final String PREFIX = ".staging-";
  private static final Duration FOREIGN_RUNS_LAST = Duration.ofDays(7);

  private final String root;

  private StagingFolder(String root) {
    this.root = root;
  }

  /** Names one in the dataset's folder; nothing is written before {@link #make}. */
  static StagingFolder in(String datasetFolder, String version) {
    return new StagingFolder(
        "%s/%s%s@%s@%s@%s"
            .formatted(
                datasetFolder,
                PREFIX,
                version,
                host(),
                Long.toString(ProcessHandle.current().pid()),
                UUID.randomUUID()));
  }

  /** Makes one that lies in the system's temporary folder, for runs that write nothing. */
  static StagingFolder temporary() throws IOException {
    return new StagingFolder(Files.createTempDirectory("radloom-").toString());
  }

  /** Makes the folder, and deletes what killed runs left beside it. */
  void make() throws IOException {
    if (OutputFolder.isLocal(root)) {
      Path folder = Path.of(root);
      Files.createDirectories(folder);
      if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    }
    int name = root.lastIndexOf('/') + 1;
    if (root.startsWith(PREFIX, name)) {
      for (String folder : abandoned(root.substring(0, name - 1), PREFIX)) {
        delete(folder);
      }
    }
  }

  String root() {
    return root;
  }

  /** Returns whether a run was killed while it worked on that version of the dataset. */
  static boolean wasAbandoned(String dataset, String version) throws IOException {
    return !abandoned(dataset, PREFIX + version + "@").isEmpty();
  }

  /** Returns the working folders in a dataset's folder whose runs are over. */
  private static List<String> abandoned(String dataset, String prefix) throws IOException {
    Map<String, Instant> folders =
        OutputFolder.isLocal(dataset)
            ? localFolders(dataset, prefix)
            : remoteFolders(dataset, prefix);
    List<String> abandoned = new ArrayList<>();
    folders.forEach(
        (name, lastWrite) -> {
          if (isAbandoned(name, lastWrite)) {
            abandoned.add(dataset + "/" + name);
          }
        });
    return abandoned;
  }

  private static Map<String, Instant> localFolders(String dataset, String prefix)
      throws IOException {
    Map<String, Instant> folders = new TreeMap<>();
    if (!Files.isDirectory(Path.of(dataset))) {
      return folders;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(dataset), prefix + "*")) {
      for (Path folder : found) {
        folders.put(folder.getFileName().toString(), Files.getLastModifiedTime(folder).toInstant());
      }
    }
    return folders;
  }

  /** An object store has no folders, only names that begin alike. */
  private static Map<String, Instant> remoteFolders(String dataset, String prefix)
      throws IOException {
    Map<String, Instant> folders = new TreeMap<>();
    for (MatchResult.Metadata file : files(dataset + "/" + prefix + "**")) {
      String path = file.resourceId().toString().substring(dataset.length() + 1);
      Instant written = Instant.ofEpochMilli(file.lastModifiedMillis());
      folders.merge(
          path.substring(0, Math.max(path.indexOf('/'), 0)),
          written,
          (one, other) -> one.isAfter(other) ? one : other);
    }
    return folders;
  }

  /**
   * Returns whether the run of a staging folder is over: its process on this host is gone; of
   * another host's run, which cannot be asked, whether it last wrote a week ago.
   */
  private static boolean isAbandoned(String folder, Instant lastWrite) {
    String[] parts = folder.split("@", -1);
    if (parts.length != 4 || !parts[2].matches("\\d{1,18}")) {
      return false;
    }
    if (parts[1].equals(host())) {
      return ProcessHandle.of(Long.parseLong(parts[2])).filter(ProcessHandle::isAlive).isEmpty();
    }
    return lastWrite.isBefore(Instant.now().minus(FOREIGN_RUNS_LAST));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "");
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private static void delete(String folder) throws IOException {
    if (OutputFolder.isLocal(folder)) {
      FolderTree.delete(Path.of(folder));
      return;
    }
    List<ResourceId> files = new ArrayList<>();
    for (MatchResult.Metadata file : files(folder + "/**")) {
      files.add(file.resourceId());
    }
    FileSystems.delete(files, MoveOptions.StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  private static List<MatchResult.Metadata> files(String glob) throws IOException {
    return FileSystems.match(glob, EmptyMatchTreatment.ALLOW).metadata();
  }

  @Override
  public void close() throws IOException {
    delete(root);
  }
}
