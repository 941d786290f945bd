package org.radloom.trainingdata.erase;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.radloom.encryption.EncryptionKeys;
import org.radloom.encryption.VersionDecryption;
import org.radloom.encryption.VersionEncryption;
import org.radloom.events.EventFileReader;
import org.radloom.privacy.Keys;
import org.radloom.privacy.Pseudonym;
import org.radloom.privacy.Purpose;

/**
 * Searches the versions of an output for patients: every file for their pseudonyms, then for those
 * of their records, which stand alone in rejects and as names of clusters. Which records are theirs
 * is read from the files that name the patient, and from raw events.
 */
final class ImpactSearch {
  /** What a gzipped file may hold; a bomb must not keep the search for days. */
  private static final long MAX_UNZIPPED_BYTES = 64L << 30;

  private static final int BUFFER_BYTES = 256 << 10;

  private final Path output;
  private final Keys keys;
  private final @Nullable EncryptionKeys encryption;
  private final Set<Pseudonym> patients;
  private final Map<Pseudonym, Pseudonym> patientOfRecord = new HashMap<>();
  private final Set<OutputVersion> encryptedVersions = new HashSet<>();
  private final Impact impact;

  /**
   * Prepares a search.
   *
   * @param output folder of all datasets
   * @param keys the keys that the patients' pseudonyms were made with
   * @param encryption what opens encrypted versions, if there is something
   */
  ImpactSearch(
      Path output,
      Keys keys,
      @Nullable EncryptionKeys encryption,
      List<Pseudonym> patients,
      Impact impact) {
    this.output = output;
    this.keys = keys;
    this.encryption = encryption;
    this.patients = Set.copyOf(patients);
    this.impact = impact;
  }

  /** Notes whose a record is. */
  void addRecord(Pseudonym record, Pseudonym patient) {
    patientOfRecord.put(record, patient);
  }

  /** Searches every version. */
  void run() {
    List<OutputVersion> versions =
        OutputVersion.in(output, this::skip).stream().filter(this::canBeSearched).toList();
    for (OutputVersion version : versions) {
      searchForPatients(version);
    }
    if (patientOfRecord.isEmpty()) {
      return;
    }
    PseudonymScanner records = new PseudonymScanner(patientOfRecord.keySet());
    for (OutputVersion version : versions) {
      for (Path file : version.files((path, reason) -> {})) {
        for (Pseudonym record : find(records, version, file)) {
          Pseudonym patient = patientOfRecord.get(record);
          if (patient != null) {
            impact.add(patient, version, version.path(file));
          }
        }
      }
    }
  }

  private boolean canBeSearched(OutputVersion version) {
    if (version.name().startsWith(".staging-")) {
      // Its files hold pseudonyms in binary, and may be gone in a moment.
      skip(version.folder(), "a run works in it, or was killed: wait for its end, or delete it");
      return false;
    }
    JsonNode manifest = version.manifest();
    String keyId = manifest.path("keyIds").path(Purpose.PATIENT.fileName()).asText();
    if (!keyId.isEmpty() && !keyId.equals(keys.id(Purpose.PATIENT))) {
      skip(version.folder(), "made with another key file");
      return false;
    }
    JsonNode encrypted = manifest.path("encryption");
    if (encrypted.isMissingNode()) {
      return true;
    }
    encryptedVersions.add(version);
    if (encryption == null || !encryption.ids().contains(encrypted.path("keyId").asText())) {
      skip(version.folder(), "encrypted: give its --keyset");
      return false;
    }
    return true;
  }

  private void searchForPatients(OutputVersion version) {
    PseudonymScanner scanner = new PseudonymScanner(patients);
    for (Path file : version.files(this::skip)) {
      String path = version.path(file);
      // The mark itself names a patient, and so it should.
      if (path.equals(Superseded.FILE)) {
        continue;
      }
      Set<Pseudonym> found = find(scanner, version, file);
      found.forEach(patient -> impact.add(patient, version, path));
      if (!found.isEmpty()) {
        readRecords(version, file);
      }
    }
  }

  private Set<Pseudonym> find(PseudonymScanner scanner, OutputVersion version, Path file) {
    try (InputStream in = open(version, file)) {
      return scanner.find(in);
    } catch (IOException e) {
      skip(file, "unreadable");
      return Set.of();
    }
  }

  private void readRecords(OutputVersion version, Path file) {
    try (InputStream in = open(version, file)) {
      RecordOwners.read(
          withoutGzip(version.path(file)),
          in,
          (record, owner) -> {
            for (Pseudonym patient : patients) {
              if (owner.equals(patient.hex()) && record.matches("[0-9a-f]{32}")) {
                addRecord(Pseudonym.ofHex(record), patient);
              }
            }
          });
    } catch (IOException e) {
      skip(file, "damaged: it names the patient, but not every record of theirs could be read");
    }
  }

  private static String withoutGzip(String path) {
    return path.endsWith(".gz") ? path.substring(0, path.length() - 3) : path;
  }

  /** Opens what a file says: decrypted and unzipped. */
  private InputStream open(OutputVersion version, Path file) throws IOException {
    String path = version.path(file);
    EncryptionKeys opener = encryption;
    boolean plain =
        !encryptedVersions.contains(version)
            || Set.of("manifest.json", VersionEncryption.SEAL, Superseded.FILE).contains(path);
    InputStream in =
        plain || opener == null
            ? Files.newInputStream(file)
            : VersionDecryption.open(file, version.dataset(), version.name(), path, opener);
    return unzipped(in);
  }

  private static InputStream unzipped(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
    boolean opened = false;
    try {
      buffered.mark(2);
      byte[] head = buffered.readNBytes(2);
      buffered.reset();
      InputStream out =
          EventFileReader.isGzip(head)
              ? new Bounded(new GZIPInputStream(buffered, BUFFER_BYTES))
              : buffered;
      opened = true;
      return out;
    } finally {
      if (!opened) {
        buffered.close();
      }
    }
  }

  private void skip(Path file, String reason) {
    impact.notSearched(output.relativize(file).toString(), reason);
  }

  /** Fails where a stream goes on for too long. */
  private static final class Bounded extends FilterInputStream {
    private long left = MAX_UNZIPPED_BYTES;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      count(1);
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int bytes) throws IOException {
      left -= bytes;
      if (left < 0) {
        throw new IOException("unpacks to too much");
      }
    }
  }
}
