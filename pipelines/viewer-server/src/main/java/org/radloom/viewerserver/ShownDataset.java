package org.radloom.viewerserver;

import java.nio.file.Path;

/**
 * A dataset that is shown.
 *
 * @param folder of all its versions
 * @param version that {@code LATEST} names
 */
record ShownDataset(Path folder, String version) {
  /** Returns the name of the dataset. */
  String name() {
    return String.valueOf(folder.getFileName());
  }
}
