package org.radloom.stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.radloom.deid.DateMode;
import org.radloom.formats.FileEntry;
import org.radloom.split.Split;

/** What a part holds: its records by type and split, and its files. */
public final class PartManifest {
  static final String FORMAT = "radloom-window-part/1";

  /** Member that says what was done about dates in texts. */
  static final String DATES = "dates";

  private final String dataset;
  private final WindowPart part;
  private final DateMode dates;
  private final List<String> categories;
  private final List<FileEntry> files = new ArrayList<>();
  private final WindowCounts counts = new WindowCounts();

  PartManifest(String dataset, WindowPart part, DateMode dates, Collection<String> categories) {
    this.dataset = dataset;
    this.part = part;
    this.dates = dates;
    this.categories = List.copyOf(categories);
  }

  void addRecord(boolean transcription, boolean hard, Split split) {
    counts.add(transcription, hard, split, 1);
  }

  void addFile(FileEntry file) {
    files.add(file);
  }

  /** Returns how many records there are of each type and split. */
  public WindowCounts counts() {
    return counts;
  }

  /** Returns the files. */
  public List<FileEntry> files() {
    return List.copyOf(files);
  }

  /** Returns the manifest as JSON, which says nothing of when or where it was written. */
  public byte[] toBytes() {
    ObjectNode json = ManifestJson.object(FORMAT, dataset, part.window());
    json.put("part", part.name());
    json.put(DATES, dates.name().toLowerCase(Locale.ROOT));
    counts.put(json);
    json.putObject("leftOut").put("nearDuplicates", part.leftOut());
    ArrayNode updates = json.putArray("updates");
    for (WindowPart.Entry entry : part.entries()) {
      if (entry.update()) {
        updates.add(entry.record().id().hex());
      }
    }
    ManifestJson.strings(json, "categories", categories);
    ManifestJson.files(json, files);
    return ManifestJson.bytes(json);
  }
}
