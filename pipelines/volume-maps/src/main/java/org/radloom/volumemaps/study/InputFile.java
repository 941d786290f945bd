package org.radloom.volumemaps.study;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.radloom.files.Digests;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.RejectReason;
import org.radloom.volumemaps.input.RejectedStudyException;
import org.radloom.volumemaps.output.ResultJson;

/**
 * A file that a study is made of, or a folder of a DICOM series, with its checksum.
 *
 * @param role what it is to the study: {@code volume}, or the field of the sidecar that names it
 * @param name relative to the input folder; a folder ends with a slash
 * @param path where it is
 * @param bytes its size; of a folder, all sizes together
 * @param sha256 of its bytes; of a folder, of a line {@code sha256 name} for each file, by name
 * @param stamp sizes and times of change when the checksum was taken
 */
public record InputFile(
    String role, String name, Path path, long bytes, String sha256, String stamp) {

  /** Reads it once, to its end. */
  public static InputFile of(InputFolder input, String role, String name)
      throws RejectedStudyException {
    Path path = path(input, name);
    String shown = InputFolder.shown(name);
    try {
      SortedMap<String, Path> files = files(path);
      String stamp = stamp(files);
      long bytes = 0;
      StringBuilder lines = new StringBuilder();
      for (var file : files.entrySet()) {
        bytes += Files.size(file.getValue());
        lines
            .append(Digests.sha256Hex(file.getValue()))
            .append("  ")
            .append(file.getKey())
            .append('\n');
      }
      String sha256 =
          Files.isDirectory(path)
              ? Digests.sha256Hex(lines.toString().getBytes(StandardCharsets.UTF_8))
              : lines.substring(0, lines.indexOf(" "));
      return new InputFile(role, name, path, bytes, sha256, stamp);
    } catch (IOException e) {
      throw new RejectedStudyException(
          RejectReason.UNREADABLE_FILE,
          "cannot be read to its end (file %s, %s)".formatted(shown, e.getClass().getSimpleName()));
    }
  }

  /** Returns where a file, or a folder whose name ends with a slash, is. */
  public static Path path(InputFolder input, String name) throws RejectedStudyException {
    return name.endsWith("/") ? input.inside(name) : input.file(name);
  }

  /** Returns the files as a result names them. */
  public static ArrayNode listed(List<InputFile> files) {
    ArrayNode list = ResultJson.array();
    for (InputFile file : files) {
      list.addObject()
          .put("role", file.role())
          .put("name", file.name())
          .put("sha256", file.sha256())
          .put("bytes", file.bytes());
    }
    return list;
  }

  /** Checks that what was read after the checksum is what the checksum is of. */
  public void requireUnchanged() throws RejectedStudyException {
    String now;
    try {
      now = stamp(files(path));
    } catch (IOException e) {
      now = "gone";
    }
    if (!now.equals(stamp)) {
      throw new RejectedStudyException(
          RejectReason.CHANGED_FILE,
          "changed while it was read (file %s)".formatted(InputFolder.shown(name)));
    }
  }

  private static SortedMap<String, Path> files(Path path) throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    if (!Files.isDirectory(path)) {
      files.put(path.getFileName().toString(), path);
      return files;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        if (Files.isSymbolicLink(entry) && !entry.toRealPath().startsWith(path)) {
          throw new IOException("a link leads out of the folder");
        }
        if (Files.isRegularFile(entry)) {
          files.put(entry.getFileName().toString(), entry);
        }
      }
    }
    return files;
  }

  private static String stamp(SortedMap<String, Path> files) throws IOException {
    StringBuilder stamp = new StringBuilder();
    for (Path file : files.values()) {
      stamp.append(file).append(' ').append(Files.size(file)).append(' ');
      stamp.append(Files.getLastModifiedTime(file)).append('\n');
    }
    return stamp.toString();
  }
}
