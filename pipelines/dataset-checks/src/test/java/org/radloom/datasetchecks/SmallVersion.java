package org.radloom.datasetchecks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A small dataset version that is as it should be: 40 patients, 28 train, 6 val, 6 test, each with
 * a dictation and an image of 16 x 12 pixels with one mass. Tests break it before it is written;
 * the manifest is made last, so that nothing but what they broke is wrong.
 */
public final class SmallVersion {
  public static final int PATIENTS = 40;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRANSCRIPTION_HEADER =
      "record_id,patient,study,user,recorded_year,language,file_name,audio_sha256,"
          + "duration_seconds,text,original_text,corrected,wer,wer_normalised,segments,confidence,"
          + "model,model_version,model_sha256,words,quality,length_score,confidence_score,"
          + "medical_score,grammar_score,near_duplicate_cluster,template,weight,split\r\n";
  private static final String INFERENCE_HEADER =
      "record_id,patient,study,reader,year,task,model,model_version,model_sha256,file_name,"
          + "image_sha256,image_format,image_width,image_height,detections,annotations,"
          + "predicted_labels,labels,confidence,accuracy,latency_ms,split\r\n";

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Long> records = new TreeMap<>();
  private final Map<String, byte[]> unlisted = new TreeMap<>();
  private Consumer<ObjectNode> manifestChange = manifest -> {};
  private String name = "v1";

  public SmallVersion() throws IOException {
    StringBuilder splits = new StringBuilder("patient,split\n");
    for (int i = 0; i < PATIENTS; i++) {
      splits.append(patient(i)).append(',').append(split(i)).append('\n');
    }
    put("splits.csv", splits.toString(), PATIENTS);
    for (String split : new String[] {"train", "val", "test"}) {
      speech(split);
      images(split);
      put("hard_examples/inferences_" + split + ".csv", INFERENCE_HEADER, 0);
      put("hard_examples/instances_" + split + ".json", coco("", ""), 0);
    }
    put("tfrecord/label_map.pbtxt", "item {\n  id: 1\n  name: \"mass\"\n}\n", 1);
    put(
        "tfrecord/dataset_info.json",
        "{\"splits\":[{\"name\":\"train\",\"shardLengths\":[\"28\"]},"
            + "{\"name\":\"val\",\"shardLengths\":[\"6\"]},"
            + "{\"name\":\"test\",\"shardLengths\":[\"6\"]}]}",
        PATIENTS);
    put(
        "models/watch.csv",
        """
        model,version,task,from,to,scope,name,metric,value
        net,1,mammography,,,,,records,40
        net,1,mammography,,,label,side,kappa,-0.25
        """
            .replace("\n", "\r\n"),
        2);
    put(
        "models/alerts.csv",
        """
        severity,model,version,task,metric,value,at_least,at_most,records
        critical,net,1,mammography,f1,0.25,0.5,,40
        """
            .replace("\n", "\r\n"),
        1);
    put("rejects/denied.jsonl", "", 0);
    put(
        "rejects/duplicate.jsonl",
        "{\"type\":\"inference\",\"reason\":\"same_reading\",\"source\":\"e.jsonl\",\"position\":3}\n",
        1);
  }

  public static String split(int patient) {
    return patient < 28 ? "train" : patient < 34 ? "val" : "test";
  }

  public static String patient(int number) {
    return "a%031x".formatted(number);
  }

  public static String transcription(int number) {
    return "b%031x".formatted(number);
  }

  public static String inference(int number) {
    return "c%031x".formatted(number);
  }

  private void speech(String split) {
    StringBuilder csv = new StringBuilder(TRANSCRIPTION_HEADER);
    StringBuilder metadata = new StringBuilder();
    StringBuilder nemo = new StringBuilder();
    int rows = 0;
    for (int i = 0; i < PATIENTS; i++) {
      if (!split(i).equals(split)) {
        continue;
      }
      rows++;
      boolean corrected = i % 2 == 0;
      String text = "The heart, number %d, is \"normal\" in size and shape today.".formatted(i);
      csv.append(
          ("%s,%s,,%s,2026,en,audio/%d.wav,,9.5,\"%s\",\"%s\",%s,0,0,[],0.95,whisper,v3,,10,0.9,1,0.8,"
                  + "1,1,,false,1,%s\r\n")
              .formatted(
                  transcription(i),
                  patient(i),
                  "d%031x".formatted(1),
                  i,
                  text.replace("\"", "\"\""),
                  text.replace("\"", "\"\""),
                  corrected,
                  split));
      String json = text.replace("\"", "\\\"");
      metadata.append(
          ("{\"file_name\":\"audio/%d.wav\",\"transcription\":\"%s\",\"sentence\":\"%s\","
                  + "\"language\":\"en\",\"duration\":9.5,\"offset\":0,\"end\":9.5,\"segments\":[],"
                  + "\"record_id\":\"%s\",\"patient\":\"%s\",\"exceeds_window\":false,"
                  + "\"audio_missing\":false,\"corrected\":%s,\"wer\":0,\"confidence\":0.95,"
                  + "\"quality\":0.9,\"weight\":1}\n")
              .formatted(i, json, json, transcription(i), patient(i), corrected));
      nemo.append(
          ("{\"audio_filepath\":\"audio/%d.wav\",\"text\":\"%s\",\"duration\":9.5,\"lang\":\"en\","
                  + "\"record_id\":\"%s\",\"patient\":\"%s\"}\n")
              .formatted(i, json, transcription(i), patient(i)));
    }
    put("csv/transcriptions_" + split + ".csv", csv.toString(), rows);
    put("whisper/" + split + "/metadata.jsonl", metadata.toString(), rows);
    put("whisper/nemo_" + split + ".jsonl", nemo.toString(), rows);
  }

