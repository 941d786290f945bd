package org.radloom.datasetreport;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radloom.split.Split;

/**
 * Writes {@code index.html} into the folder of a data set: its versions, newest first, with their
 * counts, what the gate said, which is the latest, which are superseded, and a link to each report.
 *
 * <p>A function of the files in the folder. What a folder without a readable manifest holds, or one
 * whose name begins with a dot, is no version.
 */
public final class VersionIndex {
  /** Name of the page. */
  public static final String PAGE = "index.html";

  private static final String LATEST = "LATEST";
  private static final int MOST_LATEST_BYTES = 1024;
  private static final int MOST_VERSIONS = 1_000;
  private static final String PAGE_START = "<!doctype html>";
  private static final Template TEMPLATE = Template.html("versions.html");

  private final Path folder;
  private final Map<String, VersionManifest> byName = new TreeMap<>();
  private String latest = "";

  private VersionIndex(Path folder) {
    this.folder = folder;
  }

  /** A line of the page. {@code report} is a list of one address, or empty. */
  record Line(
      String version,
      List<String> report,
      String status,
      String state,
      String read,
      String train,
      String val,
      String test,
      String previous) {}

  /**
   * Writes the page.
   *
   * @param datasetFolder folder with the versions and LATEST
   */
  public static void write(Path datasetFolder) throws IOException {
    VersionIndex index = new VersionIndex(datasetFolder);
    index.read();
    List<Line> lines = new ArrayList<>();
    for (VersionManifest manifest : index.newestFirst()) {
      lines.add(index.line(manifest));
    }
    String name =
        index.byName.values().stream()
            .findFirst()
            .map(VersionManifest::dataset)
            .orElse(String.valueOf(datasetFolder.toAbsolutePath().normalize().getFileName()));
    String sentence = Words.count(lines.size(), "version") + ".";
    byte[] page =
        TEMPLATE.fill(Map.of("name", Words.shown(name), "sentence", sentence, "versions", lines));
    Files.write(datasetFolder.resolve(PAGE), page);
  }

  private void read() throws IOException {
    List<Path> folders;
    try (Stream<Path> entries = Files.list(folder)) {
      folders =
          entries
              .filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
              .filter(path -> Files.isRegularFile(path.resolve(VersionManifest.FILE)))
              .sorted()
              .limit(MOST_VERSIONS)
              .toList();
    }
    for (Path version : folders) {
      try {
        VersionManifest manifest = VersionManifest.read(version);
        if (manifest.version().equals(String.valueOf(version.getFileName()))) {
          byName.put(manifest.version(), manifest);
        }
      } catch (IOException e) {
        // No manifest that can be read, no version.
      }
    }
    Path pointer = folder.resolve(LATEST);
    if (Files.isRegularFile(pointer) && Files.size(pointer) <= MOST_LATEST_BYTES) {
      latest = Files.readString(pointer).strip();
    }
  }

  /** From the latest back through previous versions, then the others by name. */
  private List<VersionManifest> newestFirst() {
    List<VersionManifest> ordered = new ArrayList<>();
    VersionManifest next = byName.get(latest);
    while (next != null && !ordered.contains(next)) {
      ordered.add(next);
      String previous = next.previousVersion();
      next = previous == null ? null : byName.get(previous);
    }
    byName.values().stream().filter(one -> !ordered.contains(one)).forEach(ordered::add);
    return ordered;
  }

  private Line line(VersionManifest manifest) throws IOException {
    Path version = folder.resolve(manifest.version());
    String previous = manifest.previousVersion();
    return new Line(
        Words.shown(manifest.version()),
        hasReport(version)
            ? List.of(address(manifest.version()) + "/" + VersionReport.PAGE)
            : List.of(),
        status(version, manifest),
        state(version, manifest),
        Words.count(manifest.eventsRead()),
        Words.count(SplitBands.share(manifest, Split.TRAIN).records()),
        Words.count(SplitBands.share(manifest, Split.VAL).records()),
        Words.count(SplitBands.share(manifest, Split.TEST).records()),
        previous == null ? "none" : Words.shown(previous));
  }

  private static String status(Path version, VersionManifest manifest) {
    String said = manifest.gateStatus();
    if (said == null) {
      try {
        CheckResults checks = CheckResults.readIfThere(version.resolve("checks.json"));
        said = checks == null ? null : checks.status();
      } catch (IOException e) {
        // Encrypted: only the manifest is not.
        said = null;
      }
    }
    if (said == null) {
      return "not checked";
    }
    return switch (said) {
      case "pass" -> "passed";
      case "fail" -> "failed";
      default -> Words.ofCode(said).toLowerCase(Locale.ROOT);
    };
  }

  private String state(Path version, VersionManifest manifest) {
    List<String> parts = new ArrayList<>();
    if (manifest.version().equals(latest)) {
      parts.add("latest");
    }
    String superseded = superseded(version.resolve("superseded.json"));
    if (superseded != null) {
      parts.add(superseded);
    }
    return parts.isEmpty() ? "older" : String.join("; ", parts);
  }

  private static @Nullable String superseded(Path file) {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      JsonNode root = Json.readObject(file);
      return "superseded by %s: %s"
          .formatted(
              Words.shown(root.path("by").asText("another version")),
              Words.ofCode(root.path("reason").asText("no reason given")));
    } catch (IOException e) {
      // That the flag is there says enough.
      return "superseded";
    }
  }

  /** A report that was encrypted is none to open. */
  private static boolean hasReport(Path version) throws IOException {
    Path page = version.resolve(VersionReport.PAGE);
    if (!Files.isRegularFile(page)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(page)) {
      byte[] start = in.readNBytes(PAGE_START.length());
      return new String(start, StandardCharsets.UTF_8).equals(PAGE_START);
    }
  }

  private static String address(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
