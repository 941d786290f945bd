package org.radloom.transforms;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.radloom.events.EventType;
import org.radloom.formats.FileEntry;
import org.radloom.privacy.Keys;
import org.radloom.split.Split;

/**
 * The manifest of a dataset version: what was read and what became of it, how it was split, and the
 * digest of every file. Holds no time and no place, so the same input under the same key gives the
 * same bytes.
 */
final class Manifest {
  /** Name of the file, in the version's folder. */
  static final String FILE = "manifest.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String FORMAT = "radloom-manifest/1";

  private Manifest() {}

  static byte[] of(
      ExportSettings settings,
      Keys keys,
      List<RunCounts> counts,
      DecisionSummary summary,
      List<SourceFile> sources,
      List<FileEntry> files)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("dataset", settings.dataset());
    root.put("version", settings.version());
    root.put("previousVersion", settings.previous());
    root.put("codeVersion", settings.provenance().codeVersion());
    long eventsRead = 0;
    ObjectNode byType = root.putObject("counts");
    for (RunCounts one : counts) {
      eventsRead += one.read();
      if (!one.type().equals(EventType.CONSENT.code())) {
        putCounts(byType.putObject(one.type()), one);
      } else {
        ObjectNode consents = root.putObject("consents");
        consents.put("read", one.read());
        consents.set("rejected", JSON.valueToTree(one.rejected()));
        consents.put("duplicates", one.duplicates());
        consents.put("applied", one.applied());
      }
    }
    root.put("eventsRead", eventsRead);
    putSplits(root.putObject("splits"), settings, counts, summary);
    ObjectNode cutoffs = root.putObject("qualityCutoffs");
    cutoffs.put("topShare", settings.selection().topShare());
    cutoffs.put("transcriptionQuality", summary.transcriptionCutoff());
    cutoffs.put("inferenceAccuracy", summary.inferenceCutoff());
    cutoffs.put("minAccuracy", settings.selection().minAccuracy());
    root.set("categories", JSON.valueToTree(summary.categories()));
    root.set("options", JSON.valueToTree(settings.provenance().options()));
    root.set("keyIds", JSON.valueToTree(keys.ids()));
    ArrayNode inputs = root.putArray("inputs");
    List<String> names = SourceFile.names(sources);
    for (SourceFile source : sources) {
      inputs.addObject().put("name", names.get(source.number())).put("bytes", source.bytes());
    }
    root.set(
        "files",
        JSON.valueToTree(files.stream().sorted(Comparator.comparing(FileEntry::path)).toList()));
    return (JSON.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void putCounts(ObjectNode node, RunCounts counts) {
    node.put("read", counts.read());
    node.set("rejected", JSON.valueToTree(counts.rejected()));
    node.put("duplicates", counts.duplicates());
    node.put("denied", counts.denied());
    node.put("unmatched", counts.unmatched());
    node.put("hardExamples", counts.hardExamples());
    node.put("belowCutoff", counts.belowCutoff());
    ObjectNode exported = node.putObject("exported");
    for (Split split : Split.values()) {
      exported.put(split.code(), counts.exported().getOrDefault(split.code(), 0L));
    }
  }

  private static void putSplits(
      ObjectNode node, ExportSettings settings, List<RunCounts> counts, DecisionSummary summary) {
    node.put("mode", settings.selection().splitMode().name());
    node.put("groups", summary.groups());
    node.put("largestGroupPatients", summary.largestGroup());
    node.put("groupsHeldApart", summary.groupsHeldApart());
    long allPatients = summary.patients().stream().mapToLong(Long::longValue).sum();
    Map<String, Long> records = new TreeMap<>();
    for (RunCounts one : counts) {
      if (one.type().equals(EventType.TRANSCRIPTION.code())
          || one.type().equals(EventType.INFERENCE.code())) {
        one.exported().forEach((split, count) -> records.merge(split, count, Long::sum));
      }
    }
    long allRecords = records.values().stream().mapToLong(Long::longValue).sum();
    for (Split split : Split.values()) {
      ObjectNode of = node.putObject(split.code());
      long patients = summary.patients().get(split.ordinal());
      long exported = records.getOrDefault(split.code(), 0L);
      of.put("target", split.share());
      of.put("patients", patients);
      of.put("patientShare", share(patients, allPatients));
      of.put("records", exported);
      of.put("recordShare", share(exported, allRecords));
    }
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : Math.round(1e6 * part / whole) / 1e6;
  }
}
