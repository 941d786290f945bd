package org.radloom.datasetchecks.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks {@code croissant.json}, if it is there (MLCommons Croissant 1.0). */
final class CroissantFile {
  private static final String FILE = "croissant.json";
  private static final String VERSION = "mlcommons.org/croissant/1.0";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern DATA = Pattern.compile("(csv|coco|tfrecord|whisper)/.*");

  private final VersionFiles files;
  private final Findings findings;

  CroissantFile(VersionFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  void check(Manifest manifest) throws IOException {
    if (!files.found().containsKey(FILE)) {
      return;
    }
    findings.checked(FileRule.CROISSANT_FORM);
    findings.checked(FileRule.CROISSANT_FILES);
    try {
      JsonNode root = Json.document(files, FILE);
      checkForm(root);
      checkFiles(root.path("distribution"), manifest);
    } catch (DamagedFileException e) {
      findings.problem(FileRule.CROISSANT_FORM, FILE, e.what());
    }
  }

  private void checkForm(JsonNode root) {
    if (root.path("@context").isMissingNode()) {
      findings.problem(FileRule.CROISSANT_FORM, FILE, "has no @context");
    }
    if (!root.path("@type").asText("").matches("(sc:|https?://schema[.]org/)?Dataset")) {
      findings.problem(FileRule.CROISSANT_FORM, FILE, "has no @type of a Dataset");
    }
    if (root.path("name").asText("").isBlank()) {
      findings.problem(FileRule.CROISSANT_FORM, FILE, "has no name");
    }
    JsonNode conforms = root.path("conformsTo");
    if (!(conforms.isArray() ? conforms.path(0) : conforms).asText("").contains(VERSION)) {
      findings.problem(FileRule.CROISSANT_FORM, FILE, "does not say that it conforms to 1.0");
    }
    if (!root.path("distribution").isArray() || root.path("distribution").isEmpty()) {
      findings.problem(FileRule.CROISSANT_FORM, FILE, "has no distribution");
    }
  }

  private void checkFiles(JsonNode distribution, Manifest manifest) {
    Set<String> told = new HashSet<>();
    int number = 0;
    for (JsonNode file : distribution) {
      number++;
      if (!file.path("@type").asText("").endsWith("FileObject")) {
        continue;
      }
      String where = "object %d ".formatted(number);
      String path = file.path("contentUrl").asText("");
      String sha256 = file.path("sha256").asText("");
      if (path.isEmpty() || !SHA256.matcher(sha256).matches()) {
        problem(where + "has no contentUrl or sha256");
        continue;
      }
      Manifest.Entry entry = manifest.files().get(path);
      if (entry == null) {
        problem(where + "is no file of the manifest");
      } else if (!entry.sha256().equalsIgnoreCase(sha256)) {
        problem(where + "has another sha256 than the manifest");
      }
      told.add(path);
    }
    long untold =
        manifest.files().keySet().stream()
            .filter(path -> DATA.matcher(path).matches() && !told.contains(path))
            .count();
    if (untold > 0) {
      problem("%d data files are not there".formatted(untold));
    }
  }

  private void problem(String what) {
    findings.problem(FileRule.CROISSANT_FILES, FILE, what);
  }
}
