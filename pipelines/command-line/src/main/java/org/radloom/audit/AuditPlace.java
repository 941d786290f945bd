package org.radloom.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.radloom.commandline.UsageException;

/**
 * The trail that a folder on the command line means, and the heads that manifests beside it noted.
 *
 * @param trail the folder of the trail
 * @param heads of the version, or of every version in the output folder
 */
record AuditPlace(AuditFolder trail, List<AuditHead> heads) {
  private static final String MANIFEST = "manifest.json";

  /** Member of a manifest. */
  private static final String AUDIT = "audit";

  private static final long MAX_MANIFEST_BYTES = 256L << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Finds the trail of an output folder, a trail's own folder, or a dataset version.
   *
   * @param elsewhere where the trail is; empty for beside the dataset, or in the output folder
   * @throws UsageException if the folder is none of these
   */
  static AuditPlace of(Path folder, String elsewhere) throws UsageException, IOException {
    Path here = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(here)) {
      throw new UsageException("there is no folder " + folder);
    }
    if (Files.exists(here.resolve(MANIFEST))) {
      AuditHead head =
          head(here.resolve(MANIFEST))
              .orElseThrow(
                  () ->
                      new UsageException(
                          "the manifest of %s notes no audit head".formatted(folder)));
      return new AuditPlace(
          trail(here.resolve("../../" + AuditTrail.FOLDER), elsewhere), List.of(head));
    }
    if (isTrail(here)) {
      return new AuditPlace(new AuditFolder(here), List.of());
    }
    AuditPlace place =
        new AuditPlace(trail(here.resolve(AuditTrail.FOLDER), elsewhere), heads(here));
    if (place.heads.isEmpty() && !Files.isDirectory(place.trail.path())) {
      throw new UsageException("there is no audit trail in " + folder);
    }
    return place;
  }

  private static AuditFolder trail(Path usual, String elsewhere) {
    Path folder = elsewhere.isEmpty() ? usual : Path.of(elsewhere);
    return new AuditFolder(folder.toAbsolutePath().normalize());
  }

  private static boolean isTrail(Path folder) throws IOException {
    AuditFolder trail = new AuditFolder(folder);
    return AuditTrail.FOLDER.equals(String.valueOf(folder.getFileName())) || trail.isBegun();
  }

  /** The heads of all versions in an output folder. */
  private static List<AuditHead> heads(Path output) throws IOException {
    List<AuditHead> heads = new ArrayList<>();
    for (Path dataset : folders(output)) {
      for (Path version : folders(dataset)) {
        Path manifest = version.resolve(MANIFEST);
        if (Files.exists(manifest)) {
          head(manifest).ifPresent(heads::add);
        }
      }
    }
    return heads;
  }

  private static List<Path> folders(Path in) throws IOException {
    try (Stream<Path> entries = Files.list(in)) {
      return entries
          .filter(Files::isDirectory)
          .filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** The head that a manifest notes; nothing if it notes none. */
  private static Optional<AuditHead> head(Path manifest) throws IOException {
    if (!Files.isRegularFile(manifest) || Files.size(manifest) > MAX_MANIFEST_BYTES) {
      throw new AuditException("%s is no manifest".formatted(manifest));
    }
    JsonNode audit;
    try {
      audit = JSON.readTree(Files.readAllBytes(manifest)).path(AUDIT);
    } catch (JsonProcessingException e) {
      throw new AuditException("%s is not JSON".formatted(manifest));
    }
    if (audit.isMissingNode() || audit.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new AuditHead(audit.path("sequence").asLong(-1), audit.path("head").asText()));
    } catch (IllegalArgumentException e) {
      throw new AuditException("the audit head in %s is damaged".formatted(manifest));
    }
  }
}
