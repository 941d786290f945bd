package org.radloom.datasetreport;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A small version of a data set, laid out as docs/dataset-version.md says: 100 dictations and 60
 * readings exported in 70/15/15, 6 hard examples, 88 events left out. Names are hostile where a
 * name may be.
 */
final class SmallVersion {
  static final String HOSTILE_CATEGORY = "</script><img src=x onerror=alert(1)> \"'&";
  static final String HOSTILE_MODEL = "<b>net</b>|`${7*7}`{{name}}";
  static final int DICTATIONS = 100;
  static final int READINGS = 60;
  static final int HARD = 6;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] SPLITS = {"train", "val", "test"};
  private static final double[] SHARES = {0.7, 0.15, 0.15};

  private static final String DICTATION_HEADER =
      "record_id,patient,study,user,recorded_year,language,text,corrected,wer,wer_normalised,"
          + "confidence,model,model_version,words,quality,weight,split\r\n";
  private static final String READING_HEADER =
      "record_id,patient,study,reader,year,task,model,model_version,detections,annotations,"
          + "confidence,accuracy,split\r\n";

  private final Path folder;
  private final Random random;
  private final double shift;
  private final Map<String, Long> records = new TreeMap<>();
  private final Map<String, long[]> exported = new LinkedHashMap<>();
  private final StringBuilder[] coco = new StringBuilder[3];

  private SmallVersion(Path folder, long seed, double shift) {
    this.folder = folder;
    this.random = new Random(seed);
    this.shift = shift;
  }

  /**
   * Writes a version.
   *
   * @param shift how much lower its quality scores are than without
   */
  static Path write(
      Path dataset, String version, @Nullable String previous, long seed, double shift)
      throws IOException {
    Path folder = Files.createDirectories(dataset.resolve(version));
    SmallVersion small = new SmallVersion(folder, seed, shift);
    small.dictations();
    small.readings();
    small.hardExamples();
    small.cocoFiles();
    small.patients();
    small.models(previous != null);
    ObjectNode counts = small.rejectsAndCounts();
    small.manifest(version, previous, counts);
    return folder;
  }

  private void dictations() throws IOException {
    for (int s = 0; s < 3; s++) {
      StringBuilder csv = new StringBuilder(DICTATION_HEADER);
      int rows = (int) Math.round(SHARES[s] * DICTATIONS);
      for (int i = 0; i < rows; i++) {
        boolean corrected = i % 3 == 0;
        double errors = corrected ? (i % 4) * 0.05 : 0;
        csv.append(
            row(
                id("d" + SPLITS[s] + i),
                id("p" + s),
                "",
                id("u"),
                "2026",
                "en",
                "No acute finding.",
                corrected,
                errors,
                errors,
                three(0.81 + 0.18 * random.nextDouble()),
                "speech",
                "1.0",
                20 + random.nextInt(200),
                three(Math.min(1, 0.7 + 0.29 * random.nextDouble() - shift)),
                1,
                SPLITS[s]));
        out("transcription")[s]++;
        out("correction")[s] += corrected ? 1 : 0;
      }
      file("csv/transcriptions_%s.csv".formatted(SPLITS[s]), csv, rows);
    }
  }

  private void readings() throws IOException {
    int image = 0;
    int annotation = 0;
    for (int s = 0; s < 3; s++) {
      StringBuilder csv = new StringBuilder(READING_HEADER);
      StringBuilder images = new StringBuilder();
      StringBuilder annotations = new StringBuilder();
      int rows = (int) Math.round(SHARES[s] * READINGS);
      for (int i = 0; i < rows; i++) {
        boolean mass = i % 2 == 0;
        String category = mass ? "mass" : HOSTILE_CATEGORY;
        double score = three(0.7 + 0.29 * random.nextDouble());
        csv.append(reading(s, "r" + i, category, category, score, 1));
        image++;
        images.append(images.isEmpty() ? "" : ",").append("{\"id\":%d}".formatted(image));
        annotation++;
        annotations
            .append(annotations.isEmpty() ? "" : ",")
            .append(
                "{\"id\":%d,\"image_id\":%d,\"bbox\":[1,1,2,2],\"category_id\":%d}"
                    .formatted(annotation, image, mass ? 2 : 1));
        out("inference")[s]++;
      }
      file("csv/inferences_%s.csv".formatted(SPLITS[s]), csv, rows);
      coco[s] =
          new StringBuilder("{\"info\":{},\"licenses\":[],\"images\":[")
              .append(images)
              .append("],\"annotations\":[")
              .append(annotations)
              .append("],\"categories\":[{\"id\":1,\"name\":")
              .append(JSON.writeValueAsString(HOSTILE_CATEGORY))
              .append("},{\"id\":2,\"name\":\"mass\"}]}\n");
    }
  }

  /** Truth: a mass. Model: none, or next to sure that there is another thing too. */
  private void hardExamples() throws IOException {
    StringBuilder csv = new StringBuilder(READING_HEADER);
    for (int i = 0; i < HARD; i++) {
      csv.append(reading(0, "h" + i, i < 3 ? "" : HOSTILE_CATEGORY, "mass", 0.99, 0));
    }
    file("hard_examples/inferences_train.csv", csv, HARD);
  }

  private void cocoFiles() throws IOException {
    for (int s = 0; s < 3; s++) {
      file("coco/instances_%s.json".formatted(SPLITS[s]), coco[s], out("inference")[s]);
    }
  }

  private String reading(
      int split, String name, String found, String truth, double score, double accuracy)
      throws IOException {
    ArrayNode detections = JSON.createArrayNode();
    if (!found.isEmpty()) {
      ObjectNode one = detections.addObject().put("category", found).put("score", score);
      one.putArray("bbox").add(1).add(1).add(2).add(2);
      one.putArray("segmentation").addArray().add(1).add(1).add(3).add(1).add(3).add(3);
    }
    ArrayNode annotations = JSON.createArrayNode();
    annotations.addObject().put("category", truth).putNull("segmentation");
    return row(
        id(SPLITS[split] + name),
        id("p" + split),
        "",
        id("reader"),
        "2026",
        "mammography",
        HOSTILE_MODEL,
        "2",
        detections,
        annotations,
        score,
        accuracy,
        SPLITS[split]);
  }

  private void patients() throws IOException {
    StringBuilder csv = new StringBuilder("patient,split\n");
    for (int s = 0; s < 3; s++) {
      csv.append(id("p" + s)).append(',').append(SPLITS[s]).append('\n');
    }
    file("splits.csv", csv, 3);
  }

  private ObjectNode rejectsAndCounts() throws IOException {
    Map<String, StringBuilder> files = new TreeMap<>();
    ObjectNode counts = JSON.createObjectNode();
    for (String type :
        new String[] {"transcription", "correction", "inference", "ground_truth", "unknown"}) {
      ObjectNode of = counts.putObject(type);
      ObjectNode rejected = JSON.createObjectNode();
      long left = 0;
      boolean dictation = type.equals("transcription");
      boolean reading = type.equals("inference");
      if (dictation) {
        left += reject(files, rejected, "rejected", type, "low_confidence", "", 7);
        left += reject(files, rejected, "rejected", type, "missing_field", "segments[3].text", 3);
        left += reject(files, rejected, "rejected", type, "missing_field", "segments[4].text", 1);
      }
      if (type.equals("unknown")) {
        left += reject(files, rejected, "rejected", type, "malformed_json", "", 4);
      }
      long duplicates = dictation ? reject(files, null, "duplicate", type, "same_text", "", 5) : 0;
      long denied = dictation ? reject(files, null, "denied", type, "no_consent", "", 2) : 0;
      long unmatched =
          reading ? reject(files, null, "unmatched", type, "no_ground_truth", "", 4) : 0;
      long below =
          dictation || reading
              ? reject(files, null, "below_cutoff", type, "below_cutoff", "", 31)
              : 0;
      long hard = reading ? HARD : 0;
      String like = type.equals("ground_truth") ? "none" : type;
      long[] out = out(like);
      of.put(
          "read", left + duplicates + denied + unmatched + below + hard + out[0] + out[1] + out[2]);
      of.set("rejected", rejected);
      of.put("duplicates", duplicates).put("denied", denied).put("unmatched", unmatched);
      of.put("hardExamples", hard).put("belowCutoff", below);
      ObjectNode splits = of.putObject("exported");
      for (int s = 0; s < 3; s++) {
        splits.put(SPLITS[s], out[s]);
      }
    }
    for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
      file(file.getKey(), file.getValue(), file.getValue().chars().filter(c -> c == '\n').count());
    }
    return counts;
  }

  private static long reject(
      Map<String, StringBuilder> files,
      @Nullable ObjectNode rejected,
      String fate,
      String type,
      String reason,
      String field,
      int events) {
    StringBuilder file =
        files.computeIfAbsent("rejects/%s.jsonl".formatted(fate), key -> new StringBuilder());
    for (int i = 1; i <= events; i++) {
      ObjectNode line = JSON.createObjectNode().put("type", type).put("reason", reason);
      if (!field.isEmpty()) {
        line.put("field", field);
      }
      file.append(line.put("source", "events.jsonl").put("position", i)).append('\n');
    }
    if (rejected != null) {
      rejected.put(reason, rejected.path(reason).asLong() + events);
    }
    return events;
  }

  /** A detector that does not keep a threshold, and a scorer of calcium; drift only if later. */
  private void models(boolean later) throws IOException {
    StringBuilder csv = new StringBuilder("model,version,task,from,to,scope,name,metric,value\r\n");
    String[] detector = {
      "records",
      "97",
      "accuracy",
      "0.8125",
      "right",
      "60",
      "precision",
      "0.75",
      "recall",
      "0.9",
      "f1",
      "0.8182",
      "averagePrecision",
      "0.7421",
      "frocMean",
      "0.6071",
      "auc",
      "0.9125",
      "confidences",
      "97",
      "ece",
      "0.0512",
      "brier",
      "0.1034",
      "temperature",
      "1.7321",
      "latencies",
      "97",
      "latencyP50Ms",
      "41.5",
      "latencyP95Ms",
      "88.25",
      "latencyP99Ms",
      "140",
      "froc1",
      "0.25",
      "froc2",
      "0.5",
      "froc3",
      "0.5",
      "froc4",
      "0.75",
      "froc5",
      "0.75",
      "froc6",
      "0.75",
      "froc7",
      "0.75"
    };
    String[] drift = {
      "confidencePsi",
      "0.2871",
      "confidenceKs",
      "0.3125",
      "confidenceKsP",
      "0.0002",
      "inputs",
      "97",
      "inputMeanPsi",
      "0.0112",
      "inputMeanKs",
      "0.0625",
      "inputDeviationPsi",
      "0.3",
      "inputDeviationKs",
      "0.28",
      "imageSizePsi",
      "0",
      "imageSizeKs",
      "0",
      "imageSizeKsP",
      "1"
    };
    numbers(csv, HOSTILE_MODEL, "mammography", detector);
    if (later) {
      numbers(csv, HOSTILE_MODEL, "mammography", drift);
    }
    csv.append(row(HOSTILE_MODEL, "1", "mammography", "", "", "category", "mass", "f1", "0.9"));
    numbers(
        csv,
        "scorer",
        "calcium",
        new String[] {
          "records",
          "4",
          "accuracy",
          "0.75",
          "right",
          "3",
          "labelAccuracy",
          "0.75",
          "lowestKappa",
          "-0.25",
          "confidences",
          "0",
          "latencies",
          "0"
        });
    file("models/watch.csv", csv, csv.toString().lines().count() - 1);
    if (later) {
      file(
          "models/alerts.csv",
          "severity,model,version,task,metric,value,at_least,at_most,records\r\n"
              + row(
                  "critical", HOSTILE_MODEL, "1", "mammography", "precision", "0.75", "0.8", "", 97)
              + row("info", HOSTILE_MODEL, "1", "mammography", "ece", "0.0512", "", "0.05", 97),
          2);
    }
  }

  private static void numbers(StringBuilder csv, String model, String task, String[] numbers) {
    for (int i = 0; i < numbers.length; i += 2) {
      csv.append(row(model, "1", task, "", "", "", "", numbers[i], numbers[i + 1]));
    }
  }

  private void manifest(String version, @Nullable String previous, ObjectNode counts)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", "radloom-manifest/1");
    root.put("dataset", "chest");
    root.put("version", version);
    root.put("previousVersion", previous);
    root.put("codeVersion", "radloom 0.1.0");
    root.set("counts", counts);
    long read = 12;
    for (var type : counts) {
      read += type.path("read").asLong();
    }
    root.putObject("consents").put("read", 12).put("duplicates", 2).put("applied", 10);
    root.put("eventsRead", read);
    ObjectNode splits = root.putObject("splits");
    splits.put("mode", "hash").put("groups", 3).put("largestGroupPatients", 1);
    for (int s = 0; s < 3; s++) {
      long out = out("transcription")[s] + out("inference")[s];
      splits
          .putObject(SPLITS[s])
          .put("target", SHARES[s])
          .put("patients", 1)
          .put("patientShare", 0.333333)
          .put("records", out)
          .put("recordShare", out / (double) (DICTATIONS + READINGS));
    }
    root.putObject("qualityCutoffs")
        .put("topShare", 0.8)
        .put("transcriptionQuality", 0.7 - shift)
        .put("inferenceAccuracy", 1)
        .put("minAccuracy", 0.85);
    root.putArray("categories").add(HOSTILE_CATEGORY).add("mass");
    root.putObject("options").put("splitMode", "hash").put("only", "");
    root.putArray("inputs").addObject().put("name", "events.jsonl").put("bytes", 123_456);
    ArrayNode files = root.putArray("files");
    for (Map.Entry<String, Long> file : records.entrySet()) {
      byte[] bytes = Files.readAllBytes(folder.resolve(file.getKey()));
      files
          .addObject()
          .put("path", file.getKey())
          .put("sha256", sha256(bytes))
          .put("bytes", bytes.length)
          .put("records", file.getValue());
    }
    Files.writeString(
        folder.resolve("manifest.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
  }

  private void file(String path, CharSequence text, long rows) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    records.put(path, rows);
  }

  /** A row of CSV with every cell in quotes. */
  private static String row(Object... cells) {
    StringBuilder row = new StringBuilder();
    for (Object cell : cells) {
      row.append(row.isEmpty() ? "" : ",")
          .append('"')
          .append(cell.toString().replace("\"", "\"\""))
          .append('"');
    }
    return row.append("\r\n").toString();
  }

  private static double three(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
  }

  /** Returns the exported events of a type, by split, to be counted up. */
  private long[] out(String type) {
    return exported.computeIfAbsent(type, key -> new long[3]);
  }

  /** Returns what stands for a pseudonym. */
  static String id(String name) {
    return sha256(name.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
