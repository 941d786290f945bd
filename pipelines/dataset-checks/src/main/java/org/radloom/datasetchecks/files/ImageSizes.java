package org.radloom.datasetchecks.files;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Width and height of a file's images, by id. */
final class ImageSizes {
  /** Pixels. */
  record Size(int width, int height, @Nullable String recordId) {}

  private static final int MAX_IMAGES = 2_000_000;

  private final Map<Long, Size> sizes = new HashMap<>();

  void add(long id, int width, int height, @Nullable String recordId) throws DamagedFileException {
    if (sizes.size() >= MAX_IMAGES) {
      throw new DamagedFileException("has more than %d images".formatted(MAX_IMAGES));
    }
    sizes.put(id, new Size(width, height, recordId));
  }

  @Nullable Size of(long id) {
    return sizes.get(id);
  }
}
