package org.radloom.trainingdata.erase;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/**
 * Reads from a published file which patient each of its records belongs to. Knows the formats by
 * the names of their files, and passes over files that it does not know.
 */
final class RecordOwners {
  private static final Set<String> RECORD = Set.of("record_id", "radloom_record_id");
  private static final Set<String> PATIENT = Set.of("patient", "radloom_patient");

  /** Far above an example with the largest image that is embedded by default. */
  private static final int MAX_EXAMPLE_BYTES = 512 << 20;

  private RecordOwners() {}

  /**
   * Tells the pseudonyms of each record and its patient.
   *
   * @throws IOException if the file is damaged
   */
  static void read(String path, InputStream in, BiConsumer<String, String> recordAndPatient)
      throws IOException {
    if (path.endsWith(".csv")) {
      readCsv(in, recordAndPatient);
    } else if (path.endsWith(".json") || path.endsWith(".jsonl")) {
      readJson(in, recordAndPatient);
    } else if (path.contains(".tfrecord-")) {
      readExamples(in, recordAndPatient);
    }
  }

  private static void readCsv(InputStream in, BiConsumer<String, String> out) throws IOException {
    try (CSVParser rows =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      if (!rows.getHeaderNames().contains("record_id")
          || !rows.getHeaderNames().contains("patient")) {
        return;
      }
      for (CSVRecord row : rows) {
        if (row.isConsistent()) {
          out.accept(row.get("record_id"), row.get("patient"));
        }
      }
    } catch (RuntimeException e) {
      // What the parser throws while it is iterated. Its message may quote the row.
      throw new IOException("damaged CSV");
    }
  }

  /** What one JSON object says of itself. */
  private static final class Frame {
    private String record = "";
    private String patient = "";
  }

  private static void readJson(InputStream in, BiConsumer<String, String> out) throws IOException {
    Deque<Frame> open = new ArrayDeque<>();
    try (JsonParser json = new JsonFactory().createParser(in)) {
      for (JsonToken token; (token = json.nextToken()) != null; ) {
        switch (token) {
          case START_OBJECT -> open.push(new Frame());
          case END_OBJECT -> {
            Frame frame = open.pop();
            if (!frame.record.isEmpty() && !frame.patient.isEmpty()) {
              out.accept(frame.record, frame.patient);
            }
          }
          case VALUE_STRING -> {
            Frame frame = open.peek();
            String name = json.currentName();
            if (frame == null || name == null) {
              continue;
            } else if (RECORD.contains(name)) {
              frame.record = json.getText();
            } else if (PATIENT.contains(name)) {
              frame.patient = json.getText();
            }
          }
          default -> {}
        }
      }
    }
  }

  private static void readExamples(InputStream in, BiConsumer<String, String> out)
      throws IOException {
    DataInputStream frames = new DataInputStream(in);
    while (true) {
      byte[] head = frames.readNBytes(Long.BYTES);
      if (head.length == 0) {
        return;
      } else if (head.length < Long.BYTES) {
        throw new EOFException("damaged TFRecord");
      }
      long length = 0;
      for (int i = Long.BYTES - 1; i >= 0; i--) {
        length = length << 8 | (head[i] & 0xff);
      }
      if (length < 0 || length > MAX_EXAMPLE_BYTES) {
        throw new IOException("damaged TFRecord");
      }
      frames.skipNBytes(Integer.BYTES);
      Map<String, Feature> features =
          Example.parseFrom(frames.readNBytes((int) length)).getFeatures().getFeatureMap();
      frames.skipNBytes(Integer.BYTES);
      out.accept(text(features, "radloom/record_id"), text(features, "radloom/patient"));
    }
  }

  private static String text(Map<String, Feature> features, String name) {
    Feature feature = features.get(name);
    return feature == null || feature.getBytesList().getValueCount() == 0
        ? ""
        : feature.getBytesList().getValue(0).toStringUtf8();
  }
}
