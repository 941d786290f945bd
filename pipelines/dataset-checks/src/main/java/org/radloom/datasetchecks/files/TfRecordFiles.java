package org.radloom.datasetchecks.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Checks TFRecord files, their label map, and that no shard is missing. */
final class TfRecordFiles {
  private static final Pattern SHARD =
      Pattern.compile(
          "tfrecord/([^/]{1,200})-(train|val|test)\\.tfrecord-([0-9]{5})-of-([0-9]{5})(\\.gz)?");
  private static final String LABEL_MAP = "tfrecord/label_map.pbtxt";
  private static final String INFO = "tfrecord/dataset_info.json";
  private static final String FEATURES = "tfrecord/features.json";
  private static final Pattern ITEM =
      Pattern.compile("item\\s*\\{\\s*id:\\s*([0-9]{1,9})\\s+name:\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");
  private static final int MAX_LABEL_MAP = 16 << 20;
  private static final int GZIP_FIRST = 0x1f;

  private final VersionFiles files;
  private final Findings findings;

  TfRecordFiles(VersionFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  void check(Manifest manifest, RecordCounts counts) throws IOException {
    Map<Long, String> labels = labels(manifest, counts);
    Map<String, NavigableSet<Integer>> shards = new TreeMap<>();
    Map<String, Long> examples = new TreeMap<>();
    for (String path : files.matching(manifest, SHARD)) {
      Matcher name = SHARD.matcher(path);
      if (name.matches()) {
        shards
            .computeIfAbsent(name.group(2) + " of " + name.group(4), any -> new TreeSet<>())
            .add(Integer.parseInt(name.group(3)));
        long count = checkFile(path, labels);
        examples.merge(name.group(2), Math.max(count, 0), Long::sum);
        if (count >= 0) {
          counts.found(path, count);
        }
      }
    }
    checkShards(shards);
    checkMetadata(manifest, examples, counts);
  }

  private void checkShards(Map<String, NavigableSet<Integer>> shards) {
    shards.forEach(
        (name, numbers) -> {
          int of = Integer.parseInt(name.substring(name.lastIndexOf(' ') + 1));
          if (numbers.size() != of || numbers.first() != 0 || numbers.last() != of - 1) {
            findings.problem(
                FileRule.TFRECORD_NAMES,
                "tfrecord",
                "%d shards of %s".formatted(numbers.size(), name));
          }
        });
  }

  /** Returns the number of examples, or -1 if they cannot be counted. */
  private long checkFile(String path, Map<Long, String> labels) throws IOException {
    findings.checked(FileRule.TFRECORD_FRAMES);
    findings.checked(FileRule.TFRECORD_KEYS);
    findings.checked(FileRule.TFRECORD_BOXES);
    try (InputStream in = open(path)) {
      TfRecordReader frames = new TfRecordReader(in);
      for (byte[] data = frames.next(); data != null; data = frames.next()) {
        checkExample(path, "example %d".formatted(frames.number()), data, labels);
      }
      return frames.number();
    } catch (DamagedFileException e) {
      findings.problem(FileRule.TFRECORD_FRAMES, path, e.what());
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      findings.problem(FileRule.TFRECORD_FRAMES, path, "is not whole gzip");
    }
    return -1;
  }

  private InputStream open(String path) throws IOException {
    InputStream in = files.open(path);
    in.mark(2);
    boolean zipped = in.read() == GZIP_FIRST && in.read() == 0x8b && path.endsWith(".gz");
    in.reset();
    return zipped ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private void checkExample(String path, String where, byte[] data, Map<Long, String> labels) {
    TfExample example;
    try {
      example = TfExample.parse(data);
    } catch (IOException e) {
      findings.problem(FileRule.TFRECORD_KEYS, path, where + " is no tf.train.Example");
      return;
    }
    String recordId = DetectionExample.recordId(example);
    String keys = DetectionExample.faultOfKeys(example);
    if (keys != null) {
      findings.problem(FileRule.TFRECORD_KEYS, path, where + " " + keys, recordId);
      return;
    }
    String boxes = DetectionExample.faultOfBoxes(example);
    if (boxes != null) {
      findings.problem(FileRule.TFRECORD_BOXES, path, where + " " + boxes, recordId);
    }
    String unknown = DetectionExample.faultOfLabels(example, labels);
    if (unknown != null) {
      findings.problem(FileRule.TFRECORD_NAMES, path, where + " " + unknown, recordId);
    }
  }

  /** Returns the names of the label map, by id. */
  private Map<Long, String> labels(Manifest manifest, RecordCounts counts) throws IOException {
    Map<Long, String> labels = new TreeMap<>();
    if (!isThere(manifest, LABEL_MAP)) {
      return labels;
    }
    findings.checked(FileRule.TFRECORD_NAMES);
    String text;
    try (InputStream in = files.open(LABEL_MAP)) {
      text = new String(in.readNBytes(MAX_LABEL_MAP), StandardCharsets.UTF_8);
    }
    Matcher items = ITEM.matcher(text);
    while (items.find()) {
      labels.put(Long.parseLong(items.group(1)), items.group(2).replaceAll("\\\\(.)", "$1"));
    }
    counts.found(LABEL_MAP, labels.size());
    for (long id = 1; id <= labels.size(); id++) {
      if (!labels.containsKey(id)) {
        findings.problem(FileRule.TFRECORD_NAMES, LABEL_MAP, "the ids have gaps");
        break;
      }
    }
    return labels;
  }

  /** Holds what TensorFlow Datasets is told against the examples that are there. */
  private void checkMetadata(Manifest manifest, Map<String, Long> examples, RecordCounts counts)
      throws IOException {
    JsonNode info = metadata(manifest, INFO);
    if (info != null) {
      long all = 0;
      for (JsonNode split : info.path("splits")) {
        long sum = 0;
        for (JsonNode shard : split.path("shardLengths")) {
          sum += shard.asLong(0);
        }
        all += sum;
        String name = split.path("name").asText("");
        if (sum != examples.getOrDefault(name, 0L)) {
          findings.problem(FileRule.TFRECORD_NAMES, INFO, "shardLengths do not match the examples");
        }
      }
      counts.found(INFO, all);
    }
    JsonNode features = metadata(manifest, FEATURES);
    if (features != null) {
      counts.found(FEATURES, features.path("featuresDict").path("features").size());
    }
  }

  private @Nullable JsonNode metadata(Manifest manifest, String path) throws IOException {
    if (!isThere(manifest, path)) {
      return null;
    }
    findings.checked(FileRule.TFRECORD_NAMES);
    try {
      return Json.document(files, path);
    } catch (DamagedFileException e) {
      findings.problem(FileRule.TFRECORD_NAMES, path, e.what());
      return null;
    }
  }

  private boolean isThere(Manifest manifest, String path) {
    return manifest.files().containsKey(path) && files.found().containsKey(path);
  }
}
