package org.radloom.datasetchecks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Columns of the files, as {@code docs/dataset-version.md} lists them. */
public final class Columns {
  /** The split that a row's file is for, whatever the row says. */
  public static final String FILE_SPLIT = "file_split";

  /** Columns of {@code transcriptions_*.csv}. */
  public static final List<String> TRANSCRIPTION_FILE =
      List.of(
          ("record_id,patient,study,user,recorded_year,language,file_name,audio_sha256,"
                  + "duration_seconds,text,original_text,corrected,wer,wer_normalised,segments,"
                  + "confidence,model,model_version,model_sha256,words,quality,length_score,"
                  + "confidence_score,medical_score,grammar_score,near_duplicate_cluster,template,"
                  + "weight,split")
              .split(",", -1));

  /** Columns of {@code inferences_*.csv}. */
  public static final List<String> INFERENCE_FILE =
      List.of(
          ("record_id,patient,study,reader,year,task,model,model_version,model_sha256,file_name,"
                  + "image_sha256,image_format,image_width,image_height,detections,annotations,"
                  + "predicted_labels,labels,confidence,accuracy,latency_ms,split")
              .split(",", -1));

  /** Columns of {@code splits.csv}. */
  public static final List<String> SPLITS_FILE = List.of("patient", "split");

  /** Columns of {@code models/watch.csv}. */
  public static final List<String> WATCH_FILE =
      List.of("model,version,task,from,to,scope,name,metric,value".split(",", -1));

  /** Columns of {@code models/alerts.csv}. */
  public static final List<String> ALERT_FILE =
      List.of("severity,model,version,task,metric,value,at_least,at_most,records".split(",", -1));

  /** Columns of CSV that hold a number or nothing. */
  public static final Set<String> NUMBERS =
      Set.of(
          "recorded_year",
          "duration_seconds",
          "wer",
          "wer_normalised",
          "confidence",
          "words",
          "quality",
          "length_score",
          "confidence_score",
          "medical_score",
          "grammar_score",
          "weight",
          "year",
          "image_width",
          "image_height",
          "accuracy",
          "latency_ms",
          "value",
          "at_least",
          "at_most",
          "records");

  static final List<String> TRANSCRIPTION = withFileSplit(TRANSCRIPTION_FILE);
  static final List<String> INFERENCE = withFileSplit(INFERENCE_FILE);

  /** Columns of images that are made of COCO. */
  public static final List<String> IMAGE = List.of("split", "id", "record_id", "patient");

  /** Columns of annotations that are made of COCO. */
  public static final List<String> ANNOTATION = List.of("split", "id", "image_id", "category_id");

  /** Columns of categories that are made of COCO. */
  public static final List<String> CATEGORY = List.of("split", "id");

  /** Columns of samples that are texts. */
  public static final List<String> SAMPLE_TEXTS =
      List.of("file_name", "transcription", "sentence", "language", "record_id", "patient");

  /** Columns of samples that are numbers. */
  public static final List<String> SAMPLE_NUMBERS =
      List.of("duration", "offset", "end", "wer", "confidence", "quality", "weight");

  /** Columns of samples that are true or false. */
  public static final List<String> SAMPLE_FLAGS =
      List.of("exceeds_window", "audio_missing", "corrected");

  static final List<String> SAMPLE = sample();

  private Columns() {}

  private static List<String> withFileSplit(List<String> columns) {
    List<String> all = new ArrayList<>(columns);
    all.add(FILE_SPLIT);
    return List.copyOf(all);
  }

  private static List<String> sample() {
    List<String> all = new ArrayList<>(SAMPLE_TEXTS);
    all.addAll(SAMPLE_NUMBERS);
    all.addAll(SAMPLE_FLAGS);
    all.add(FILE_SPLIT);
    return List.copyOf(all);
  }
}
