package org.radloom.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;

/** Full events of every type as JSON, to be changed and read. */
public final class EventJson {
  /** Keeps numbers as they are spelt, whatever their size. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final String SHA256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final ObjectNode root;

  private EventJson(String json) {
    try {
      root = (ObjectNode) MAPPER.readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns a full event of the type. */
  public static EventJson full(EventType type) {
    return switch (type) {
      case TRANSCRIPTION -> transcription();
      case CORRECTION -> correction();
      case INFERENCE -> inference();
      case GROUND_TRUTH -> groundTruth();
      case CONSENT -> consent();
      case UNKNOWN -> throw new IllegalArgumentException("no event is UNKNOWN");
    };
  }

  /** Returns a transcription with every field. */
  public static EventJson transcription() {
    return new EventJson(
        """
        {'type':'transcription','id':'T-1','patientId':'PAT-77001','studyId':'STU-5','userId':'drsmith',
         'recordedAt':'2026-03-04T05:06:07.25Z','language':'de-CH','audioUri':'s3://dict/a.wav',
         'audioSha256':'%s','durationSeconds':12.5,'text':'No pneumothorax.','confidence':0.93,
         'segments':[{'start':0,'end':2.5,'text':'No pneumothorax.','avgLogprob':-0.1,
           'noSpeechProb':0.02,'compressionRatio':1.2,'temperature':0}],
         'model':{'name':'whisper','version':'large-v3','sha256':'%s'}}
        """
            .formatted(SHA256, SHA256));
  }

  /** Returns a correction with every field. */
  public static EventJson correction() {
    return new EventJson(
        """
        {'type':'correction','id':'C-1','transcriptionId':'T-1','userId':'drjones',
         'correctedAt':'2026-03-04T06:00:00Z','text':'No pneumothorax seen.'}
        """);
  }

  /** Returns an inference with every field: a 4 x 3 image, one polygon and one run length mask. */
  public static EventJson inference() {
    return new EventJson(
        """
        {'type':'inference','id':'I-1','patientId':'PAT-77001','studyId':'STU-5',
         'task':'lesion_detection','model':{'name':'det','version':'1'},'at':'2026-03-04T05:06:07Z',
         'imageUri':'img/1.png','imageSha256':'%s','imageWidth':4,'imageHeight':3,'confidence':0.9,
         'detections':[
           {'category':'mass','bbox':[0,0,4,3],'score':0.8,'segmentation':[[0,0,4,0,4,3]]},
           {'category':'cyst','bbox':[1,1,2,1],'score':0.7,
            'segmentation':{'size':[3,4],'counts':[4,1,2,1,4]}}],
         'labels':{'side':'left'},'latencyMs':41.5,
         'inputStatistics':{'mean':-0.25,'standardDeviation':1.5}}
        """
            .formatted(SHA256));
  }

  /** Returns a ground truth with every field. */
  public static EventJson groundTruth() {
    return new EventJson(
        """
        {'type':'ground_truth','id':'G-1','inferenceId':'I-1','readerId':'drread',
         'readAt':'2026-03-05T00:00:00Z',
         'annotations':[{'category':'mass','bbox':[0,0,4,3],
           'segmentation':{'size':[3,4],'counts':[0,12]}}],
         'labels':{'side':'left'}}
        """);
  }

  /** Returns a revocation. */
  public static EventJson consent() {
    return new EventJson(
        """
        {'type':'consent','patientId':'PAT-77001','scope':'training','status':'revoked',
         'at':'2026-03-05T00:00:00Z'}
        """);
  }

  /** Sets what a path such as {@code /model/name} points at to a JSON value, in single quotes. */
  public EventJson with(String path, String json) {
    JsonNode value;
    try {
      value = MAPPER.readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
    int slash = path.lastIndexOf('/');
    JsonNode parent = root.at(path.substring(0, slash));
    String name = path.substring(slash + 1);
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(name), value);
    } else {
      ((ObjectNode) parent).set(name, value);
    }
    return this;
  }

  /** Sets a text. */
  public EventJson withText(String path, String text) {
    return with(path, MAPPER.getNodeFactory().textNode(text).toString());
  }

  /** Returns the text that a path points at. */
  public String text(String path) {
    return root.at(path).textValue();
  }

  /** Removes what a path points at. */
  public EventJson without(String path) {
    int slash = path.lastIndexOf('/');
    ((ObjectNode) root.at(path.substring(0, slash))).remove(path.substring(slash + 1));
    return this;
  }

  /** Returns the event. */
  public SpecificRecord read() throws InvalidEventException {
    return read(toString());
  }

  /** Returns the event that must be valid. */
  public <T extends SpecificRecord> T readAs(Class<T> type) {
    try {
      return type.cast(read());
    } catch (InvalidEventException e) {
      throw new AssertionError(e);
    }
  }

  static SpecificRecord read(String json) throws InvalidEventException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new JsonEvents().read(bytes, 0, bytes.length);
  }

  @Override
  public String toString() {
    // Jackson's tree holds what no double can as the word Infinity.
    return root.toString().replace("\"Infinity\"", "1e999");
  }
}