  private void images(String split) throws IOException {
    StringBuilder csv = new StringBuilder(INFERENCE_HEADER);
    StringBuilder images = new StringBuilder();
    StringBuilder annotations = new StringBuilder();
    ByteArrayOutputStream examples = new ByteArrayOutputStream();
    int rows = 0;
    for (int i = 0; i < PATIENTS; i++) {
      if (!split(i).equals(split)) {
        continue;
      }
      rows++;
      int id = i + 1;
      csv.append(
          ("%s,%s,,%s,2026,mammography,net,1,,img/%d.png,,png,16,12,[],"
                  + "\"[{\"\"category\"\":\"\"mass\"\",\"\"bbox\"\":[2,2,8,5]}]\",{},{},0.9,1,41.5,%s\r\n")
              .formatted(inference(i), patient(i), "d%031x".formatted(2), i, split));
      images
          .append(rows == 1 ? "" : ",")
          .append(
              ("{\"id\":%d,\"width\":16,\"height\":12,\"file_name\":\"img/%d.png\","
                      + "\"radloom_record_id\":\"%s\",\"radloom_patient\":\"%s\"}")
                  .formatted(id, i, inference(i), patient(i)));
      annotations
          .append(rows == 1 ? "" : ",")
          .append(
              ("{\"id\":%d,\"image_id\":%d,\"category_id\":1,\"bbox\":[2,2,8,5],\"area\":20,"
                      + "\"iscrowd\":0,\"segmentation\":[[2,2,10,2,10,7]]}")
                  .formatted(id, id));
      examples.write(Tf.frame(Tf.example(id, inference(i), patient(i)).bytes()));
    }
    put("csv/inferences_" + split + ".csv", csv.toString(), rows);
    put("coco/instances_" + split + ".json", coco(images.toString(), annotations.toString()), rows);
    put("tfrecord/chest-" + split + ".tfrecord-00000-of-00001", examples.toByteArray(), rows);
  }

  private static String coco(String images, String annotations) {
    return "{\"info\":{\"description\":\"chest\"},\"licenses\":[],\"images\":[%s],\"annotations\":[%s],\"categories\":[{\"id\":1,\"name\":\"mass\",\"supercategory\":\"finding\"}]}\n"
        .formatted(images, annotations);
  }

  /** Names the version. */
  public SmallVersion named(String version) {
    name = version;
    return this;
  }

  public SmallVersion put(String path, String text, long count) {
    return put(path, text.getBytes(StandardCharsets.UTF_8), count);
  }

  public SmallVersion put(String path, byte[] bytes, long count) {
    files.put(path, bytes);
    records.put(path, count);
    return this;
  }

  /** Replaces the first place of a text, which must be there. */
  public SmallVersion replace(String path, String from, String to) {
    String text = new String(bytes(path), StandardCharsets.UTF_8);
    int at = text.indexOf(from);
    if (at < 0) {
      throw new IllegalArgumentException(path + " does not hold " + from);
    }
    files.put(
        path,
        (text.substring(0, at) + to + text.substring(at + from.length()))
            .getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public byte[] bytes(String path) {
    return Objects.requireNonNull(files.get(path)).clone();
  }

  public SmallVersion remove(String path) {
    files.remove(path);
    return this;
  }

  /** Adds a file that the manifest does not list. */
  public SmallVersion addUnlisted(String path, String text) {
    unlisted.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public SmallVersion manifest(Consumer<ObjectNode> change) {
    manifestChange = manifestChange.andThen(change);
    return this;
  }

  /** Writes the version into a folder and returns the folder. */
  public Path write(Path folder) throws Exception {
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("format", "radloom-manifest/1").put("dataset", "chest").put("version", name);
    ObjectNode counts = manifest.putObject("counts");
    for (String type : new String[] {"transcription", "inference"}) {
      ObjectNode count = counts.putObject(type);
      count.put("read", PATIENTS);
      count.putObject("rejected");
      for (String fate :
          new String[] {"duplicates", "denied", "unmatched", "hardExamples", "belowCutoff"}) {
        count.put(fate, 0);
      }
      count.putObject("exported").put("train", 28).put("val", 6).put("test", 6);
    }
    ObjectNode consents = manifest.putObject("consents");
    consents.put("read", 0).put("duplicates", 0).put("applied", 0).putObject("rejected");
    manifest.put("eventsRead", 2 * PATIENTS);
    manifest
        .putObject("splits")
        .put("mode", "hash")
        .put("groups", PATIENTS)
        .put("largestGroupPatients", 1)
        .put("groupsHeldApart", 0);
    var list = manifest.putArray("files");
    Map<String, byte[]> all = new LinkedHashMap<>(files);
    all.putAll(unlisted);
    for (Map.Entry<String, byte[]> file : all.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
      if (files.containsKey(file.getKey())) {
        list.addObject()
            .put("path", file.getKey())
            .put(
                "sha256",
                HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(file.getValue())))
            .put("bytes", file.getValue().length)
            .put("records", records.get(file.getKey()));
      }
    }
    manifestChange.accept(manifest);
    Files.write(folder.resolve("manifest.json"), JSON.writeValueAsBytes(manifest));
    return folder;
  }
}
