package org.radloom.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.radloom.schemas.Annotation;
import org.radloom.schemas.Detection;
import org.radloom.schemas.InputStatistics;
import org.radloom.schemas.ModelRef;
import org.radloom.schemas.Rle;
import org.radloom.schemas.Segment;
import org.radloom.schemas.Segmentation;

/**
 * Reads the values inside an event. The parser stands on a value's first token before each call and
 * on its last token after; a value that does not fit throws {@link Misfit} with the parser anywhere
 * inside it.
 */
final class JsonValues {

  /** A value of the wrong shape. */
  static final class Misfit extends Exception {
    final RejectReason reason;
    final String path;

    Misfit(RejectReason reason, String path) {
      super(path, null, false, false);
      this.reason = reason;
      this.path = path;
    }
  }

  private JsonValues() {}

  static String text(JsonParser json, String path) throws IOException, Misfit {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw invalid(path);
    }
    return unicode(json.getText(), path);
  }

  /**
   * Returns the text if it is Unicode. JSON can name half a surrogate pair, which UTF-8 cannot: all
   * such halves would be stored alike, and ids that differ in them become one.
   */
  private static String unicode(String text, String path) throws Misfit {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
        if (!pair) {
          throw invalid(path);
        }
        i++;
      }
    }
    return text;
  }

  static double number(JsonParser json, String path) throws IOException, Misfit {
    if (!json.currentToken().isNumeric()) {
      throw invalid(path);
    }
    double value = json.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw invalid(path);
    }
    return value;
  }

  static int integer(JsonParser json, String path) throws IOException, Misfit {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
        || json.getNumberType() != JsonParser.NumberType.INT) {
      throw invalid(path);
    }
    return json.getIntValue();
  }

  static ModelRef model(JsonParser json, String path) throws IOException, Misfit {
    open(json, JsonToken.START_OBJECT, path);
    String name = null;
    String version = null;
    String sha256 = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (field) {
        case "name" -> name = text(json, path + ".name");
        case "version" -> version = text(json, path + ".version");
        case "sha256" -> sha256 = EventChecks.lowerCaseDigest(text(json, path + ".sha256"));
        default -> json.skipChildren();
      }
    }
    return new ModelRef(present(name, path + ".name"), present(version, path + ".version"), sha256);
  }

  static InputStatistics inputStatistics(JsonParser json, String path) throws IOException, Misfit {
    open(json, JsonToken.START_OBJECT, path);
    Double mean = null;
    Double deviation = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (field) {
        case "mean" -> mean = number(json, path + ".mean");
        case "standardDeviation" -> deviation = number(json, path + ".standardDeviation");
        default -> json.skipChildren();
      }
    }
    return new InputStatistics(
        present(mean, path + ".mean"), present(deviation, path + ".standardDeviation"));
  }

  static List<Segment> segments(JsonParser json, String path) throws IOException, Misfit {
    List<Segment> segments = new ArrayList<>();
    open(json, JsonToken.START_ARRAY, path);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      segments.add(segment(json, path + "[" + segments.size() + "]"));
    }
    return segments;
  }

  private static Segment segment(JsonParser json, String path) throws IOException, Misfit {
    open(json, JsonToken.START_OBJECT, path);
    Double start = null;
    Double end = null;
    String text = null;
    Segment segment = new Segment();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (field) {
        case "start" -> start = number(json, path + ".start");
        case "end" -> end = number(json, path + ".end");
        case "text" -> text = text(json, path + ".text");
        case "avgLogprob" -> segment.setAvgLogprob(number(json, path + ".avgLogprob"));
        case "noSpeechProb" -> segment.setNoSpeechProb(number(json, path + ".noSpeechProb"));
        case "compressionRatio" ->
            segment.setCompressionRatio(number(json, path + ".compressionRatio"));
        case "temperature" -> segment.setTemperature(number(json, path + ".temperature"));
        default -> json.skipChildren();
      }
    }
    segment.setStart(present(start, path + ".start"));
    segment.setEnd(present(end, path + ".end"));
    segment.setText(present(text, path + ".text"));
    return segment;
  }

  static List<Detection> detections(JsonParser json, String path) throws IOException, Misfit {
    List<Detection> detections = new ArrayList<>();
    open(json, JsonToken.START_ARRAY, path);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String item = path + "[" + detections.size() + "]";
      MarkedObject object = markedObject(json, item, Score.READ);
      detections.add(
          new Detection(
              present(object.category, item + ".category"),
              present(object.bbox, item + ".bbox"),
              present(object.score, item + ".score"),
              object.segmentation));
    }
    return detections;
  }

  static List<Annotation> annotations(JsonParser json, String path) throws IOException, Misfit {
    List<Annotation> annotations = new ArrayList<>();
    open(json, JsonToken.START_ARRAY, path);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String item = path + "[" + annotations.size() + "]";
      MarkedObject object = markedObject(json, item, Score.PASS_OVER);
      annotations.add(
          new Annotation(
              present(object.category, item + ".category"),
              present(object.bbox, item + ".bbox"),
              object.segmentation));
    }
    return annotations;
  }

  /** What detections and annotations have in common, and the score that only detections have. */
  private static final class MarkedObject {
    @Nullable String category;
    @Nullable List<Double> bbox;
    @Nullable Double score;
    @Nullable Segmentation segmentation;
  }

  /** What to do about a score: an annotation has none, so one that it names is not looked at. */
  private enum Score {
    READ,
    PASS_OVER
  }

  private static MarkedObject markedObject(JsonParser json, String path, Score score)
      throws IOException, Misfit {
    open(json, JsonToken.START_OBJECT, path);
    MarkedObject object = new MarkedObject();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (field) {
        case "category" -> object.category = text(json, path + ".category");
        case "bbox" -> object.bbox = numbers(json, path + ".bbox");
        case "score" -> {
          if (score == Score.READ) {
            object.score = number(json, path + ".score");
          } else {
            json.skipChildren();
          }
        }
        case "segmentation" -> object.segmentation = segmentation(json, path + ".segmentation");
        default -> json.skipChildren();
      }
    }
    return object;
  }

  private static Segmentation segmentation(JsonParser json, String path)
      throws IOException, Misfit {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      return new Segmentation(null, rle(json, path));
    }
    open(json, JsonToken.START_ARRAY, path);
    List<List<Double>> polygons = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      polygons.add(numbers(json, path));
    }
    return new Segmentation(polygons, null);
  }

  private static Rle rle(JsonParser json, String path) throws IOException, Misfit {
    List<Integer> size = null;
    List<Integer> counts = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (field) {
        case "size" -> size = integers(json, path + ".size");
        case "counts" -> counts = integers(json, path + ".counts");
        default -> json.skipChildren();
      }
    }
    List<Integer> sides = present(size, path + ".size");
    if (sides.size() != 2) {
      throw invalid(path + ".size");
    }
    return new Rle(sides.get(0), sides.get(1), present(counts, path + ".counts"));
  }

  static Map<String, String> labels(JsonParser json, String path) throws IOException, Misfit {
    open(json, JsonToken.START_OBJECT, path);
    Map<String, String> labels = new TreeMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = unicode(json.currentName(), path);
      JsonToken token = json.nextToken();
      if (token == JsonToken.VALUE_NULL) {
        continue;
      }
      if (token == JsonToken.VALUE_NUMBER_INT) {
        labels.put(name, wholeNumber(json.getText()));
      } else if (token.isNumeric()) {
        labels.put(name, shortestDecimal(number(json, path)));
      } else if (token.isScalarValue()) {
        labels.put(name, unicode(json.getText(), path));
      } else {
        throw invalid(path);
      }
    }
    return labels;
  }

  /** JSON allows one spelling of every whole number but zero. */
  private static String wholeNumber(String digits) {
    return digits.equals("-0") ? "0" : digits;
  }

  private static String shortestDecimal(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static List<Double> numbers(JsonParser json, String path) throws IOException, Misfit {
    open(json, JsonToken.START_ARRAY, path);
    List<Double> numbers = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      numbers.add(number(json, path));
    }
    return numbers;
  }

  private static List<Integer> integers(JsonParser json, String path) throws IOException, Misfit {
    open(json, JsonToken.START_ARRAY, path);
    List<Integer> numbers = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      numbers.add(integer(json, path));
    }
    return numbers;
  }

  private static void open(JsonParser json, JsonToken bracket, String path) throws Misfit {
    if (json.currentToken() != bracket) {
      throw invalid(path);
    }
  }

  private static <T> T present(@Nullable T value, String path) throws Misfit {
    if (value == null) {
      throw new Misfit(RejectReason.MISSING_FIELD, path);
    }
    return value;
  }

  private static Misfit invalid(String path) {
    return new Misfit(RejectReason.INVALID_VALUE, path);
  }
}
