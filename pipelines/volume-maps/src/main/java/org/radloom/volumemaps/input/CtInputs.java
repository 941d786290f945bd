package org.radloom.volumemaps.input;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CT volumes: {@code X.json} belongs to {@code X.nii}, {@code X.nii.gz} or the DICOM folder {@code
 * X/}, of which there must be one.
 */
public final class CtInputs implements InputKind<CtStudy> {
  private static final List<String> VOLUMES = List.of(".nii", ".nii.gz");

  /** Makes it. */
  public CtInputs() {}

  @Override
  public @Nullable String stem(Path entry) {
    String name = entry.getFileName().toString();
    if (Files.isDirectory(entry)) {
      return isEmpty(entry) ? null : name;
    }
    for (String suffix : VOLUMES) {
      if (name.endsWith(suffix)) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return null;
  }

  private static boolean isEmpty(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      // Whatever is in it can't be read: that is said of its study.
      return false;
    }
  }

  @Override
  public OpenSidecar<CtStudy> open(InputFolder input, String name) throws RejectedStudyException {
    return SidecarReader.open(input.file(name), name);
  }
}
