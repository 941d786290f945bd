package org.radloom.trainingdata.erase;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.radloom.files.OwnerOnlyFile;
import org.radloom.transforms.StoredFile;

/**
 * The mark {@code superseded.json} beside the manifest of a version that holds a patient who was
 * erased. It names the first such patient; the version itself never changes.
 */
public final class Superseded {
  /** Name of the file, in the version's folder. */
  public static final String FILE = "superseded.json";

  private static final String FORMAT = "radloom-superseded/1";
  private static final Pattern SEMANTIC =
      Pattern.compile("v?(\\d{1,9})\\.\\d{1,9}\\.\\d{1,9}(?:[-+].*)?");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Superseded() {}

  /** Marks a version on this disk, unless it is marked. */
  static void mark(Path version, String pseudonym) throws IOException {
    Path file = version.resolve(FILE);
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    String json =
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("format", FORMAT)
                .put("reason", "erasure")
                .put("patient", pseudonym));
    OwnerOnlyFile.replace(file, (json + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Returns whether a version, on any of Beam's file systems, is marked. */
  public static boolean isMarked(String versionFolder) throws IOException {
    try (var file = StoredFile.open(versionFolder + "/" + FILE)) {
      return file.isOpen();
    } catch (FileNotFoundException | NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Returns what is wrong with the name of the version after a superseded one: where both are
   * semantic versions, its major number must be higher.
   */
  public static Optional<String> problem(String superseded, String next) {
    Matcher from = SEMANTIC.matcher(superseded);
    Matcher to = SEMANTIC.matcher(next);
    if (!from.matches()
        || !to.matches()
        || Integer.parseInt(to.group(1)) > Integer.parseInt(from.group(1))) {
      return Optional.empty();
    }
    return Optional.of(
        "version %s is superseded by an erasure, so the next one needs a higher major number than %s"
            .formatted(superseded, from.group(1)));
  }
}
