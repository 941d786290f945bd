package org.radloom.trainingdata.rules;

import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.radloom.commandline.ObjectStoreOptions;

/**
 * The flags of every job that makes records of events. Each description is one line, with the unit,
 * and an example after {@code e.g.}
 */
public interface RecordOptions extends ObjectStoreOptions {

  @Description(
      "Whose records may be used when a patient said nothing: opt-out (everybody's) or"
          + " opt-in (nobody's). e.g. opt-in")
  @Default.String("opt-out")
  String getConsent();

  void setConsent(String consent);

  @Description("Accuracy an inference must exceed not to be a hard example, 0 to 1. e.g. 0.85")
  @Default.Double(0.85)
  double getMinAccuracy();

  void setMinAccuracy(double accuracy);

  @Description("Confidence a transcription must exceed, 0 to 1. e.g. 0.8")
  @Default.Double(0.80)
  double getMinConfidence();

  void setMinConfidence(double confidence);

  @Description("Fewest words of a transcription. e.g. 10")
  @Default.Integer(10)
  int getMinWords();

  void setMinWords(int words);

  @Description("Most words of a transcription. e.g. 500")
  @Default.Integer(500)
  int getMaxWords();

  void setMaxWords(int words);

  @Description(
      "Weights of length, confidence, medical terms and grammar in the quality score; they"
          + " sum to 1. e.g. 0.25,0.30,0.25,0.20")
  @Default.String("0.25,0.30,0.25,0.20")
  String getQualityWeights();

  void setQualityWeights(String weights);

  @Description(
      "Files of medical terms beside the built-in list: plain, RadLex CSV, MeSH, RxNorm."
          + " e.g. radlex.csv")
  List<String> getTermFiles();

  void setTermFiles(List<String> files);

  @Description(
      "What stays of dates in texts: year, shift (full dates move by days, per patient), or remove"
          + " (nothing). e.g. year")
  @Default.String("year")
  String getDates();

  void setDates(String dates);

  @Description(
      "What is done about images: embed (read, check, put into TFRecord) or reference."
          + " e.g. reference")
  @Default.String("embed")
  String getImages();

  void setImages(String images);

  @Description(
      "Folder that relative image paths start from; empty for the working folder."
          + " e.g. /data/images")
  @Default.String("")
  String getImageRoot();

  void setImageRoot(String root);

  @Description("Largest image file, MiB. e.g. 64")
  @Default.Integer(64)
  int getMaxImageMiB();

  void setMaxImageMiB(int mebibytes);

  @Description("Longest line of an input file, MiB; a longer one is a reject. e.g. 8")
  @Default.Integer(8)
  int getMaxLineMiB();

  void setMaxLineMiB(int mebibytes);

  @Description("Formats to write: coco, csv, tfrecord, whisper. e.g. coco,csv")
  List<String> getOnly();

  void setOnly(List<String> only);

  @Description("Gzip the TFRecord files. e.g. true")
  @Default.Boolean(false)
  boolean getTfrecordGzip();

  void setTfrecordGzip(boolean gzip);
}
