package org.radloom.datasetchecks.files;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.radloom.datasetchecks.files.TfExample.Feature;
import org.radloom.datasetchecks.files.TfExample.Kind;

/** The keys of the TensorFlow Object Detection API, and what their values must be. */
final class DetectionExample {
  private static final Map<String, Kind> KEYS = keys();
  private static final String BOX = "image/object/bbox/";
  private static final String FOUND = "radloom/predicted/bbox/";
  private static final String LABEL = "image/object/class/label";
  private static final String NAME = "image/object/class/text";
  private static final List<String> PER_OBJECT =
      List.of(
          BOX + "xmin",
          BOX + "xmax",
          BOX + "ymin",
          BOX + "ymax",
          NAME,
          LABEL,
          "image/object/area",
          "image/object/is_crowd");

  private DetectionExample() {}

  private static Map<String, Kind> keys() {
    Map<String, Kind> keys = new LinkedHashMap<>();
    for (String one :
        List.of(
            "image/height", "image/width", "image/object/class/label", "image/object/is_crowd")) {
      keys.put(one, Kind.INTEGERS);
    }
    for (String one :
        List.of(
            "image/filename",
            "image/source_id",
            "image/key/sha256",
            "image/encoded",
            "image/format",
            "image/object/class/text",
            "image/object/mask",
            "radloom/record_id",
            "radloom/patient")) {
      keys.put(one, Kind.BYTES);
    }
    for (String one :
        List.of(
            "image/object/bbox/xmin",
            "image/object/bbox/xmax",
            "image/object/bbox/ymin",
            "image/object/bbox/ymax",
            "image/object/area")) {
      keys.put(one, Kind.FLOATS);
    }
    return keys;
  }

  /** Returns the record that an example shows, if it says so. */
  static @Nullable String recordId(TfExample example) {
    Feature feature = example.get("radloom/record_id");
    return feature == null || feature.bytes().size() != 1 ? null : feature.text(0);
  }

  /** Returns what is wrong with the keys and their types, or null. */
  static @Nullable String faultOfKeys(TfExample example) {
    for (Map.Entry<String, Kind> key : KEYS.entrySet()) {
      Feature feature = example.get(key.getKey());
      if (feature == null) {
        return "lacks the key " + key.getKey();
      }
      if (feature.kind() != key.getValue()) {
        return "has another type under " + key.getKey();
      }
    }
    for (String one : List.of("image/height", "image/width")) {
      Feature side = feature(example, one);
      if (side.size() != 1 || side.integers().get(0) < 1) {
        return "has no %s of 1 or more".formatted(one);
      }
    }
    Feature format = feature(example, "image/format");
    Feature encoded = feature(example, "image/encoded");
    if (format.size() != 1
        || encoded.size() != 1
        || !List.of("png", "jpeg", "").contains(format.text(0))
        || format.text(0).isEmpty() != (encoded.bytes().get(0).length == 0)) {
      return "has an image that is not one of its format";
    }
    return null;
  }

  /** Returns what is wrong with boxes and labels, or null. */
  static @Nullable String faultOfBoxes(TfExample example) {
    int objects = feature(example, LABEL).size();
    for (String key : PER_OBJECT) {
      if (feature(example, key).size() != objects) {
        return "has lists of different lengths";
      }
    }
    int masks = feature(example, "image/object/mask").size();
    if (masks != 0 && masks != objects) {
      return "has masks for some objects only";
    }
    for (long label : feature(example, LABEL).integers()) {
      if (label < 1) {
        return "has a label below 1";
      }
    }
    String truth = faultOfEdges(example, BOX);
    return truth != null ? truth : faultOfEdges(example, FOUND);
  }

  /** Returns whether labels and their names are those of the label map; what is wrong, or null. */
  static @Nullable String faultOfLabels(TfExample example, Map<Long, String> labels) {
    Feature ids = feature(example, LABEL);
    Feature names = feature(example, NAME);
    for (int i = 0; i < Math.min(ids.size(), names.size()); i++) {
      if (!names.text(i).equals(labels.get(ids.integers().get(i)))) {
        return "has a label that is not in label_map.pbtxt";
      }
    }
    return null;
  }

  private static @Nullable String faultOfEdges(TfExample example, String prefix) {
    for (String axis : List.of("x", "y")) {
      Feature from = feature(example, prefix + axis + "min");
      Feature to = feature(example, prefix + axis + "max");
      if (from.floats().size() != to.floats().size()) {
        return "has lists of different lengths";
      }
      for (int i = 0; i < from.floats().size(); i++) {
        float min = from.floats().get(i);
        float max = to.floats().get(i);
        if (!(min >= 0 && min <= max && max <= 1)) {
          return "has a box that is not within 0 to 1";
        }
      }
    }
    return null;
  }

  private static Feature feature(TfExample example, String key) {
    Feature feature = example.get(key);
    return feature == null ? new Feature(null, List.of(), List.of(), List.of()) : feature;
  }
}
