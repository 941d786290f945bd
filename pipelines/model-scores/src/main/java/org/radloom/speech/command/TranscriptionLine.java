package org.radloom.speech.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.radloom.files.Digests;
import org.radloom.speech.SpokenSegment;
import org.radloom.speech.Transcript;
import org.radloom.speech.WhisperModel;

/** Transcription events as lines of JSON. */
final class TranscriptionLine {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int ID_DIGITS = 32;

  private final WhisperModel model;

  TranscriptionLine(WhisperModel model) {
    this.model = model;
  }

  /**
   * Returns the event's id: the same for the same recording of the same patient, study and time,
   * heard by the same model in the same language.
   */
  String id(String audioSha256, Sidecar sidecar, String language) {
    // As JSON, so that no text can run over into the next.
    ArrayNode parts = MAPPER.createArrayNode().add(audioSha256);
    parts.add(sidecar.patientId()).add(sidecar.studyId()).add(sidecar.recordedAt().toString());
    parts.add(model.metadata().name()).add(model.metadata().version()).add(model.sha256());
    byte[] key = parts.add(language).toString().getBytes(UTF_8);
    return "whisper-" + Digests.sha256Hex(key).substring(0, ID_DIGITS);
  }

  /** Returns the line without its end. */
  byte[] of(Transcript heard, Sidecar sidecar, URI audio, String audioSha256) {
    ObjectNode event = MAPPER.createObjectNode();
    event.put("type", "transcription").put("id", id(audioSha256, sidecar, heard.language()));
    event.put("patientId", sidecar.patientId());
    if (sidecar.studyId() != null) {
      event.put("studyId", sidecar.studyId());
    }
    event.put("userId", sidecar.userId()).put("recordedAt", sidecar.recordedAt().toString());
    event.put("language", heard.language());
    event.put("audioUri", audio.toString()).put("audioSha256", audioSha256);
    event.put("durationSeconds", heard.seconds()).put("text", heard.text());
    heard.confidence().ifPresent(confidence -> event.put("confidence", confidence));
    ArrayNode segments = event.putArray("segments");
    for (SpokenSegment segment : heard.segments()) {
      segments
          .addObject()
          .put("start", segment.start())
          .put("end", segment.end())
          .put("text", segment.text())
          .put("avgLogprob", segment.avgLogprob())
          .put("noSpeechProb", segment.noSpeechProb())
          .put("compressionRatio", segment.compressionRatio())
          .put("temperature", segment.temperature());
    }
    event
        .putObject("model")
        .put("name", model.metadata().name())
        .put("version", model.metadata().version())
        .put("sha256", model.sha256());
    return event.toString().getBytes(UTF_8);
  }
}
