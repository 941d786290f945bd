package org.radloom.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.radloom.schemas.Annotation;
import org.radloom.schemas.Consent;
import org.radloom.schemas.ConsentScope;
import org.radloom.schemas.ConsentStatus;
import org.radloom.schemas.Correction;
import org.radloom.schemas.Detection;
import org.radloom.schemas.GroundTruth;
import org.radloom.schemas.Inference;
import org.radloom.schemas.InputStatistics;
import org.radloom.schemas.ModelRef;
import org.radloom.schemas.Segment;
import org.radloom.schemas.Task;
import org.radloom.schemas.Transcription;

/**
 * Reads one event from one JSON object in one pass, wherever in the object its type stands. Unknown
 * fields are passed over, also when they are wrong; of a field given twice the last counts. Not
 * thread-safe.
 */
public final class JsonEvents {
  private static final int MAX_DEPTH = 64;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Else bytes that are valid UTF-8 would be read as UTF-16 where they look like it.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .build();

  private final Utf8 utf8 = new Utf8();
  private final @Nullable Object[] values = new @Nullable Object[EventField.values().length];
  private EventType type = EventType.UNKNOWN;

  /**
   * Returns the event in {@code length} bytes from {@code offset}: a {@link Transcription}, {@link
   * Correction}, {@link Inference}, {@link GroundTruth} or {@link Consent}.
   *
   * @throws InvalidEventException if there is none, with the reason
   */
  public SpecificRecord read(byte[] bytes, int offset, int length) throws InvalidEventException {
    Arrays.fill(values, null);
    type = EventType.UNKNOWN;
    if (!utf8.isValid(bytes, offset, length)) {
      throw new InvalidEventException(EventType.UNKNOWN, RejectReason.INVALID_UTF8, null);
    }
    int mark = byteOrderMarkLength(bytes, offset, length);
    try {
      readFields(bytes, offset + mark, length - mark);
    } catch (JsonProcessingException e) {
      throw new InvalidEventException(EventType.UNKNOWN, RejectReason.MALFORMED_JSON, null);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
    return build();
  }

  /** Returns 3 if the bytes start with a byte order mark, as files from some editors do, else 0. */
  private static int byteOrderMarkLength(byte[] bytes, int offset, int length) {
    boolean marked =
        length >= 3
            && bytes[offset] == (byte) 0xEF
            && bytes[offset + 1] == (byte) 0xBB
            && bytes[offset + 2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  private void readFields(byte[] bytes, int offset, int length)
      throws IOException, InvalidEventException {
    try (JsonParser json = JSON.createParser(bytes, offset, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidEventException(EventType.UNKNOWN, RejectReason.MALFORMED_JSON, null);
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        EventField field = EventField.ofName(json.currentName());
        JsonToken token = json.nextToken();
        if (field == null) {
          json.skipChildren();
        } else {
          values[field.ordinal()] = token == JsonToken.VALUE_NULL ? null : value(json, field);
        }
      }
      if (json.nextToken() != null) {
        throw new InvalidEventException(EventType.UNKNOWN, RejectReason.MALFORMED_JSON, null);
      }
    }
  }

  /** Returns the value, or the misfit it turned out to be: the field may not matter to the type. */
  private static Object value(JsonParser json, EventField field) throws IOException {
    int depth = json.getParsingContext().getNestingDepth();
    if (json.currentToken().isStructStart()) {
      depth--;
    }
    try {
      return switch (field.kind) {
        case TEXT -> JsonValues.text(json, field.jsonName);
        case NUMBER -> JsonValues.number(json, field.jsonName);
        case INTEGER -> JsonValues.integer(json, field.jsonName);
        case MODEL -> JsonValues.model(json, field.jsonName);
        case SEGMENTS -> JsonValues.segments(json, field.jsonName);
        case DETECTIONS -> JsonValues.detections(json, field.jsonName);
        case ANNOTATIONS -> JsonValues.annotations(json, field.jsonName);
        case LABELS -> JsonValues.labels(json, field.jsonName);
        case INPUT_STATISTICS -> JsonValues.inputStatistics(json, field.jsonName);
      };
    } catch (JsonValues.Misfit misfit) {
      leave(json, depth);
      return misfit;
    }
  }

  /** Moves to the end of the value of which the parser stands inside. */
  private static void leave(JsonParser json, int depth) throws IOException {
    json.skipChildren();
    while (json.getParsingContext().getNestingDepth() > depth) {
      if (json.nextToken() == null) {
        return;
      }
    }
  }

  private SpecificRecord build() throws InvalidEventException {
    String code = values[EventField.TYPE.ordinal()] instanceof String text ? text : "";
    EventType known = EventType.ofCode(code);
    if (known == null) {
      throw new InvalidEventException(EventType.UNKNOWN, RejectReason.UNKNOWN_TYPE, "type");
    }
    type = known;
    return switch (known) {
      case TRANSCRIPTION -> transcription();
      case CORRECTION -> correction();
      case INFERENCE -> inference();
      case GROUND_TRUTH -> groundTruth();
      case CONSENT -> consent();
      case UNKNOWN -> throw new IllegalStateException("no code names UNKNOWN");
    };
  }

  private Transcription transcription() throws InvalidEventException {
    Transcription event =
        new Transcription(
            text(EventField.ID),
            text(EventField.PATIENT_ID),
            optionalText(EventField.STUDY_ID),
            text(EventField.USER_ID),
            time(EventField.RECORDED_AT),
            text(EventField.LANGUAGE),
            optionalText(EventField.AUDIO_URI),
            digest(EventField.AUDIO_SHA256),
            optionalNumber(EventField.DURATION_SECONDS),
            text(EventField.TEXT),
            optionalNumber(EventField.CONFIDENCE),
            this.<Segment>list(EventField.SEGMENTS),
            required(EventField.MODEL, ModelRef.class));
    EventChecks.check(event);
    return event;
  }

  private Correction correction() throws InvalidEventException {
    Correction event =
        new Correction(
            text(EventField.ID),
            text(EventField.TRANSCRIPTION_ID),
            text(EventField.USER_ID),
            time(EventField.CORRECTED_AT),
            text(EventField.TEXT));
    EventChecks.check(event);
    return event;
  }

  private Inference inference() throws InvalidEventException {
    Inference event =
        new Inference(
            text(EventField.ID),
            text(EventField.PATIENT_ID),
            optionalText(EventField.STUDY_ID),
            symbol(EventField.TASK, Task.class),
            required(EventField.MODEL, ModelRef.class),
            time(EventField.AT),
            text(EventField.IMAGE_URI),
            digest(EventField.IMAGE_SHA256),
            required(EventField.IMAGE_WIDTH, Integer.class),
            required(EventField.IMAGE_HEIGHT, Integer.class),
            optionalNumber(EventField.CONFIDENCE),
            this.<Detection>list(EventField.DETECTIONS),
            labels(),
            optionalNumber(EventField.LATENCY_MS),
            (InputStatistics) fitting(EventField.INPUT_STATISTICS));
    EventChecks.check(event);
    return event;
  }

  private GroundTruth groundTruth() throws InvalidEventException {
    GroundTruth event =
        new GroundTruth(
            text(EventField.ID),
            text(EventField.INFERENCE_ID),
            text(EventField.READER_ID),
            time(EventField.READ_AT),
            this.<Annotation>list(EventField.ANNOTATIONS),
            labels());
    EventChecks.check(event);
    return event;
  }

  private Consent consent() throws InvalidEventException {
    Consent event =
        new Consent(
            text(EventField.PATIENT_ID),
            symbol(EventField.SCOPE, ConsentScope.class),
            symbol(EventField.STATUS, ConsentStatus.class),
            time(EventField.AT));
    EventChecks.check(event);
    return event;
  }

  private @Nullable Object fitting(EventField field) throws InvalidEventException {
    Object value = values[field.ordinal()];
    if (value instanceof JsonValues.Misfit misfit) {
      throw new InvalidEventException(type, misfit.reason, misfit.path);
    }
    return value;
  }

  private <T> T required(EventField field, Class<T> kind) throws InvalidEventException {
    Object value = fitting(field);
    if (value == null) {
      throw new InvalidEventException(type, RejectReason.MISSING_FIELD, field.jsonName);
    }
    return Objects.requireNonNull(kind.cast(value));
  }

  private String text(EventField field) throws InvalidEventException {
    return required(field, String.class);
  }

  private @Nullable String optionalText(EventField field) throws InvalidEventException {
    return (String) fitting(field);
  }

  private @Nullable String digest(EventField field) throws InvalidEventException {
    String digest = optionalText(field);
    return digest == null ? null : EventChecks.lowerCaseDigest(digest);
  }

  private @Nullable Double optionalNumber(EventField field) throws InvalidEventException {
    return (Double) fitting(field);
  }

  @SuppressWarnings("unchecked") // Each field has one kind, so its list has one element type.
  private <T> @Nullable List<T> list(EventField field) throws InvalidEventException {
    return (List<T>) fitting(field);
  }

  @SuppressWarnings("unchecked") // LABELS holds nothing else.
  private @Nullable Map<String, String> labels() throws InvalidEventException {
    return (Map<String, String>) fitting(EventField.LABELS);
  }

  private Instant time(EventField field) throws InvalidEventException {
    try {
      return Rfc3339.parse(text(field));
    } catch (DateTimeException e) {
      throw new InvalidEventException(type, RejectReason.INVALID_VALUE, field.jsonName);
    }
  }

  private <E extends Enum<E>> E symbol(EventField field, Class<E> symbols)
      throws InvalidEventException {
    try {
      return Enum.valueOf(symbols, text(field));
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException(type, RejectReason.INVALID_VALUE, field.jsonName);
    }
  }
}
