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
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.radloom.commandline.FolderTree;

/**
 * The folder a run works in: {@code OUTPUT/DATASET/.staging-VERSION@HOST@PROCESS@RANDOM}. It is on
 * the output's file system, so that publishing is a rename. Deleted when the run ends, whichever
 * way; what a killed run left on this disk is deleted by the next one.
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
    if (isLocal(root)) {
      Path folder = Path.of(root);
      Files.createDirectories(folder);
      if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      if (folder.getFileName().toString().startsWith(PREFIX)) {
        deleteAbandoned(folder.resolveSibling(""));
      }
    }
  }

  String root() {
    return root;
  }

  static boolean isLocal(String path) {
    return FileSystems.matchNewResource(path, true).getScheme().equals("file");
  }

  private static void deleteAbandoned(Path dataset) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(dataset, PREFIX + "*")) {
      for (Path folder : folders) {
        if (isAbandoned(folder)) {
          FolderTree.delete(folder);
        }
      }
    }
  }

  /**
   * Returns whether the run of a staging folder is over: its process on this host is gone; of
   * another host's run, which cannot be asked, whether it began a week ago.
   */
  private static boolean isAbandoned(Path folder) throws IOException {
    String[] parts = folder.getFileName().toString().split("@", -1);
    if (parts.length != 4 || !parts[2].matches("\\d{1,18}")) {
      return false;
    }
    if (parts[1].equals(host())) {
      return ProcessHandle.of(Long.parseLong(parts[2])).filter(ProcessHandle::isAlive).isEmpty();
    }
    Instant began = Files.getLastModifiedTime(folder).toInstant();
    return began.isBefore(Instant.now().minus(FOREIGN_RUNS_LAST));
  }

  /** Returns whether a run was killed while it worked on that version of the dataset. */
  static boolean wasAbandoned(Path dataset, String version) throws IOException {
    if (!Files.isDirectory(dataset)) {
      return false;
    }
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(dataset, PREFIX + version + "@*")) {
      for (Path folder : folders) {
        if (isAbandoned(folder)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "");
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  @Override
  public void close() throws IOException {
    if (isLocal(root)) {
      FolderTree.delete(Path.of(root));
      return;
    }
    List<ResourceId> files = new ArrayList<>();
    for (MatchResult.Metadata file :
        FileSystems.match(root + "/**", EmptyMatchTreatment.ALLOW).metadata()) {
      files.add(file.resourceId());
    }
    FileSystems.delete(files, MoveOptions.StandardMoveOptions.IGNORE_MISSING_FILES);
  }
}
