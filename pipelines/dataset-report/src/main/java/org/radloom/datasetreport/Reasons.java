package org.radloom.datasetreport;

import java.util.Map;

/** What each reason code means to someone who asks why their event is not in the version. */
final class Reasons {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("malformed_json", "the line is not one JSON object"),
          Map.entry("invalid_utf8", "the bytes are not UTF-8"),
          Map.entry("line_too_long", "the line is longer than allowed"),
          Map.entry("empty_message", "the message has no value"),
          Map.entry("corrupt_gzip", "the gzipped file breaks off or is damaged from here on"),
          Map.entry("corrupt_avro", "the Avro file cannot be decoded from here on"),
          Map.entry("unknown_type", "the event does not say which of the five types it is"),
          Map.entry("missing_field", "a field that must be there is absent or blank"),
          Map.entry("invalid_value", "a value is of the wrong type, or outside its range"),
          Map.entry("too_few_words", "fewer words than a dictation must have"),
          Map.entry("too_many_words", "more words than a dictation may have"),
          Map.entry("no_confidence", "neither a confidence nor anything to derive it from"),
          Map.entry("low_confidence", "the speech model was not confident enough"),
          Map.entry("silence", "words were written where probably nobody spoke"),
          Map.entry("high_compression_ratio", "the speech model repeated itself"),
          Map.entry("low_log_probability", "the speech model guessed"),
          Map.entry("looping_text", "too many words lie in loops"),
          Map.entry("no_medical_term", "no word is a known medical term"),
          Map.entry("unreadable_image", "the image cannot be opened, is too large or is damaged"),
          Map.entry("unknown_image_format", "the image is neither PNG nor JPEG"),
          Map.entry("wrong_image_size", "the image is not as large as the event says"),
          Map.entry("wrong_image_sha256", "the file is not the image that the event is about"),
          Map.entry("redelivery", "the same event came before"),
          Map.entry("superseded", "a newer correction, truth or decision replaced it"),
          Map.entry("same_audio", "another dictation has the same recording"),
          Map.entry("same_text", "another dictation by the same user has the same text"),
          Map.entry("same_reading", "another reading has the same model, task and image"),
          Map.entry("no_consent", "the patient's consent does not cover training"),
          Map.entry("no_transcription", "the dictation that it corrects was not read"),
          Map.entry("no_inference", "the reading that it judges was not read"),
          Map.entry("no_ground_truth", "nobody judged the reading"),
          Map.entry("below_cutoff", "good in itself, but not among the best share of its kind"));

  private Reasons() {}

  /** Returns the meaning of a code, or the code itself in words. */
  static String inWords(String code) {
    return WORDS.getOrDefault(code, Words.ofCode(code));
  }

  static boolean knows(String code) {
    return WORDS.containsKey(code);
  }
}
