package org.radloom.transforms;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;

/** Opens files of the version before, which this one goes on from. */
final class PreviousVersion {
  private PreviousVersion() {}

  /**
   * Opens a file of it, or the copy that was staged because workers cannot read the file itself.
   *
   * @param version name of the version
   * @param path from the version's folder
   * @param staged name of the copy in the staging area
   * @throws FileNotFoundException if there is neither; on a local disk also its sibling of {@code
   *     java.nio}
   */
  static InputStream open(ExportSettings settings, String version, String path, String staged)
      throws IOException {
    String copy = settings.staging().file(staged).toString();
    boolean isStaged = !FileSystems.match(copy, EmptyMatchTreatment.ALLOW).metadata().isEmpty();
    return Channels.newInputStream(
        StoredFile.open(
            isStaged
                ? copy
                : "%s/%s/%s/%s".formatted(settings.output(), settings.dataset(), version, path)));
  }

  /** Returns whether an attempt to open a file failed because there is none. */
  static boolean isMissing(IOException e) {
    return e instanceof FileNotFoundException || e instanceof NoSuchFileException;
  }
}
