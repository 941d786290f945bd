package org.radloom.volumemaps.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.perfusion.BolusArrival;
import org.radloom.gpuops.perfusion.Inflow;
import org.radloom.gpuops.perfusion.PerfusionMaps;
import org.radloom.gpuops.perfusion.PerfusionOptions;
import org.radloom.gpuops.perfusion.PerfusionSeries;
import org.radloom.gpuops.perfusion.VoxelIndex;
import org.radloom.gpuops.volume.Space;
import org.radloom.volumemaps.output.ResultJson;

/** What {@code curves.json} says of a series, and the worklist. */
final class PerfusionJson {
  /** Tissue whose contrast comes later than this is taken to be short of blood, s. */
  private static final float LATE_SECONDS = 6;

  private static final double MM3_A_ML = 1000;

  private PerfusionJson() {}

  /** Returns the maps by the names of their files. */
  static Map<String, float[]> byName(PerfusionMaps maps) {
    Map<String, float[]> byName = new LinkedHashMap<>();
    byName.put("cbf", maps.cbf());
    byName.put("cbv", maps.cbv());
    byName.put("mtt", maps.mtt());
    byName.put("ttp", maps.ttp());
    byName.put("tmax", maps.tmax());
    return byName;
  }

  /**
   * Returns the curves, HU above the baseline, one value a frame.
   *
   * @param regions mean curves by label
   */
  static ObjectNode curves(PerfusionSeries series, Inflow inflow, Map<Integer, double[]> regions) {
    ObjectNode json = ResultJson.object();
    json.put("unit", "HU");
    json.set("frameTimesSeconds", ResultJson.numbers(series.frameTimesSeconds()));
    json.put("baselineFrames", series.baselineFrames());
    json.set(
        "arrivalSeconds",
        ResultJson.number(
            BolusArrival.secondsAfterFirstFrame(series.frameTimesSeconds(), inflow.aif())));
    ObjectNode aif = json.putObject("aif");
    aif.put("source", inflow.source().name().toLowerCase(Locale.ROOT));
    aif.set("voxel", voxel(inflow.voxel()));
    aif.set("values", ResultJson.numbers(inflow.aif()));
    double[] vof = inflow.vof();
    json.set("vof", vof == null ? NullNode.getInstance() : ResultJson.numbers(vof));
    json.set("scale", ResultJson.number(inflow.scale()));
    ObjectNode byLabel = json.putObject("regions");
    regions.forEach((label, curve) -> byLabel.set(label.toString(), ResultJson.numbers(curve)));
    return json;
  }

  static JsonNode voxel(@Nullable VoxelIndex voxel) {
    return voxel == null
        ? NullNode.getInstance()
        : ResultJson.array().add(voxel.x()).add(voxel.y()).add(voxel.z());
  }

  static ObjectNode units(PerfusionOptions options) {
    boolean byVolume = options.kH() == 1 && options.rho() == 1;
    return ResultJson.object()
        .put("cbf", byVolume ? "ml/100 ml/min" : "ml/100 g/min")
        .put("cbv", byVolume ? "ml/100 ml" : "ml/100 g")
        .put("mtt", "s")
        .put("ttp", "s after the first frame")
        .put("tmax", "s")
        .put("curves", "HU above the baseline");
  }

  /** Returns medians over the voxels that have a flow, and volumes of tissue, ml. */
  static ObjectNode summary(PerfusionMaps maps, Space space) {
    float[] flow = maps.cbf();
    ObjectNode summary = ResultJson.object();
    ObjectNode medians = summary.putObject("medians");
    byName(maps)
        .forEach(
            (name, map) -> medians.set(name, ResultJson.number(Median.of(map, i -> flow[i] > 0))));
    long mapped = 0;
    long late = 0;
    for (int i = 0; i < flow.length; i++) {
      if (flow[i] > 0) {
        mapped++;
        late += maps.tmax()[i] > LATE_SECONDS ? 1 : 0;
      }
    }
    double voxelMl = space.dxMm() * space.dyMm() * space.incrementMm() / MM3_A_ML;
    summary.set("mappedMl", ResultJson.number(mapped * voxelMl));
    summary.set("tmaxOver6sMl", ResultJson.number(late * voxelMl));
    return summary;
  }
}
