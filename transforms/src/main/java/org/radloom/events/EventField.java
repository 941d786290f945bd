package org.radloom.events;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The top-level fields of events. A name means the same in every type of event that has it. */
enum EventField {
  TYPE("type", Kind.TEXT),
  ID("id", Kind.TEXT),
  PATIENT_ID("patientId", Kind.TEXT),
  STUDY_ID("studyId", Kind.TEXT),
  USER_ID("userId", Kind.TEXT),
  RECORDED_AT("recordedAt", Kind.TEXT),
  LANGUAGE("language", Kind.TEXT),
  AUDIO_URI("audioUri", Kind.TEXT),
  AUDIO_SHA256("audioSha256", Kind.TEXT),
  DURATION_SECONDS("durationSeconds", Kind.NUMBER),
  TEXT("text", Kind.TEXT),
  CONFIDENCE("confidence", Kind.NUMBER),
  SEGMENTS("segments", Kind.SEGMENTS),
  MODEL("model", Kind.MODEL),
  TRANSCRIPTION_ID("transcriptionId", Kind.TEXT),
  CORRECTED_AT("correctedAt", Kind.TEXT),
  TASK("task", Kind.TEXT),
  AT("at", Kind.TEXT),
  IMAGE_URI("imageUri", Kind.TEXT),
  IMAGE_SHA256("imageSha256", Kind.TEXT),
  IMAGE_WIDTH("imageWidth", Kind.INTEGER),
  IMAGE_HEIGHT("imageHeight", Kind.INTEGER),
  DETECTIONS("detections", Kind.DETECTIONS),
  LABELS("labels", Kind.LABELS),
  LATENCY_MS("latencyMs", Kind.NUMBER),
  INPUT_STATISTICS("inputStatistics", Kind.INPUT_STATISTICS),
  INFERENCE_ID("inferenceId", Kind.TEXT),
  READER_ID("readerId", Kind.TEXT),
  READ_AT("readAt", Kind.TEXT),
  ANNOTATIONS("annotations", Kind.ANNOTATIONS),
  SCOPE("scope", Kind.TEXT),
  STATUS("status", Kind.TEXT);

  /** What a field holds. */
  enum Kind {
    TEXT,
    NUMBER,
    INTEGER,
    MODEL,
    SEGMENTS,
    DETECTIONS,
    ANNOTATIONS,
    LABELS,
    INPUT_STATISTICS
  }

  private static final Map<String, EventField> BY_NAME = new HashMap<>();

  static {
    for (EventField field : values()) {
      BY_NAME.put(field.jsonName, field);
    }
  }

  final String jsonName;
  final Kind kind;

  EventField(String jsonName, Kind kind) {
    this.jsonName = jsonName;
    this.kind = kind;
  }

  /** Returns the field of that name, or null if events have none. */
  static @Nullable EventField ofName(String name) {
    return BY_NAME.get(name);
  }
}
