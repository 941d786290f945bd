package org.radloom.datasetreport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.radloom.split.Split;

/**
 * How many objects of each category the truths of a version have, by split. From COCO, or from CSV
 * where COCO was not asked for.
 */
final class ClassCounts {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<Split, Tally> bySplit = new EnumMap<>(Split.class);

  private ClassCounts() {
    for (Split split : Split.values()) {
      bySplit.put(split, new Tally());
    }
  }

  static ClassCounts of(Path version, VersionManifest manifest) throws IOException {
    ClassCounts counts = new ClassCounts();
    for (Split split : Split.values()) {
      Tally tally = counts.bySplit(split);
      if (manifest.lists(TableFiles.coco(split))) {
        countCoco(version.resolve(TableFiles.coco(split)), tally);
      } else if (manifest.lists(TableFiles.readings(split))) {
        CsvTable.read(
            version.resolve(TableFiles.readings(split)),
            "annotations",
            row -> Finds.read(row.text("annotations"), (category, score) -> tally.add(category)));
      }
    }
    return counts;
  }

  Tally bySplit(Split split) {
    return bySplit.getOrDefault(split, new Tally());
  }

  Tally total() {
    Tally total = new Tally();
    for (Tally split : bySplit.values()) {
      split.names().forEach(name -> total.add(name, split.of(name)));
    }
    return total;
  }

  SortedSet<String> categories() {
    SortedSet<String> categories = new TreeSet<>();
    bySplit.values().forEach(split -> categories.addAll(split.names()));
    return categories;
  }

  private static void countCoco(Path file, Tally tally) throws IOException {
    Map<Long, Long> byId = new HashMap<>();
    Map<Long, String> names = new HashMap<>();
    try (JsonParser json = FACTORY.createParser(file.toFile())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("%s must hold an object".formatted(file.getFileName()));
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String part = json.currentName();
        JsonToken value = json.nextToken();
        boolean annotations = part.equals("annotations");
        if (value == JsonToken.START_ARRAY && (annotations || part.equals("categories"))) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            object(json, annotations, byId, names);
          }
        } else {
          json.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      // The cause would quote the file.
      throw new IOException("%s is no JSON".formatted(file.getFileName()));
    }
    byId.forEach((id, count) -> tally.add(names.getOrDefault(id, ""), count));
  }

  private static void object(
      JsonParser json, boolean annotation, Map<Long, Long> byId, Map<Long, String> names)
      throws IOException {
    long id = 0;
    String name = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      if (key.equals(annotation ? "category_id" : "id") && value == JsonToken.VALUE_NUMBER_INT) {
        id = json.getLongValue();
      } else if (key.equals("name") && value == JsonToken.VALUE_STRING) {
        name = json.getText();
      } else {
        json.skipChildren();
      }
    }
    if (annotation) {
      byId.merge(id, 1L, Long::sum);
    } else {
      names.put(id, name);
    }
  }
}
