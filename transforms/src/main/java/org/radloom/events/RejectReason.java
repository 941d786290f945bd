package org.radloom.events;

import java.util.Locale;

/** Why an event was turned down. The code is part of the contract with whoever reads rejects. */
public enum RejectReason {
  /** The line is not one JSON object, or is cut short. */
  MALFORMED_JSON,
  /** The bytes are not UTF-8. */
  INVALID_UTF8,
  /** The line is longer than the limit. */
  LINE_TOO_LONG,
  /** The message of a topic has no value. */
  EMPTY_MESSAGE,
  /** The type is absent or none of the known ones. */
  UNKNOWN_TYPE,
  /** A required field is absent, null or empty. */
  MISSING_FIELD,
  /** A field has the wrong type or an impossible value. */
  INVALID_VALUE,
  /** A block of an Avro file cannot be decoded. */
  CORRUPT_AVRO,
  /** A gzipped file breaks off or is damaged; what comes after that is lost. */
  CORRUPT_GZIP,
  /** Fewer words than the gate asks for. */
  TOO_FEW_WORDS,
  /** More words than the gate allows. */
  TOO_MANY_WORDS,
  /** The transcription has no confidence, neither its own nor its segments'. */
  NO_CONFIDENCE,
  /** The confidence does not exceed the gate. */
  LOW_CONFIDENCE,
  /** No word of the text is a known medical term. */
  NO_MEDICAL_TERM,
  /** The text compresses too well: the speech model repeated itself. */
  HIGH_COMPRESSION_RATIO,
  /** The speech model was unsure of nearly every token. */
  LOW_LOG_PROBABILITY,
  /** The speech model wrote words over a stretch in which nobody spoke. */
  SILENCE,
  /** Too many words lie in loops. */
  LOOPING_TEXT,
  /** The image cannot be opened or read. */
  UNREADABLE_IMAGE,
  /** The image is neither PNG nor JPEG. */
  UNKNOWN_IMAGE_FORMAT,
  /** The image's width or height is not what the event says. */
  WRONG_IMAGE_SIZE,
  /** The image's SHA-256 is not what the event says. */
  WRONG_IMAGE_SHA256;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** Returns the reason as rejects and manifests spell it, for example {@code malformed_json}. */
  public String code() {
    return code;
  }
}
