package org.radloom.scoring.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.radloom.gpuops.nifti.NiftiWriter;
import org.radloom.gpuops.phantom.BreastFinding;
import org.radloom.gpuops.phantom.BreastPhantom;
import org.radloom.gpuops.phantom.BreastView;
import org.radloom.gpuops.volume.Space;
import org.radloom.volumemaps.output.ResultJson;

/**
 * The four views of a phantom of the breast, with masses and calcifications.
 *
 * @param study its name
 * @param patientId whose it is made to be
 * @param seed of tissue and noise
 * @param width pixels of an image
 */
record PhantomMammogram(String study, String patientId, long seed, int width)
    implements PhantomStudy {
  private static final int WINDOW_CENTER = 1700;
  private static final int WINDOW_WIDTH = 2800;

  @Override
  public void write(Path folder) throws IOException {
    Path images = Files.createDirectories(folder.resolve(study));
    List<BreastPhantom> phantoms =
        Arrays.stream(BreastView.values())
            .parallel()
            .map(view -> BreastPhantom.of(view, width, seed))
            .toList();
    ObjectNode sidecar = PhantomStudy.sidecar("mammography", this);
    ArrayNode list = sidecar.putArray("images");
    for (BreastPhantom phantom : phantoms) {
      BreastView view = phantom.view();
      String file = image(view) + ".nii.gz";
      NiftiWriter.writeUnsigned(
          images.resolve(file),
          Space.of(phantom.width(), phantom.height(), 1, phantom.pixelMm(), phantom.pixelMm(), 1),
          phantom.pixels());
      ObjectNode entry = list.addObject().put("file", study + "/" + file);
      entry.put("laterality", view.laterality()).put("view", view.code());
      // Every view has its chest wall on the left, where the left breast's belongs.
      entry.put("flipHorizontal", view.laterality().equals("R"));
      entry.putObject("window").put("center", WINDOW_CENTER).put("width", WINDOW_WIDTH);
    }
    Files.write(folder.resolve(study + ".json"), ResultJson.fileBytes(sidecar));
  }

  @Override
  public List<ObjectNode> truth(String image, int slice) {
    BreastView view =
        Arrays.stream(BreastView.values())
            .filter(each -> image(each).equals(image))
            .findFirst()
            .orElseThrow();
    double pixelMm = BreastPhantom.FIELD_WIDTH_MM / width;
    return view.findings().stream().map(finding -> annotation(finding, pixelMm)).toList();
  }

  /** A box as far as the finding reaches. */
  private static ObjectNode annotation(BreastFinding finding, double pixelMm) {
    ObjectNode annotation =
        ResultJson.object().put("category", finding.kind().name().toLowerCase(Locale.ROOT));
    double side = 2 * finding.radiusMm() / pixelMm;
    annotation.set(
        "bbox",
        ResultJson.numbers(
            new double[] {
              (finding.xMm() - finding.radiusMm()) / pixelMm,
              (finding.yMm() - finding.radiusMm()) / pixelMm,
              side,
              side
            }));
    return annotation;
  }

  private static String image(BreastView view) {
    return "%s-%s".formatted(view.laterality(), view.code()).toLowerCase(Locale.ROOT);
  }
}
