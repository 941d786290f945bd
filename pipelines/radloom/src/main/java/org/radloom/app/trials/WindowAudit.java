package org.radloom.app.trials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.radloom.stream.WindowManifest;

/**
 * What the windows of a store publish by their manifests: transcriptions alone.
 *
 * @param published records, each counted once
 * @param twice records that were published more than once
 * @param leftOut near-duplicates that are counted and not published
 */
record WindowAudit(long published, long twice, long leftOut) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads every window that has a manifest, and of its files those that the manifest lists. */
  static WindowAudit of(String store) throws IOException {
    Set<String> ids = new HashSet<>();
    long twice = 0;
    long leftOut = 0;
    for (MatchResult.Metadata found :
        StoreAudit.files(store + "/windows/*/" + WindowManifest.FILE)) {
      JsonNode manifest;
      try (InputStream in = StoreAudit.open(found)) {
        manifest = JSON.readTree(in);
      }
      leftOut += manifest.path("leftOut").path("nearDuplicates").asLong();
      String window = found.resourceId().getCurrentDirectory().toString();
      for (JsonNode file : manifest.path("files")) {
        String path = file.path("path").asText();
        if (path.contains("/csv/transcriptions_")) {
          twice += addIds(window + path, ids);
        }
      }
    }
    return new WindowAudit(ids.size(), twice, leftOut);
  }

  private static long addIds(String file, Set<String> ids) throws IOException {
    long known = 0;
    for (MatchResult.Metadata found : FileSystems.match(file).metadata()) {
      try (InputStream in = StoreAudit.open(found);
          CSVParser rows =
              CSVParser.parse(
                  in,
                  StandardCharsets.UTF_8,
                  CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
        for (CSVRecord row : rows) {
          known += ids.add(row.get("record_id")) ? 0 : 1;
        }
      }
    }
    return known;
  }
}
