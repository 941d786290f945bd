package org.radloom.volumemaps.study;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.agatston.Artery;
import org.radloom.gpuops.agatston.ArteryScore;
import org.radloom.gpuops.agatston.CalciumScore;
import org.radloom.gpuops.agatston.Lesion;
import org.radloom.volumemaps.output.ResultJson;

/** What {@code calcium.json} says. */
final class CalciumJson {
  private CalciumJson() {}

  static ObjectNode of(CalciumScore score) {
    ObjectNode json = ResultJson.object();
    json.set("total", ResultJson.number(score.total().agatston()));
    ObjectNode arteries = json.putObject("arteries");
    for (Artery artery : Artery.values()) {
      arteries.set(artery.name(), artery(score.arteries().get(artery)));
    }
    arteries.set("ALL", artery(score.total()));
    json.put("category", category(score));
    json.put("cacDrs", score.cacDrs());
    ArrayNode flags = json.putArray("flags");
    score.flags().forEach(flag -> flags.add(flag.name().toLowerCase(Locale.ROOT)));
    ArrayNode lesions = json.putArray("lesions");
    score.lesions().forEach(lesion -> lesions.add(lesion(lesion)));
    return json;
  }

  private static @Nullable String category(CalciumScore score) {
    return score.category() == null ? null : score.category().label();
  }

  private static ObjectNode artery(@Nullable ArteryScore score) {
    if (score == null) {
      throw new IllegalStateException("there must be a score for every artery");
    }
    ObjectNode json = ResultJson.object();
    json.set("agatston", ResultJson.number(score.agatston()));
    json.set("volumeMm3", ResultJson.number(score.volumeMm3()));
    json.set("massMg", score.massMg() == null ? null : ResultJson.number(score.massMg()));
    json.put("lesions", score.lesions()).put("voxels", score.voxels());
    return json;
  }

  private static ObjectNode lesion(Lesion lesion) {
    ObjectNode json = ResultJson.object().put("slice", lesion.slice());
    json.put("artery", lesion.artery() == null ? null : lesion.artery().name());
    json.put("voxels", lesion.voxels());
    json.set("areaMm2", ResultJson.number(lesion.areaMm2()));
    json.set("peakHu", ResultJson.number(lesion.peakHu()));
    json.put("weight", lesion.weight());
    json.set("agatston", ResultJson.number(lesion.agatston()));
    json.putArray("box")
        .add(lesion.minX())
        .add(lesion.minY())
        .add(lesion.maxX())
        .add(lesion.maxY());
    return json;
  }

  static ObjectNode units() {
    return ResultJson.object()
        .put("agatston", "1")
        .put("volumeMm3", "mm3")
        .put("massMg", "mg")
        .put("areaMm2", "mm2")
        .put("peakHu", "HU");
  }

  static ObjectNode summary(CalciumScore score) {
    ObjectNode summary = ResultJson.object();
    summary.set("agatston", ResultJson.number(score.total().agatston()));
    summary.put("category", category(score)).put("cacDrs", score.cacDrs());
    summary.put("lesions", score.total().lesions());
    return summary;
  }
}
