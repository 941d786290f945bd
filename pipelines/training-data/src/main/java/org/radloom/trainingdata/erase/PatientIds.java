package org.radloom.trainingdata.erase;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.radloom.commandline.UsageException;

/** Ids of patients, as a file or standard input lists them. No message shows one. */
final class PatientIds {
  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_ID_CHARS = 1024;

  private PatientIds() {}

  /**
   * Returns the ids that the flags name, each once.
   *
   * @param in standard input
   */
  static List<String> of(String patient, String file, InputStream in)
      throws UsageException, IOException {
    if (patient.isEmpty() == file.isEmpty()) {
      throw new UsageException("give either --patientFile or --patient");
    }
    if (patient.equals("-")) {
      return parse(in.readNBytes(MAX_BYTES + 1), "standard input");
    } else if (!patient.isEmpty()) {
      return parse(patient.getBytes(StandardCharsets.UTF_8), "--patient");
    }
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path)) {
        throw new UsageException("--patientFile is not there, or is not a regular file");
      }
      try (InputStream ids = Files.newInputStream(path)) {
        return parse(ids.readNBytes(MAX_BYTES + 1), "--patientFile");
      }
    } catch (InvalidPathException e) {
      throw new UsageException("--patientFile is not a path");
    }
  }

  private static List<String> parse(byte[] bytes, String where) throws UsageException {
    if (bytes.length > MAX_BYTES) {
      throw new UsageException("%s holds more than %d bytes".formatted(where, MAX_BYTES));
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UsageException("%s is not UTF-8".formatted(where));
    }
    Set<String> ids = new LinkedHashSet<>();
    int number = 0;
    for (String line : text.replaceFirst("^\ufeff", "").split("\r?\n", -1)) {
      number++;
      if (line.length() > MAX_ID_CHARS) {
        throw new UsageException("%s, line %d: too long for an id".formatted(where, number));
      } else if (!line.isBlank()) {
        ids.add(line);
      }
    }
    if (ids.isEmpty()) {
      throw new UsageException("%s names no patient".formatted(where));
    }
    return new ArrayList<>(ids);
  }
}
