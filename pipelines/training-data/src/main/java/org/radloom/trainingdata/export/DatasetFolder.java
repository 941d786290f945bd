package org.radloom.trainingdata.export;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.FolderTree;
import org.radloom.commandline.OutputFolder;
import org.radloom.datasetreport.VersionIndex;
import org.radloom.transforms.StoredFile;

/**
 * The folder of a dataset, with its versions and what is told of all of them, as a folder on this
 * machine. Of a dataset in an object store it is a temporary one: what is asked for is fetched, and
 * what is written is put back.
 */
final class DatasetFolder implements AutoCloseable {
  /** What publishing versions has measured so far; the gate tells anomalies by it. */
  static final String HISTORY = "metrics-history.json";

  private static final String FAILED = ".failed-";
  private static final String LATEST = "LATEST";
  private static final int MOST_EARLIER_VERSIONS = 20;
  private static final int MOST_VERSIONS = 1_000;
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** What a version is compared with its predecessor by. */
  private static final Pattern COMPARED =
      Pattern.compile("splits\\.csv|(csv|hard_examples)/[a-z_]+\\.csv");

  private final String name;
  private final Path folder;
  private final boolean local;

  private DatasetFolder(String name, Path folder, boolean local) {
    this.name = name;
    this.folder = folder;
    this.local = local;
  }

  /** Opens the folder of that path, on a disk or in an object store. */
  static DatasetFolder of(String path) throws IOException {
    return OutputFolder.isLocal(path)
        ? new DatasetFolder(path, Path.of(path), true)
        : new DatasetFolder(path, Files.createTempDirectory("radloom-dataset-"), false);
  }

  /**
   * Returns the folders of the version of that name and of those before it, newest first; in each
   * the manifest, and in the first what a next version is compared by, unless it is encrypted.
   */
  List<Path> versionsBefore(@Nullable String newest) throws IOException {
    List<Path> versions = new ArrayList<>();
    String version = newest;
    while (version != null
        && VERSION.matcher(version).matches()
        && versions.size() < MOST_EARLIER_VERSIONS
        && fetch(version + "/" + VersionManifest.FILE)) {
      Path one = folder.resolve(version);
      VersionManifest manifest = VersionManifest.read(one.resolve(VersionManifest.FILE));
      if (versions.isEmpty() && !manifest.isEncrypted()) {
        for (String path : manifest.paths()) {
          if (COMPARED.matcher(path).matches()) {
            fetch(version + "/" + path);
          }
        }
      }
      versions.add(one);
      version = manifest.json().path("previousVersion").asText(null);
    }
    return versions;
  }

  /** Returns the file of the metrics, which need not be there. */
  Path history() throws IOException {
    fetch(HISTORY);
    return folder.resolve(HISTORY);
  }

  /** Puts the metrics back. */
  void storeHistory() throws IOException {
    store(HISTORY);
  }

  /** Writes the page that lists the versions. */
  void writeIndex() throws IOException {
    if (!local) {
      List<MatchResult.Metadata> manifests =
          FileSystems.match(name + "/*/" + VersionManifest.FILE, EmptyMatchTreatment.ALLOW)
              .metadata();
      for (MatchResult.Metadata file :
          manifests.subList(0, Math.min(manifests.size(), MOST_VERSIONS))) {
        String path = file.resourceId().toString().substring(name.length() + 1);
        if (VERSION.matcher(path.substring(0, path.indexOf('/'))).matches()) {
          fetch(path);
        }
      }
      fetch(LATEST);
    }
    VersionIndex.write(folder);
    store(VersionIndex.PAGE);
  }

  /**
   * Keeps a version that must not be published, beside the published ones.
   *
   * @param staged where it lies
   * @param paths its files, without the manifest
   * @return where it is kept
   */
  String keepFailed(String version, StagedVersion staged, List<String> paths) throws IOException {
    forgetFailed(version);
    String kept = name + "/" + FAILED + version;
    if (local) {
      Files.move(staged.folder(), Path.of(kept), StandardCopyOption.ATOMIC_MOVE);
      if (Files.getFileAttributeView(Path.of(kept), PosixFileAttributeView.class) != null) {
        Files.setPosixFilePermissions(Path.of(kept), PosixFilePermissions.fromString("rwx------"));
      }
      return kept;
    }
    List<String> all = new ArrayList<>(paths);
    all.add(VersionManifest.FILE);
    for (String path : all) {
      write(kept + "/" + path, staged.folder().resolve(path));
    }
    return kept;
  }

  /** Deletes what is kept of a version of that name that did not pass before. */
  void forgetFailed(String version) throws IOException {
    String kept = name + "/" + FAILED + version;
    if (local) {
      if (Files.exists(Path.of(kept))) {
        FolderTree.delete(Path.of(kept));
      }
      return;
    }
    List<ResourceId> files = new ArrayList<>();
    for (MatchResult.Metadata file :
        FileSystems.match(kept + "/**", EmptyMatchTreatment.ALLOW).metadata()) {
      files.add(file.resourceId());
    }
    FileSystems.delete(files, MoveOptions.StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** Fetches a file that is not here yet, and returns whether there is one. */
  private boolean fetch(String path) throws IOException {
    Path target = folder.resolve(path).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("a manifest names a file outside its version");
    }
    if (local || Files.exists(target)) {
      return Files.isRegularFile(target);
    }
    Files.createDirectories(target.resolveSibling(""));
    try (InputStream in = Channels.newInputStream(StoredFile.open(name + "/" + path))) {
      Files.copy(in, target);
      return true;
    } catch (FileNotFoundException | NoSuchFileException e) {
      return false;
    }
  }

  private void store(String path) throws IOException {
    if (!local) {
      write(name + "/" + path, folder.resolve(path));
    }
  }

  private static void write(String target, Path file) throws IOException {
    try (OutputStream out =
        Channels.newOutputStream(
            FileSystems.create(FileSystems.matchNewResource(target, false), MimeTypes.BINARY))) {
      Files.copy(file, out);
    }
  }

  @Override
  public void close() throws IOException {
    if (!local) {
      FolderTree.delete(folder);
    }
  }
}
