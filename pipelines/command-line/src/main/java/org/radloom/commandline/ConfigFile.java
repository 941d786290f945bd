package org.radloom.commandline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Settings from a YAML file: option names as keys, lists as lists. A flag of the same name wins.
 */
public final class ConfigFile {
  private static final String FLAG = "--config=";
  private static final long MAX_BYTES = 1 << 20;

  /** Keeps 1.10 apart from 1.1. */
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ConfigFile() {}

  /** Returns the flags, with those of the file that {@code --config} names in front. */
  public static List<String> expand(List<String> flags) throws UsageException {
    List<String> expanded = new ArrayList<>();
    for (String flag : flags) {
      if (flag.startsWith(FLAG)) {
        addMissing(flag.substring(FLAG.length()), flags, expanded);
      }
    }
    flags.stream().filter(flag -> !flag.startsWith(FLAG)).forEach(expanded::add);
    return expanded;
  }

  private static void addMissing(String file, List<String> flags, List<String> target)
      throws UsageException {
    for (Map.Entry<String, JsonNode> setting : read(Path.of(file)).properties()) {
      String prefix = "--" + setting.getKey();
      boolean given =
          flags.stream().anyMatch(flag -> flag.equals(prefix) || flag.startsWith(prefix + "="));
      boolean empty = setting.getValue().isArray() && setting.getValue().isEmpty();
      if (!given && !empty) {
        target.add(prefix + "=" + text(file, setting.getKey(), setting.getValue()));
      }
    }
  }

  private static JsonNode read(Path file) throws UsageException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new UsageException("%s is too large to be a config file".formatted(file));
      }
      JsonNode root = YAML.readTree(Files.readAllBytes(file));
      if (!root.isObject()) {
        throw new UsageException("%s must hold lines such as 'dataset: chest'".formatted(file));
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "%s is not YAML (line %d)".formatted(file, e.getLocation().getLineNr()));
    } catch (IOException e) {
      throw new UsageException("cannot read the config file %s".formatted(file));
    }
  }

  private static String text(String file, String key, JsonNode value) throws UsageException {
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(item.asText()));
      return String.join(",", items);
    }
    if (!value.isValueNode() || value.isNull()) {
      throw new UsageException("%s: %s must have a value or a list".formatted(file, key));
    }
    return value.asText();
  }
}
