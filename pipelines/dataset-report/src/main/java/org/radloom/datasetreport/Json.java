package org.radloom.datasetreport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small JSON files as trees, read within a limit, and written with the same bytes everywhere. */
final class Json {
  private static final long MOST_BYTES = 64L << 20;
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private Json() {}

  /** Returns the file's object. Messages name the file, and nothing of what it holds. */
  static JsonNode readObject(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("%s must have at most %d bytes".formatted(name, MOST_BYTES));
    }
    JsonNode root;
    try {
      root = MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      // The cause would quote the file.
      throw new IOException("%s is no JSON".formatted(name));
    }
    if (root == null || !root.isObject()) {
      throw new IOException("%s must hold an object".formatted(name));
    }
    return root;
  }

  static byte[] bytes(JsonNode tree) throws IOException {
    return (WRITER.writeValueAsString(tree) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
