package org.radloom.volumemaps.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.radloom.gpuops.agatston.ArteryScore;
import org.radloom.gpuops.agatston.Connectivity;
import org.radloom.gpuops.nifti.NiftiWriter;
import org.radloom.gpuops.perfusion.PerfusionSeries;
import org.radloom.gpuops.phantom.CalciumPhantom;
import org.radloom.gpuops.phantom.PerfusionAnatomy;
import org.radloom.gpuops.phantom.PerfusionPhantom;
import org.radloom.gpuops.phantom.PerfusionPhantomOptions;
import org.radloom.gpuops.phantom.PerfusionTissue;
import org.radloom.gpuops.volume.Space;
import org.radloom.volumemaps.output.ResultJson;

/**
 * Writes the phantoms as an input folder of the job: {@code FOLDER/volumes/} with a chest whose
 * calcium is known, a head without noise at equal frame times and one with a stroke, noise and the
 * times of a stroke protocol, each with sidecar and masks; and {@code FOLDER/expected.json} with
 * the true answers. The same seed gives the same bytes.
 */
public final class SampleVolumes {
  /** The chest. */
  public static final String CALCIUM_STUDY = "S-CAC-PHANTOM";

  /** The head in tiles of every flow, volume and delay, without noise. */
  public static final String TILES_STUDY = "S-CTP-TILES";

  /** The head with a stroke. */
  public static final String STROKE_STUDY = "S-CTP-STROKE";

  private static final int HEAD_SIDE = 96;
  private static final int KINDS_OF_TILES = 8;
  private static final int TILES_FRAMES = 60;
  private static final int STROKE_SLICES = 6;
  private static final double STROKE_NOISE_HU = 1;
  private static final double CHEST_SPACING_MM = 0.9375;

  private final Path volumes;
  private final ObjectNode expected = ResultJson.object();

  private SampleVolumes(Path volumes) {
    this.volumes = volumes;
  }

  /**
   * Writes them.
   *
   * @param folder is made if need be; files of the same names are replaced
   * @param seed of the noise
   * @return the input folder of the job
   */
  public static Path write(Path folder, long seed) throws IOException {
    Path volumes = Files.createDirectories(folder.resolve("volumes"));
    SampleVolumes sample = new SampleVolumes(volumes);
    sample.writeChest(seed);
    sample.writeHead(
        "head-tiles",
        TILES_STUDY,
        new PerfusionPhantomOptions(
            HEAD_SIDE,
            HEAD_SIDE,
            KINDS_OF_TILES,
            PerfusionPhantomOptions.everySeconds(TILES_FRAMES, 1),
            PerfusionAnatomy.TILES,
            0,
            seed));
    sample.writeHead(
        "head-stroke",
        STROKE_STUDY,
        new PerfusionPhantomOptions(
            HEAD_SIDE,
            HEAD_SIDE,
            STROKE_SLICES,
            PerfusionPhantomOptions.strokeProtocol(),
            PerfusionAnatomy.STROKE,
            STROKE_NOISE_HU,
            seed));
    Files.write(folder.resolve("expected.json"), ResultJson.fileBytes(sample.expected));
    return volumes;
  }

  private void writeChest(long seed) throws IOException {
    Space space = Space.of(256, 256, 48, CHEST_SPACING_MM, CHEST_SPACING_MM, 3);
    CalciumPhantom chest = CalciumPhantom.of(space, seed);
    NiftiWriter.write(volumes.resolve("chest.nii.gz"), chest.volume());
    NiftiWriter.write(volumes.resolve("chest_arteries.nii.gz"), chest.arteries());
    ObjectNode sidecar = sidecar("agatston", CALCIUM_STUDY, "P-CHEST").put("kvp", 120);
    writeSidecar("chest", sidecar.put("arteryLabels", "chest_arteries.nii.gz"));
    ObjectNode truth = expected.putObject(CALCIUM_STUDY);
    for (Connectivity connectivity : Connectivity.values()) {
      ObjectNode scores = truth.putObject("connectivity" + connectivity.neighbours());
      CalciumPhantom.Truth known = chest.truth(connectivity);
      new TreeMap<>(known.arteries())
          .forEach((artery, score) -> scores.set(artery.name(), json(score)));
      scores.set("ALL", json(known.total()));
    }
  }

  private static JsonNode json(ArteryScore score) {
    ObjectNode json = ResultJson.object();
    json.set("agatston", ResultJson.number(score.agatston()));
    json.set("volumeMm3", ResultJson.number(score.volumeMm3()));
    return json.put("lesions", score.lesions()).put("voxels", score.voxels());
  }

  private void writeHead(String name, String study, PerfusionPhantomOptions options)
      throws IOException {
    PerfusionPhantom head = PerfusionPhantom.stored(options);
    PerfusionSeries series = head.series();
    NiftiWriter.write(volumes.resolve(name + ".nii.gz"), series.volume());
    NiftiWriter.write(volumes.resolve(name + "_aif.nii.gz"), head.aifMask());
    NiftiWriter.write(volumes.resolve(name + "_vof.nii.gz"), head.vofMask());
    NiftiWriter.write(volumes.resolve(name + "_regions.nii.gz"), head.regions());
    ObjectNode sidecar = sidecar("perfusion", study, "P-HEAD");
    sidecar.set("frameTimesSeconds", ResultJson.numbers(series.frameTimesSeconds()));
    sidecar.put("baselineFrames", series.baselineFrames());
    sidecar.put("aifMask", name + "_aif.nii.gz").put("vofMask", name + "_vof.nii.gz");
    sidecar.put("mask", name + "_mask.nii.gz").put("regions", name + "_regions.nii.gz");
    if (series.mask() != null) {
      NiftiWriter.write(volumes.resolve(name + "_mask.nii.gz"), series.mask());
    }
    writeSidecar(name, sidecar);
    writeTruth(study, head);
  }

  private void writeTruth(String study, PerfusionPhantom head) {
    ObjectNode truth = expected.putObject(study);
    truth.set("arrivalSeconds", ResultJson.number(PerfusionPhantom.ARRIVAL_SECONDS));
    truth.set("scale", ResultJson.number(PerfusionPhantom.VEIN_TO_ARTERY));
    ObjectNode tissues = truth.putObject("tissues");
    for (PerfusionTissue tissue : new TreeMap<>(head.tissues()).values()) {
      ObjectNode json = tissues.putObject(Integer.toString(tissue.label()));
      json.set("cbf", ResultJson.number(tissue.cbf()));
      json.set("cbv", ResultJson.number(tissue.cbv()));
      json.set("mtt", ResultJson.number(tissue.mttSeconds()));
      json.set("delay", ResultJson.number(tissue.delaySeconds()));
    }
  }

  private static ObjectNode sidecar(String op, String study, String patient) {
    return ResultJson.object().put("op", op).put("study", study).put("patientId", patient);
  }

  private void writeSidecar(String name, ObjectNode sidecar) throws IOException {
    Files.write(volumes.resolve(name + ".json"), ResultJson.fileBytes(sidecar));
  }
}
