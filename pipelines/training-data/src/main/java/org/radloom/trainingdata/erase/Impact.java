package org.radloom.trainingdata.erase;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.radloom.files.OwnerOnlyFile;
import org.radloom.privacy.Pseudonym;

/** Where erased patients still are: by pseudonym, with nothing that names anybody. */
final class Impact {
  private static final String FORMAT = "radloom-impact/1";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What a patient's data is in. */
  private static final class Held {
    private final Map<OutputVersion, TreeSet<String>> versions = new LinkedHashMap<>();
    private final TreeSet<String> curated = new TreeSet<>();
    private int otherRawFiles;
  }

  private final Map<Pseudonym, Held> patients = new LinkedHashMap<>();
  private final Map<String, String> notSearched = new TreeMap<>();

  Impact(List<Pseudonym> patients) {
    patients.forEach(patient -> this.patients.put(patient, new Held()));
  }

  /** Notes that a file of a version names the patient or a record of theirs. */
  void add(Pseudonym patient, OutputVersion version, String file) {
    held(patient).versions.computeIfAbsent(version, one -> new TreeSet<>()).add(file);
  }

  /** Notes a file of raw events in the output, by its path there. */
  void addCurated(Pseudonym patient, String path) {
    held(patient).curated.add(path);
  }

  /** Notes a file of raw events elsewhere, whose name may say too much. */
  void addOtherRaw(Pseudonym patient) {
    held(patient).otherRawFiles++;
  }

  private Held held(Pseudonym patient) {
    return patients.computeIfAbsent(patient, one -> new Held());
  }

  /** Notes something that could not be searched. */
  void notSearched(String where, String reason) {
    notSearched.put(where, reason);
  }

  /** Returns whether everything that holds pseudonyms could be searched. */
  boolean isComplete() {
    return notSearched.isEmpty();
  }

  /** Returns the versions that hold the patient. */
  List<OutputVersion> versions(Pseudonym patient) {
    return new ArrayList<>(held(patient).versions.keySet());
  }

  /** Writes it as JSON. */
  void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
    ArrayNode all = root.putArray("patients");
    patients.forEach(
        (patient, held) -> {
          ObjectNode one = all.addObject().put("patient", patient.hex());
          ArrayNode versions = one.putArray("versions");
          held.versions.forEach(
              (version, files) -> {
                ObjectNode entry =
                    versions
                        .addObject()
                        .put("dataset", version.dataset())
                        .put("version", version.name())
                        .put("published", version.isPublished())
                        .put("latest", version.isLatest());
                entry.set("files", JSON.valueToTree(files));
              });
          ObjectNode raw = one.putObject("rawEvents");
          raw.set("curated", JSON.valueToTree(held.curated));
          raw.put("inputFiles", held.otherRawFiles);
        });
    root.set("notSearched", JSON.valueToTree(notSearched));
    OwnerOnlyFile.replace(
        file, (JSON.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Prints it as a table. */
  void print(PrintStream out) {
    patients.forEach(
        (patient, held) -> {
          out.printf("patient %s%n", patient.hex());
          if (held.versions.isEmpty()) {
            out.println("  in no version");
          } else {
            out.printf("  %-24s %-24s %6s%n", "dataset", "version", "files");
          }
          held.versions.forEach(
              (version, files) ->
                  out.printf(
                      "  %-24s %-24s %6d  %s%n",
                      printable(version.dataset()),
                      printable(version.name()),
                      files.size(),
                      state(version)));
          if (!held.curated.isEmpty()) {
            out.printf("  raw events of the stream held in: %d files%n", held.curated.size());
          }
          if (held.otherRawFiles > 0) {
            out.printf("  raw events of --input held in: %d files%n", held.otherRawFiles);
          }
        });
    notSearched.forEach(
        (where, reason) -> out.printf("not searched: %s (%s)%n", printable(where), reason));
  }

  private static String state(OutputVersion version) {
    if (!version.isPublished()) {
      return "left by a run: delete it";
    }
    return version.isLatest() ? "superseded, and LATEST" : "superseded";
  }

  /** Names of folders may come from anywhere, and terminals obey control characters. */
  private static String printable(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }
}
