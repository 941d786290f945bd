package org.radloom.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Adds versions to a folder of models. A version appears whole, and is never changed. */
public final class ModelWriter {
  private ModelWriter() {}

  /** Puts a model's files into a folder. */
  public interface Content {
    /** Writes them below the folder, which is there and empty. */
    void write(Path folder) throws IOException, ModelRefusedException;
  }

  /**
   * Adds a version and returns its folder.
   *
   * @param root the folder of models, made if need be
   * @param description {@code model.json} without {@code format} and {@code sha256}
   * @param files writes the model
   * @throws FileAlreadyExistsException if the version is there
   */
  public static Path write(Path root, ObjectNode description, Content files)
      throws IOException, ModelRefusedException {
    Path target =
        root.resolve(description.path("name").asText())
            .resolve(description.path("version").asText());
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString(), null, "a version is never replaced");
    }
    Files.createDirectories(target.getParent());
    Path staged =
        target.resolveSibling(".%s.%s".formatted(target.getFileName(), UUID.randomUUID()));
    try {
      Files.createDirectory(staged);
      files.write(staged);
      ObjectNode complete = ModelJson.object().put("format", ModelJson.FORMAT);
      complete.setAll(description.deepCopy());
      ObjectNode digests = ModelJson.object();
      for (Path file : files(staged)) {
        String path = staged.relativize(file).toString().replace('\\', '/');
        digests.put(path, FileDigest.of(file));
      }
      complete.remove("sha256");
      if (!digests.isEmpty()) {
        complete.set("sha256", digests);
      }
      Files.write(staged.resolve(ModelJson.FILE), ModelJson.bytes(complete));
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(staged);
    }
    return target;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Takes back a version that was just added. */
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
