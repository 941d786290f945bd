package org.radloom.scoring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sidecar says.
 *
 * @param study name of the study, safe as the name of a folder
 * @param patientId whose it is; goes into events and nowhere else
 * @param images of a mammogram, or the one image; none of a heart
 * @param phases of a heart, end diastole first; none of others
 */
record ScoreSidecar(
    ScoreOp op, String study, String patientId, List<ImageEntry> images, List<PhaseEntry> phases) {

  /** Copies the lists. */
  ScoreSidecar {
    images = List.copyOf(images);
    phases = List.copyOf(phases);
  }

  /**
   * An image.
   *
   * @param name of it among the results
   * @param file relative to the input folder
   * @param laterality {@code R} or {@code L}; null if not said
   * @param view for example {@code CC}; null if not said
   * @param flipHorizontal whether the viewer mirrors it
   * @param pixelSpacingMm distance of pixels; null where the file says it
   * @param whiteLevel stored value that is as bright as the model knows; null if not said
   * @param windowCenter of the grey levels to show; null if not said
   * @param windowWidth of the grey levels to show; null if not said
   */
  record ImageEntry(
      String name,
      String file,
      @Nullable String laterality,
      @Nullable String view,
      boolean flipHorizontal,
      @Nullable Double pixelSpacingMm,
      @Nullable Double whiteLevel,
      @Nullable Double windowCenter,
      @Nullable Double windowWidth) {}

  /**
   * A volume of a heart.
   *
   * @param name {@code end-diastole} or {@code end-systole}
   * @param file relative to the input folder
   */
  record PhaseEntry(String name, String file) {}

  /** Names the study and no patient. */
  @Override
  public String toString() {
    return "%s %s".formatted(op.code(), study);
  }
}
