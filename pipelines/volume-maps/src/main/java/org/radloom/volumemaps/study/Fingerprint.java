package org.radloom.volumemaps.study;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.radloom.files.Digests;
import org.radloom.volumemaps.input.Op;
import org.radloom.volumemaps.input.Sidecar;
import org.radloom.volumemaps.output.ResultJson;

/**
 * One number for all that a result depends on: same number, same result, so nothing to do.
 *
 * <p>The sidecar counts by the fields that matter, not by its bytes: a checksum over the patient's
 * id could be searched for it.
 */
final class Fingerprint {
  /** Goes up with every change after which the same input gives another result. */
  static final int ALGORITHM = 2;

  private Fingerprint() {}

  /**
   * Returns it, in hex.
   *
   * @param options those that the study's op depends on
   * @param backend what computes; counts only where backends differ in the last digits
   */
  static String of(
      Sidecar sidecar,
      List<InputFile> files,
      ObjectNode options,
      String backend,
      MapsSettings.Volumes volumes) {
    ObjectNode all = ResultJson.object();
    all.put("algorithm", ALGORITHM).put("op", sidecar.op().code()).put("study", sidecar.study());
    all.put("kvp", sidecar.kvp()).put("baselineFrames", sidecar.baselineFrames());
    all.put("aifVoxel", String.valueOf(sidecar.aifVoxel()));
    if (sidecar.frameTimesSeconds() != null) {
      all.set("frameTimesSeconds", ResultJson.numbers(sidecar.frameTimesSeconds()));
    }
    all.set("options", options);
    all.put("volumes", volumes.name());
    all.put("backend", sidecar.op() == Op.PERFUSION ? backend : "");
    all.set("files", InputFile.listed(files));
    return Digests.sha256Hex(ResultJson.fileBytes(all));
  }
}
