package org.radloom.datasetchecks.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One COCO file, read element by element (COCO data format, object detection). */
final class CocoFile {
  private static final Set<String> KEYS =
      Set.of("info", "licenses", "images", "annotations", "categories");
  private static final Set<String> IMAGE_KEYS =
      Set.of(
          "id",
          "width",
          "height",
          "file_name",
          "license",
          "flickr_url",
          "coco_url",
          "date_captured");
  private static final Set<String> ANNOTATION_KEYS =
      Set.of("id", "image_id", "category_id", "segmentation", "area", "bbox", "iscrowd");
  private static final Set<String> CATEGORY_KEYS = Set.of("id", "name", "supercategory");
  private static final String OWN_PREFIX = "radloom_";
  private static final int MAX_SIDE = 1_000_000;
  private static final int MAX_CATEGORIES = 100_000;

  private final String path;
  private final String split;
  private final Findings findings;
  private final CocoRows rows;
  private final ImageSizes sizes = new ImageSizes();
  private final Set<String> categoryNames = new HashSet<>();
  private long images;
  private long annotations;
  private long categories;

  CocoFile(String path, String split, Findings findings, CocoRows rows) {
    this.path = path;
    this.split = split;
    this.findings = findings;
    this.rows = rows;
  }

  /** Returns the number of images. */
  long read(InputStream in) throws IOException, DamagedFileException {
    try (Json.Elements json = Json.elements(in)) {
      return read(json);
    } catch (JsonProcessingException e) {
      throw new DamagedFileException(
          "is not JSON%s"
              .formatted(e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr()));
    }
  }

  private long read(Json.Elements json) throws IOException, DamagedFileException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new DamagedFileException("is no JSON object");
    }
    Set<String> seen = new HashSet<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      if (!KEYS.contains(key)) {
        findings.problem(FileRule.COCO_KEYS, path, "a key of the file is not COCO's");
        json.value();
        continue;
      }
      seen.add(key);
      section(key, json, seen);
    }
    if (json.nextToken() != null) {
      throw new DamagedFileException("goes on after its end");
    }
    for (String key : KEYS.stream().sorted().toList()) {
      if (!seen.contains(key)) {
        findings.problem(FileRule.COCO_FORM, path, "the key %s is missing".formatted(key));
      }
    }
    return images;
  }

  private void section(String key, Json.Elements json, Set<String> seen)
      throws IOException, DamagedFileException {
    if (key.equals("info")) {
      if (!json.value().isObject()) {
        throw new DamagedFileException("has an info that is no object");
      }
      return;
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new DamagedFileException("has %s that are no list".formatted(key));
    }
    if (key.equals("annotations") && !seen.contains("images")) {
      throw new DamagedFileException("has its annotations before its images");
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      JsonNode element = json.value();
      if (!element.isObject()) {
        throw new DamagedFileException("has %s that are no objects".formatted(key));
      }
      switch (key) {
        case "images" -> image(element);
        case "annotations" -> annotation(element);
        case "categories" -> category(element);
        default -> {}
      }
    }
  }

  private void image(JsonNode image) throws IOException, DamagedFileException {
    String where = "image %d".formatted(++images);
    String recordId = image.path("radloom_record_id").asText("");
    int width = side(image.path("width"));
    int height = side(image.path("height"));
    ownKeys(image, IMAGE_KEYS, where, recordId);
    if (width == 0 || height == 0) {
      findings.problem(FileRule.COCO_IMAGES, path, where + " has no size", recordId);
    }
    if (!RelativePaths.isOne(image.path("file_name"))) {
      findings.problem(FileRule.COCO_IMAGES, path, where + " has no relative file_name", recordId);
    }
    JsonNode id = image.path("id");
    if (!isId(id)) {
      findings.problem(FileRule.COCO_IDS, path, where + " has no id from 1", recordId);
      return;
    }
    sizes.add(id.longValue(), width, height, recordId);
    rows.image(split, id.longValue(), recordId, image.path("radloom_patient").asText(""));
  }

  private void annotation(JsonNode annotation) throws IOException {
    String where = "annotation %d".formatted(++annotations);
    JsonNode id = annotation.path("id");
    JsonNode imageId = annotation.path("image_id");
    JsonNode categoryId = annotation.path("category_id");
    ImageSizes.Size image = imageId.canConvertToLong() ? sizes.of(imageId.longValue()) : null;
    String recordId = image == null ? null : image.recordId();
    ownKeys(annotation, ANNOTATION_KEYS, where, recordId);
    if (!isId(id) || !isId(imageId) || !isId(categoryId)) {
      findings.problem(FileRule.COCO_IDS, path, where + " has an id that is not from 1", recordId);
    } else {
      rows.annotation(split, id.longValue(), imageId.longValue(), categoryId.longValue());
    }
    String box = CocoShapes.faultOfBox(annotation.path("bbox"), annotation.path("area"), image);
    if (box != null) {
      findings.problem(FileRule.COCO_BOXES, path, where + " " + box, recordId);
    }
    String mask =
        CocoShapes.faultOfMask(annotation.path("segmentation"), annotation.path("iscrowd"), image);
    if (mask != null) {
      findings.problem(FileRule.COCO_MASKS, path, where + " " + mask, recordId);
    }
  }

  private void category(JsonNode category) throws IOException, DamagedFileException {
    String where = "category %d".formatted(++categories);
    if (categories > MAX_CATEGORIES) {
      throw new DamagedFileException("has more than %d categories".formatted(MAX_CATEGORIES));
    }
    ownKeys(category, CATEGORY_KEYS, where, null);
    JsonNode id = category.path("id");
    if (!isId(id) || id.longValue() != categories) {
      findings.problem(FileRule.COCO_IDS, path, where + " does not have the next id");
    } else {
      rows.category(split, id.longValue());
    }
    String name = category.path("name").asText("");
    if (name.isBlank() || !categoryNames.add(name)) {
      findings.problem(FileRule.COCO_IDS, path, where + " has no name of its own");
    }
  }

  private void ownKeys(
      JsonNode element, Set<String> known, String where, @Nullable String recordId) {
    for (Iterator<String> keys = element.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!known.contains(key) && !key.startsWith(OWN_PREFIX)) {
        findings.problem(
            FileRule.COCO_KEYS, path, where + " has a key that is not COCO's", recordId);
        return;
      }
    }
  }

  private static boolean isId(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 1;
  }

  private static int side(JsonNode value) {
    boolean sane =
        value.isIntegralNumber()
            && value.canConvertToInt()
            && value.intValue() >= 1
            && value.intValue() <= MAX_SIDE;
    return sane ? value.intValue() : 0;
  }
}
