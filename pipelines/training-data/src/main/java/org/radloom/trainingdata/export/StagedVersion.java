package org.radloom.trainingdata.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.util.MimeTypes;
import org.radloom.commandline.FolderTree;
import org.radloom.commandline.OutputFolder;
import org.radloom.transforms.StoredFile;

/**
 * A version that is staged, as a folder on this machine: what lies in an object store is fetched
 * when it is asked for, and put back once it is complete.
 */
final class StagedVersion implements AutoCloseable {
  private final String staged;
  private final Path folder;
  private final boolean local;

  private StagedVersion(String staged, Path folder, boolean local) {
    this.staged = staged;
    this.folder = folder;
    this.local = local;
  }

  /** Opens the version in a staging folder, of which the manifest is fetched. */
  static StagedVersion in(String stagingRoot) throws IOException {
    String staged = stagingRoot + "/version";
    if (OutputFolder.isLocal(staged)) {
      return new StagedVersion(staged, Path.of(staged), true);
    }
    StagedVersion copy =
        new StagedVersion(staged, Files.createTempDirectory("radloom-version-"), false);
    copy.fetch(VersionManifest.FILE);
    return copy;
  }

  /** Fetches every file of the manifest. */
  void fetchAll() throws IOException {
    if (!local) {
      for (String path : manifest().paths()) {
        fetch(path);
      }
    }
  }

  private void fetch(String path) throws IOException {
    Path target = folder.resolve(path).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("the manifest names a file outside the version");
    }
    Files.createDirectories(target.resolveSibling(""));
    try (InputStream in = Channels.newInputStream(StoredFile.open(staged + "/" + path))) {
      Files.copy(in, target);
    }
  }

  /** Returns the folder. */
  Path folder() {
    return folder;
  }

  /** Reads the manifest. */
  VersionManifest manifest() throws IOException {
    return VersionManifest.read(folder.resolve(VersionManifest.FILE));
  }

  /** Puts files back that were made or changed in the folder. */
  void store(Collection<String> paths) throws IOException {
    if (local) {
      return;
    }
    List<String> changed = new ArrayList<>(paths);
    changed.add(VersionManifest.FILE);
    for (String path : changed) {
      try (OutputStream out =
          Channels.newOutputStream(
              FileSystems.create(
                  FileSystems.matchNewResource(staged + "/" + path, false), MimeTypes.BINARY))) {
        Files.copy(folder.resolve(path), out);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (!local) {
      FolderTree.delete(folder);
    }
  }
}
