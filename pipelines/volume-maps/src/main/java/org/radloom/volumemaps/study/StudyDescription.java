package org.radloom.volumemaps.study;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.radloom.commandline.Version;
import org.radloom.gpuops.volume.Placement;
import org.radloom.gpuops.volume.Space;
import org.radloom.volumemaps.input.CtStudy;
import org.radloom.volumemaps.input.FoundStudy.Described;
import org.radloom.volumemaps.output.ResultJson;

/** What {@code study.json} says. */
final class StudyDescription {
  private static final String FORMAT = "radloom-study/1";

  private StudyDescription() {}

  /**
   * Returns it, without the list of the study's own files.
   *
   * @param device name of the device that computed, for a reader
   */
  static ObjectNode of(
      Described<CtStudy> study,
      List<InputFile> inputs,
      ObjectNode options,
      StudyResult result,
      String device,
      String fingerprint) {
    ObjectNode description =
        ResultJson.object().put("format", FORMAT).put("study", study.study()).put("op", study.op());
    ObjectNode source = description.putObject("source").put("sidecar", study.source());
    source.set("files", InputFile.listed(inputs));
    description.set("options", options);
    description.put("backend", result.backend()).put("device", device);
    description.put("codeVersion", Version.ofThisJar().toString());
    description.set("units", result.units());
    description.set("space", space(result.space(), result.frames()));
    description.set("flags", ResultJson.texts(result.flags()));
    description.set("summary", result.summary());
    description.put("fingerprint", fingerprint);
    description.put("computedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return description;
  }

  private static ObjectNode space(Space space, int frames) {
    ObjectNode json = ResultJson.object();
    json.putArray("shape").add(space.nx()).add(space.ny()).add(space.nz());
    json.put("frames", frames);
    json.set(
        "spacingMm",
        ResultJson.numbers(new double[] {space.dxMm(), space.dyMm(), space.incrementMm()}));
    Placement placement = space.placement();
    ObjectNode placed = json.putObject("placement");
    placed.set("qfac", ResultJson.number(placement.qfac()));
    placed.put("qformCode", placement.qformCode());
    placed.set("quaternion", ResultJson.numbers(placement.quaternion()));
    placed.set("offsetMm", ResultJson.numbers(placement.offset()));
    placed.put("sformCode", placement.sformCode());
    placed.set("affine", ResultJson.numbers(placement.affine()));
    return json;
  }
}
