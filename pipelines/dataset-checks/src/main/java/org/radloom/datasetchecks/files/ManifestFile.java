package org.radloom.datasetchecks.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the manifest, and holds the folder against it. */
final class ManifestFile {
  private static final String FORMAT = "radloom-manifest/1";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,200}");
  private static final int MAX_FILES = 100_000;

  /** What the steps after the gate add to a staged version, before the manifest is completed. */
  private static final Set<String> LATER =
      Set.of(Manifest.FILE, "checks.json", "README.md", "croissant.json");

  private static final String REPORT = "report/";

  private final VersionFiles files;
  private final Findings findings;

  ManifestFile(VersionFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  /** Returns the manifest, or null if there is no reading it; the findings say why. */
  @Nullable Manifest read() throws IOException {
    findings.checked(FileRule.MANIFEST);
    JsonNode root;
    try {
      root = Json.document(files, Manifest.FILE);
    } catch (DamagedFileException e) {
      problem(e.what());
      return null;
    }
    String dataset = root.path("dataset").asText("");
    String version = root.path("version").asText("");
    if (!root.path("format").asText("").equals(FORMAT)
        || !NAME.matcher(dataset).matches()
        || !NAME.matcher(version).matches()
        || !root.path("files").isArray()
        || root.path("files").size() > MAX_FILES
        || !root.path("counts").isObject()) {
      problem("is no %s with dataset, version, counts and files".formatted(FORMAT));
      return null;
    }
    return new Manifest(dataset, version, root, entries(root.path("files")));
  }

  private SortedMap<String, Manifest.Entry> entries(JsonNode list) {
    SortedMap<String, Manifest.Entry> entries = new TreeMap<>();
    int number = 0;
    for (JsonNode file : list) {
      number++;
      String path = file.path("path").asText("");
      String sha256 = file.path("sha256").asText("");
      if (!RelativePaths.isOne(path)
          || !SHA256.matcher(sha256).matches()
          || !file.path("bytes").isIntegralNumber()
          || !file.path("records").isIntegralNumber()) {
        problem("file %d has no safe path, sha256, bytes or records".formatted(number));
      } else if (entries.put(
              path,
              new Manifest.Entry(
                  sha256, file.path("bytes").asLong(-1), file.path("records").asLong(-1)))
          != null) {
        problem("file %d is listed twice".formatted(number));
      }
    }
    return entries;
  }

  /** Holds the folder against the manifest: what is listed is there as listed, and nothing else. */
  void checkFiles(Manifest manifest) throws IOException {
    findings.checked(FileRule.FILES_LISTED);
    for (String path : files.odd()) {
      findings.problem(FileRule.FILES_LISTED, path, "is no plain file");
    }
    for (String path : files.found().keySet()) {
      if (!manifest.files().containsKey(path)
          && !LATER.contains(path)
          && !path.startsWith(REPORT)) {
        findings.problem(FileRule.FILES_LISTED, path, "is not listed");
      }
    }
    for (Map.Entry<String, Manifest.Entry> file : manifest.files().entrySet()) {
      String path = file.getKey();
      Long bytes = files.found().get(path);
      if (bytes == null) {
        findings.problem(FileRule.FILES_LISTED, path, "is listed and not there");
        continue;
      }
      findings.checked(FileRule.DIGESTS);
      if (bytes != file.getValue().bytes()) {
        findings.problem(FileRule.DIGESTS, path, "has another size");
      } else if (!sha256(path).equals(file.getValue().sha256())) {
        findings.problem(FileRule.DIGESTS, path, "has another SHA-256");
      }
    }
  }

  private String sha256(String path) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = files.open(path)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void problem(String what) {
    findings.problem(FileRule.MANIFEST, Manifest.FILE, what);
  }
}
