package org.radloom.volumemaps.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.radloom.commandline.Version;
import org.radloom.gpuops.mammography.BiRads;
import org.radloom.gpuops.nifti.NiftiWriter;
import org.radloom.gpuops.phantom.BreastFinding;
import org.radloom.gpuops.phantom.BreastPhantom;
import org.radloom.gpuops.phantom.BreastView;
import org.radloom.gpuops.volume.Space;
import org.radloom.volumemaps.output.ResultJson;
import org.radloom.volumemaps.output.RunFolder;
import org.radloom.volumemaps.output.StagedStudy;
import org.radloom.volumemaps.output.StudyStore;
import org.radloom.volumemaps.output.UnwritableResultException;
import org.radloom.volumemaps.output.Worklist;

/**
 * Writes a mammography study in the form in which a detector's results would come: four images with
 * boxes and maps of confidence. No model has read them: what it says is what the phantom was made
 * with, and the flag {@code made_up_findings} says so.
 */
public final class SampleMammogram {
  /** The study. */
  public static final String STUDY = "S-MG-PHANTOM";

  private static final String FLAG = "made_up_findings";

  /** Heat maps are 8 times coarser than a detector's image. */
  private static final int HEAT_WIDTH = BreastPhantom.DETECTOR_WIDTH / 8;

  private static final int HEAT_HEIGHT = BreastPhantom.DETECTOR_HEIGHT / 8;

  /** A box leaves some room around what it shows. */
  private static final double BOX_RADII = 1.25;

  private static final int WINDOW_CENTER = 1700;
  private static final int WINDOW_WIDTH = 2800;

  private SampleMammogram() {}

  /**
   * Writes the study and a worklist of it; a study that is there already stays.
   *
   * @param output is made if need be
   * @param seed the same seed gives the same images
   * @param width pixels of an image, {@link BreastPhantom#DETECTOR_WIDTH} for a real one
   */
  public static void write(Path output, long seed, int width)
      throws IOException, UnwritableResultException {
    StudyStore store = new StudyStore(output);
    String fingerprint = "breast-phantom/1 seed=%d width=%d".formatted(seed, width);
    Optional<JsonNode> there = store.intact(STUDY, fingerprint);
    if (there.isPresent()) {
      writeWorklist(output, there.get(), "skipped");
      return;
    }
    try (RunFolder run = RunFolder.in(output);
        StagedStudy staged = StagedStudy.in(RunFolder.work(run.folder()), store.folder(STUDY))) {
      ArrayNode images = ResultJson.array();
      for (BreastPhantom phantom : phantoms(width, seed)) {
        images.add(write(staged, phantom));
      }
      ObjectNode description = description(seed, width, fingerprint, images);
      staged.place(description);
      writeWorklist(output, description, "finished");
    }
  }

  private static List<BreastPhantom> phantoms(int width, long seed) {
    return Arrays.stream(BreastView.values())
        .parallel()
        .map(view -> BreastPhantom.of(view, width, seed))
        .toList();
  }

  /** Writes an image and its map, and returns what {@code study.json} says of them. */
  private static ObjectNode write(StagedStudy staged, BreastPhantom phantom)
      throws UnwritableResultException {
    BreastView view = phantom.view();
    String name = "%s-%s".formatted(view.laterality(), view.code()).toLowerCase(Locale.ROOT);
    double pixelMm = phantom.pixelMm();
    staged.write(
        name + ".nii.gz",
        file ->
            NiftiWriter.writeUnsigned(
                file, plane(phantom.width(), phantom.height(), pixelMm), phantom.pixels()));
    double coarser = (double) phantom.width() / HEAT_WIDTH;
    staged.write(
        name + "_heat.nii.gz",
        file ->
            NiftiWriter.write(
                file,
                plane(HEAT_WIDTH, HEAT_HEIGHT, pixelMm * coarser),
                phantom.heat(HEAT_WIDTH, HEAT_HEIGHT)));
    ObjectNode image = ResultJson.object().put("file", name + ".nii.gz");
    image.put("laterality", view.laterality()).put("view", view.code());
    // Every view has its chest wall on the left, where the left breast's belongs.
    image.put("flipHorizontal", view.laterality().equals("R"));
    image.putObject("window").put("center", WINDOW_CENTER).put("width", WINDOW_WIDTH);
    image.put("heatmap", name + "_heat.nii.gz");
    ArrayNode lesions = image.putArray("lesions");
    view.findings().forEach(finding -> lesions.add(lesion(finding, phantom)));
    return image;
  }

