package org.radloom.transforms;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * Where a dataset version is published. On a local disk the whole folder appears at once; elsewhere
 * file by file with the manifest last, which is why readers trust the manifest alone. The name in
 * {@code LATEST} is replaced after that.
 */
public final class VersionFolder {
  private final StagingArea staging;
  private final @Nullable String previous;
  private final String version;
  private final String dataset;
  private final String target;

  private VersionFolder(ExportSettings settings) {
    this.staging = settings.staging();
    this.previous = settings.previous();
    this.version = settings.version();
    this.dataset = settings.output() + "/" + settings.dataset();
    this.target = dataset + "/" + version;
  }

  /** Returns that of the version that these settings are of. */
  public static VersionFolder of(ExportSettings settings) {
    return new VersionFolder(settings);
  }

  /**
   * Publishes what lies in the staging area.
   *
   * @param paths the version's files, without the manifest
   * @throws IOException if the version exists, which then stays as it is, or if another version was
   *     published since the run began
   */
  public void publish(List<String> paths) throws IOException {
    if (!Objects.equals(Latest.read(dataset), previous)) {
      throw new IOException(
          "another run published a version meanwhile, so this one does not go on from the newest;"
              + " nothing was published, run it again");
    }
    ResourceId folder = FileSystems.matchNewResource(target, true);
    if (folder.getScheme().equals("file")) {
      Path staged = Path.of(staging.root(), "version");
      // A folder is never moved over one that has files in it.
      Files.move(staged, Path.of(target), StandardCopyOption.ATOMIC_MOVE);
    } else {
      moveFiles(paths);
    }
    Latest.write(dataset, version);
  }

  private void moveFiles(List<String> paths) throws IOException {
    ResourceId manifest = FileSystems.matchNewResource(target + "/" + Manifest.FILE, false);
    if (!FileSystems.match(manifest.toString(), EmptyMatchTreatment.ALLOW).metadata().isEmpty()) {
      throw new FileAlreadyExistsException(target);
    }
    deleteOthers(paths);
    List<ResourceId> from = new ArrayList<>();
    List<ResourceId> to = new ArrayList<>();
    for (String path : paths) {
      from.add(staging.file(StagingArea.published(path)));
      to.add(FileSystems.matchNewResource(target + "/" + path, false));
    }
    FileSystems.rename(from, to, MoveOptions.StandardMoveOptions.IGNORE_MISSING_FILES);
    FileSystems.rename(
        List.of(staging.file(StagingArea.published(Manifest.FILE))),
        List.of(manifest),
        MoveOptions.StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** Deletes what a run that was killed in the middle of the move left of a version like this. */
  private void deleteOthers(List<String> paths) throws IOException {
    Set<String> wanted = new HashSet<>();
    paths.forEach(path -> wanted.add(target + "/" + path));
    List<ResourceId> others = new ArrayList<>();
    for (MatchResult.Metadata file :
        FileSystems.match(target + "/**", EmptyMatchTreatment.ALLOW).metadata()) {
      if (!wanted.contains(file.resourceId().toString())) {
        others.add(file.resourceId());
      }
    }
    FileSystems.delete(others, MoveOptions.StandardMoveOptions.IGNORE_MISSING_FILES);
  }
}
