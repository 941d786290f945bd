package org.radloom.volumemaps.input;

import java.util.Locale;

/** Why a study is turned down before or after its volume is read; volume files have their own. */
public enum RejectReason {
  /** A volume, or a folder of one, without its JSON file. */
  NO_SIDECAR,
  /** A JSON file without its volume. */
  NO_VOLUME,
  /** More than one volume beside one sidecar. */
  AMBIGUOUS_VOLUME,
  /** The sidecar is too large, or not one JSON object. */
  MALFORMED_SIDECAR,
  /** A field of the sidecar is missing, of the wrong type or out of range. */
  INVALID_SIDECAR,
  /** A path that leaves the input folder. */
  BAD_PATH,
  /** A file that the sidecar names is not there. */
  MISSING_FILE,
  /** A file that could not be opened or read to its end. */
  UNREADABLE_FILE,
  /** A file that changed between its checksum and its use. */
  CHANGED_FILE,
  /** Another sidecar of the run has the same study. */
  DUPLICATE_STUDY,
  /** More memory than the whole process may use. */
  TOO_LARGE,
  /** More than one frame where one is scored. */
  SEVERAL_FRAMES,
  /** A single slice, which has no distance to its neighbours. */
  ONE_SLICE,
  /** A label volume of another shape. */
  SHAPE_MISMATCH,
  /** A label volume that lies elsewhere in the patient. */
  PLACE_MISMATCH,
  /** Labels that name no artery. */
  UNKNOWN_LABEL,
  /** Numbers so large that no finite score follows. */
  OUT_OF_RANGE,
  /** More islands of dense voxels than anatomy has. */
  TOO_MANY_ISLANDS,
  /** Fewer than two frames. */
  TOO_FEW_FRAMES,
  /** Spacing that no scanner has: the unit is wrong, or the header is damaged. */
  BAD_SPACING,
  /** No frame times, not one for every frame, or times in another unit than seconds. */
  BAD_FRAME_TIMES,
  /** Baseline frames outside the series. */
  BAD_BASELINE,
  /** A mask that marks no voxel. */
  EMPTY_MASK,
  /** A fault of this program. */
  INTERNAL_ERROR;

  /** Returns its stable name in results, lower_snake_case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
