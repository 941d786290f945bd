package org.radloom.scoring.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.radloom.gpuops.nifti.NiftiWriter;
import org.radloom.gpuops.phantom.BreastPhantom;
import org.radloom.gpuops.phantom.BreastView;
import org.radloom.gpuops.volume.Space;

/** Writes phantoms with their sidecars, as {@code score} takes them. */
public final class ScorePhantoms {
  /** Columns of a mammogram, of 0.35 mm. */
  public static final int WIDTH = 664;

  private ScorePhantoms() {}

  /** Writes the four views of a breast phantom, and {@code NAME.json}. */
  public static void mammogram(Path folder, String name, String study, String patient, long seed)
      throws IOException {
    StringBuilder images = new StringBuilder();
    for (BreastView view : BreastView.values()) {
      BreastPhantom phantom = BreastPhantom.of(view, WIDTH, seed);
      String file = "%s-%s.nii.gz".formatted(name, view.name().toLowerCase(Locale.ROOT));
      double mm = phantom.pixelMm();
      NiftiWriter.writeUnsigned(
          folder.resolve(file),
          Space.of(phantom.width(), phantom.height(), 1, mm, mm, 1),
          phantom.pixels());
      images.append(
          "%s{\"file\":\"%s\",\"laterality\":\"%s\",\"view\":\"%s\"}"
              .formatted(images.isEmpty() ? "" : ",", file, view.laterality(), view.code()));
    }
    Files.writeString(
        folder.resolve(name + ".json"),
        "{\"op\":\"mammography\",\"study\":\"%s\",\"patientId\":\"%s\",\"images\":[%s]}"
            .formatted(study, patient, images));
  }

  /** Writes a heart at both times, and {@code NAME.json}. */
  public static void heart(Path folder, String name, String study, String patient)
      throws IOException {
    NiftiWriter.write(folder.resolve(name + "_ed.nii.gz"), ContrastHeart.END_DIASTOLE.volume());
    NiftiWriter.write(folder.resolve(name + "_es.nii.gz"), ContrastHeart.END_SYSTOLE.volume());
    Files.writeString(
        folder.resolve(name + ".json"),
        """
        {"op":"cardiac","study":"%s","patientId":"%s",
         "endDiastole":"%s_ed.nii.gz","endSystole":"%s_es.nii.gz"}
        """
            .formatted(study, patient, name, name));
  }
}
