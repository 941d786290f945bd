package org.radloom.datasetreport;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.radloom.split.Split;

/**
 * {@code manifest.json} of a dataset version, as far as a report needs it. What is written about a
 * version after its records (report, checks, data card, Croissant) is not among the files, so a
 * report of a staged version and of the published one are the same.
 *
 * @param previousVersion the version whose splits this one went on from
 * @param counts by type of event, consents apart
 * @param gateStatus what the gate said, if the manifest is complete
 */
record VersionManifest(
    String dataset,
    String version,
    @Nullable String previousVersion,
    String codeVersion,
    Map<String, FateCounts> counts,
    ConsentCounts consents,
    long eventsRead,
    SplitReport splits,
    Cutoffs cutoffs,
    List<String> categories,
    Map<String, String> options,
    long inputFiles,
    long inputBytes,
    List<ListedFile> files,
    @Nullable String gateStatus) {

  static final String FILE = "manifest.json";
  private static final String FORMAT = "radloom-manifest/1";

  /** Files that are written about a version, after its records. */
  private static final Set<String> ABOUT =
      Set.of("checks.json", "croissant.json", "README.md", "superseded.json");

  private static final String REPORT_FOLDER = "report/";

  /** Decisions about consent: read, rejected, duplicates, and those that apply. */
  record ConsentCounts(long read, long rejected, long duplicates, long applied) {}

  /** How patients were split. */
  record SplitReport(
      String mode,
      long groups,
      long largestGroupPatients,
      long groupsHeldApart,
      Map<Split, SplitShare> bySplit) {}

  /** One split: the share that it aims at, and what it got. */
  record SplitShare(
      double target, long patients, double patientShare, long records, double recordShare) {}

  /** What the best share of records had to reach. */
  record Cutoffs(
      double topShare, double transcriptionQuality, double inferenceAccuracy, double minAccuracy) {}

  /** A file of the version. */
  record ListedFile(String path, String sha256, long bytes, long records) {}

  static VersionManifest read(Path version) throws IOException {
    JsonNode root = Json.readObject(version.resolve(FILE));
    if (!root.path("format").asText().equals(FORMAT)) {
      throw new IOException("%s must be of format %s".formatted(FILE, FORMAT));
    }
    Map<String, FateCounts> counts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> type : root.path("counts").properties()) {
      counts.put(type.getKey(), fates(type.getValue()));
    }
    JsonNode consents = root.path("consents");
    JsonNode cutoffs = root.path("qualityCutoffs");
    long inputBytes = 0;
    for (JsonNode input : root.path("inputs")) {
      inputBytes += input.path("bytes").asLong();
    }
    JsonNode previous = root.path("previousVersion");
    JsonNode gate = root.path("gate").path("status");
    return new VersionManifest(
        text(root, "dataset"),
        text(root, "version"),
        previous.isTextual() ? previous.asText() : null,
        root.path("codeVersion").asText(),
        counts,
        new ConsentCounts(
            consents.path("read").asLong(),
            sum(numbers(consents.path("rejected"))),
            consents.path("duplicates").asLong(),
            consents.path("applied").asLong()),
        root.path("eventsRead").asLong(),
        splits(root.path("splits")),
        new Cutoffs(
            cutoffs.path("topShare").asDouble(),
            cutoffs.path("transcriptionQuality").asDouble(),
            cutoffs.path("inferenceAccuracy").asDouble(),
            cutoffs.path("minAccuracy").asDouble()),
        texts(root.path("categories")),
        options(root.path("options")),
        root.path("inputs").size(),
        inputBytes,
        files(root.path("files")),
        gate.isTextual() ? gate.asText() : null);
  }

  /** Returns all types of events together. */
  FateCounts total() {
    return counts.values().stream().reduce(FateCounts.NONE, FateCounts::plus);
  }

  /** Returns exported transcriptions and inferences: a correction or truth is part of one. */
  long recordsExported() {
    return splits.bySplit().values().stream().mapToLong(SplitShare::records).sum();
  }

  /** Returns whether the version has the file. */
  boolean lists(String path) {
    return files.stream().anyMatch(file -> file.path().equals(path));
  }

  private static FateCounts fates(JsonNode node) {
    return new FateCounts(
        node.path("read").asLong(),
        numbers(node.path("rejected")),
        node.path("duplicates").asLong(),
        node.path("denied").asLong(),
        node.path("unmatched").asLong(),
        node.path("hardExamples").asLong(),
        node.path("belowCutoff").asLong(),
        numbers(node.path("exported")));
  }

  private static SplitReport splits(JsonNode node) {
    Map<Split, SplitShare> shares = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      JsonNode of = node.path(split.code());
      shares.put(
          split,
          new SplitShare(
              of.path("target").asDouble(),
              of.path("patients").asLong(),
              of.path("patientShare").asDouble(),
              of.path("records").asLong(),
              of.path("recordShare").asDouble()));
    }
    return new SplitReport(
        node.path("mode").asText(),
        node.path("groups").asLong(),
        node.path("largestGroupPatients").asLong(),
        node.path("groupsHeldApart").asLong(),
        shares);
  }

  private static List<ListedFile> files(JsonNode node) {
    List<ListedFile> files = new ArrayList<>();
    for (JsonNode file : node) {
      String path = file.path("path").asText();
      if (!ABOUT.contains(path) && !path.startsWith(REPORT_FOLDER)) {
        files.add(
            new ListedFile(
                path,
                file.path("sha256").asText(),
                file.path("bytes").asLong(),
                file.path("records").asLong()));
      }
    }
    return files;
  }

  private static Map<String, String> options(JsonNode node) {
    Map<String, String> options = new TreeMap<>();
    node.properties().forEach(option -> options.put(option.getKey(), option.getValue().asText()));
    return options;
  }

  private static Map<String, Long> numbers(JsonNode node) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    node.properties().forEach(one -> numbers.put(one.getKey(), one.getValue().asLong()));
    return numbers;
  }

  private static long sum(Map<String, Long> numbers) {
    return numbers.values().stream().mapToLong(Long::longValue).sum();
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static String text(JsonNode root, String key) throws IOException {
    String text = root.path(key).asText();
    if (text.isEmpty()) {
      throw new IOException("%s must name its %s".formatted(FILE, key));
    }
    return text;
  }
}
