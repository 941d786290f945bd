package org.radloom.trainingdata.erase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.radloom.commandline.OutputFolder;
import org.radloom.commandline.UsageException;
import org.radloom.files.OwnerOnlyFile;
import org.radloom.privacy.Keys;
import org.radloom.privacy.Purpose;
import org.radloom.records.ErasedPatients;
import org.radloom.transforms.StoredFile;

/**
 * Who is to be in no dataset of an output any more: a file for each patient,
 *
 * <pre>{@code
 * OUTPUT/erasures/PSEUDONYM.json
 * {"format": "radloom-erasure/1", "patient": PSEUDONYM, "keyId": "1f0c77aa", "at": "2026-11-21T10:00:00Z"}
 * }</pre>
 *
 * that holds a pseudonym, the id of the key it was made with, and the time; never the patient's id.
 */
public final class Tombstones {
  /** Name of the folder in the output. */
  public static final String FOLDER = "erasures";

  private static final String FORMAT = "radloom-erasure/1";
  private static final int MAX_BYTES = 4096;
  private static final Pattern FILE = Pattern.compile("([0-9a-f]{32})\\.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Tombstones() {}

  /**
   * What an output holds.
   *
   * @param patients those erased under the keys that were asked for
   * @param underOtherKeys how many there are that these keys know nothing of
   */
  public record Found(ErasedPatients patients, int underOtherKeys) {}

  /**
   * Reads the tombstones of an output, which may be on any of Beam's file systems.
   *
   * @throws UsageException if one is damaged: whom it meant must not come back
   */
  public static Found read(String output, Keys keys) throws UsageException, IOException {
    List<String> patients = new ArrayList<>();
    int others = 0;
    for (String file : files(output + "/" + FOLDER)) {
      JsonNode tombstone = tombstone(file);
      if (tombstone.path("keyId").asText().equals(keys.id(Purpose.PATIENT))) {
        patients.add(tombstone.path("patient").asText());
      } else {
        others++;
      }
    }
    return new Found(new ErasedPatients(patients), others);
  }

  private static List<String> files(String folder) throws IOException {
    List<String> files = new ArrayList<>();
    if (!OutputFolder.isLocal(folder)) {
      for (MatchResult.Metadata file :
          FileSystems.match(folder + "/*.json", EmptyMatchTreatment.ALLOW).metadata()) {
        files.add(file.resourceId().toString());
      }
    } else if (Files.isDirectory(Path.of(folder))) {
      // Not matched: the folder may be named like a glob.
      try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(folder), "*.json")) {
        found.forEach(file -> files.add(file.toString()));
      }
    }
    files.removeIf(file -> !FILE.matcher(name(file)).matches());
    return files;
  }

  private static String name(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  private static JsonNode tombstone(String file) throws UsageException, IOException {
    byte[] bytes;
    try (InputStream in = Channels.newInputStream(StoredFile.open(file))) {
      bytes = in.readNBytes(MAX_BYTES);
    }
    JsonNode tombstone;
    try {
      tombstone = JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      tombstone = JSON.missingNode();
    }
    if (!tombstone.path("format").asText().equals(FORMAT)
        || !name(file).equals(tombstone.path("patient").asText() + ".json")
        || tombstone.path("keyId").asText().isEmpty()) {
      throw new UsageException(
          "a tombstone in %s is damaged; make it again with: radloom erase"
              .formatted(file.substring(0, file.length() - name(file).length())));
    }
    return tombstone;
  }

  /**
   * Writes a patient's tombstone to an output on this disk; one that is there stays as it is.
   *
   * @param pseudonym 32 hex digits
   * @return whether it is new
   */
  static boolean write(Path output, String pseudonym, Keys keys, Instant at) throws IOException {
    Path folder = output.resolve(FOLDER);
    makePrivate(folder);
    Path file = folder.resolve(pseudonym + ".json");
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isWhole(file)) {
      return false;
    }
    String json =
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("format", FORMAT)
                .put("patient", pseudonym)
                .put("keyId", keys.id(Purpose.PATIENT))
                .put("at", at.truncatedTo(ChronoUnit.SECONDS).toString()));
    OwnerOnlyFile.replace(file, (json + "\n").getBytes(StandardCharsets.UTF_8));
    return true;
  }

  /** Makes the folder unless it is there, and closes it to others either way. */
  private static void makePrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static boolean isWhole(Path file) throws IOException {
    try {
      tombstone(file.toString());
      return true;
    } catch (UsageException e) {
      return false;
    }
  }
}