  private static Space plane(int width, int height, double pixelMm) {
    return Space.of(width, height, 1, pixelMm, pixelMm, 1);
  }

  private static ObjectNode lesion(BreastFinding finding, BreastPhantom phantom) {
    double reach = BOX_RADII * finding.radiusMm();
    int left = pixel(finding.xMm() - reach, phantom);
    int top = pixel(finding.yMm() - reach, phantom);
    ObjectNode lesion =
        ResultJson.object().put("category", finding.kind().name().toLowerCase(Locale.ROOT));
    lesion
        .putArray("bbox")
        .add(left)
        .add(top)
        .add(pixel(finding.xMm() + reach, phantom) - left)
        .add(pixel(finding.yMm() + reach, phantom) - top);
    lesion.set("score", ResultJson.number(finding.confidence()));
    return lesion;
  }

  private static int pixel(double mm, BreastPhantom phantom) {
    return (int) Math.round(mm / phantom.pixelMm());
  }

  private static ObjectNode description(
      long seed, int width, String fingerprint, ArrayNode images) {
    ObjectNode description =
        ResultJson.object()
            .put("format", "radloom-study/1")
            .put("study", STUDY)
            .put("op", "mammography")
            .put("backend", "phantom")
            .put("codeVersion", Version.ofThisJar().toString());
    description.putObject("options").put("seed", seed).put("width", width);
    description
        .putObject("units")
        .put("image", "grey level, 0 to %d".formatted(BreastPhantom.MAX_GREY))
        .put("heatmap", "confidence, 0 to 1")
        .put("bbox", "pixels from the top left: x, y, width, height")
        .put("score", "confidence, 0 to 1");
    description.set("flags", ResultJson.texts(List.of(FLAG)));
    description.set("summary", summary());
    description.putNull("model");
    description.set("images", images);
    ArrayNode hanging = description.putArray("hanging");
    hanging.addArray().add(BreastView.R_CC.ordinal()).add(BreastView.L_CC.ordinal());
    hanging.addArray().add(BreastView.R_MLO.ordinal()).add(BreastView.L_MLO.ordinal());
    description.put("fingerprint", fingerprint);
    return description.put("computedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static ObjectNode summary() {
    double highest =
        Arrays.stream(BreastView.values())
            .flatMap(view -> view.findings().stream())
            .mapToDouble(BreastFinding::confidence)
            .max()
            .orElse(0);
    // Each is seen in both views of its breast, and counts once.
    int lesions = BreastView.R_CC.findings().size() + BreastView.L_CC.findings().size();
    BiRads biRads = BiRads.ofConfidence(highest);
    ObjectNode summary = ResultJson.object().put("biRads", biRads.category());
    summary.put("biRadsName", biRads.words()).put("lesions", lesions);
    summary.set("highestConfidence", ResultJson.number(highest));
    return summary;
  }

  private static void writeWorklist(Path output, JsonNode description, String status)
      throws IOException {
    ObjectNode index = ResultJson.object().put("format", "radloom-worklist/1");
    ObjectNode entry = index.putArray("studies").addObject();
    entry.put("study", STUDY).put("op", "mammography");
    entry.put("folder", StudyStore.relativeFolder(STUDY)).put("status", status);
    entry.set("flags", description.path("flags"));
    entry.set("summary", description.path("summary"));
    entry.put("computedAt", description.path("computedAt").asText());
    index.putArray("rejected");
    index.putArray("failed");
    ObjectNode counts = index.putObject("counts").put("read", 1);
    for (String each : List.of("finished", "skipped", "rejected", "failed")) {
      counts.put(each, each.equals(status) ? 1 : 0);
    }
    Worklist.write(output, index);
  }
}
