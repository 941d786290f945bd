package org.radloom.encryption;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.radloom.files.Digests;

/** A small version of dataset chest, plain and encrypted. */
final class EncryptedSample {
  static final String SECRET_TEXT = "Findings: unremarkable.";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;

  EncryptedSample(Path folder) {
    this.folder = folder;
  }

  /** Writes the plain version, with a file above two segments and an empty one. */
  static EncryptedSample plain(Path folder) throws IOException {
    byte[] large = new byte[(2 << 20) + 12_345];
    new Random(1).nextBytes(large);
    Map<String, byte[]> files = new TreeMap<>();
    files.put("csv/a.csv", SECRET_TEXT.getBytes(StandardCharsets.UTF_8));
    files.put("csv/b.csv", (SECRET_TEXT + " No.").getBytes(StandardCharsets.UTF_8));
    files.put("tfrecord/chest-train.tfrecord-00000-of-00001", large);
    files.put("whisper/val/metadata.jsonl", new byte[0]);
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("format", "radloom-manifest/1").put("dataset", "chest").put("version", "v1");
    ArrayNode entries = manifest.putArray("files");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling(""));
      Files.write(path, file.getValue());
      entries
          .addObject()
          .put("path", file.getKey())
          .put("sha256", Digests.sha256Hex(file.getValue()))
          .put("bytes", file.getValue().length)
          .put("records", 1);
    }
    EncryptedSample sample = new EncryptedSample(folder);
    sample.write(manifest);
    return sample;
  }

  /** Encrypts it, as an export does. */
  EncryptedVersion encrypt(Path keyset) throws IOException {
    EncryptedVersion encrypted = VersionEncryption.encrypt(folder, "chest", "v1", keyset);
    ObjectNode manifest = manifest();
    encrypted.describeIn(manifest);
    write(manifest);
    VersionEncryption.seal(folder, "chest", "v1", keyset);
    return encrypted;
  }

  ObjectNode manifest() throws IOException {
    return (ObjectNode) JSON.readTree(folder.resolve("manifest.json").toFile());
  }

  /** Changes the manifest and leaves the seal as it is. */
  void change(Consumer<ObjectNode> change) throws IOException {
    ObjectNode manifest = manifest();
    change.accept(manifest);
    write(manifest);
  }

  private void write(ObjectNode manifest) throws IOException {
    Files.writeString(folder.resolve("manifest.json"), JSON.writeValueAsString(manifest) + "\n");
  }

  Path file(String path) {
    return folder.resolve(path);
  }

  /** Returns what every file holds, by path. */
  Map<String, String> contents() throws IOException {
    Map<String, String> contents = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
