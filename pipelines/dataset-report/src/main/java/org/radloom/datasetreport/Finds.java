package org.radloom.datasetreport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads a cell of detections or annotations: a JSON list of objects with category and score. */
final class Finds {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Finds() {}

  /** Takes what was found. */
  interface FindReader {
    /** Takes one; the score is 1 where there is none, as in a truth. */
    void found(String category, double score);
  }

  static void read(String cell, FindReader finds) throws IOException {
    if (cell.isEmpty()) {
      return;
    }
    try (JsonParser json = FACTORY.createParser(cell)) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("a list of finds must be a JSON list");
      }
      while (json.nextToken() == JsonToken.START_OBJECT) {
        one(json, finds);
      }
    } catch (JsonProcessingException e) {
      // The cause would quote the cell.
      throw new IOException("a list of finds is no JSON");
    }
  }

  private static void one(JsonParser json, FindReader finds) throws IOException {
    String category = "";
    double score = 1;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      if (key.equals("category") && value == JsonToken.VALUE_STRING) {
        category = json.getText();
      } else if (key.equals("score") && value.isNumeric()) {
        score = json.getDoubleValue();
      } else {
        json.skipChildren();
      }
    }
    finds.found(category, score);
  }
}
