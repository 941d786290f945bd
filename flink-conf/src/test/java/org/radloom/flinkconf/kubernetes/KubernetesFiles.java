package org.radloom.flinkconf.kubernetes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.radloom.flinkconf.FlinkConfFolder;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The objects under {@code kubernetes/}, and the schemas they follow. */
final class KubernetesFiles {
  static final Path FOLDER = FlinkConfFolder.ROOT.resolve("kubernetes");

  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  /** In the jar of the operator's API. */
  private static final String FLINK_DEPLOYMENT =
      "META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

  /** Read once: it is half a megabyte. */
  private static @Nullable JsonNode flinkDeployment;

  private KubernetesFiles() {}

  /** One object, and the file it is in. */
  record KubernetesObject(String file, JsonNode value) {
    String kind() {
      return value.path("apiVersion").asText() + "/" + value.path("kind").asText();
    }

    @Override
    public String toString() {
      return "%s %s %s".formatted(file, kind(), value.path("metadata").path("name").asText());
    }
  }

  static List<KubernetesObject> objects() {
    List<KubernetesObject> objects = new ArrayList<>();
    for (Path file : FlinkConfFolder.files(".yaml")) {
      if (file.startsWith(FOLDER)) {
        for (Object document : load(file)) {
          JsonNode value = YAML.valueToTree(document);
          objects.add(new KubernetesObject(String.valueOf(file.getFileName()), value));
        }
      }
    }
    return objects;
  }

  /** Follows anchors, as Kubernetes' own reader does. */
  private static Iterable<Object> load(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (InputStream in = Files.newInputStream(file)) {
      List<Object> documents = new ArrayList<>();
      new Yaml(new SafeConstructor(options)).loadAll(in).forEach(documents::add);
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the schema of each kind, by API version and kind. */
  static Map<String, JsonNode> kinds() throws IOException {
    Map<String, JsonNode> kinds = new HashMap<>();
    ownList().path("kinds").properties().forEach(e -> kinds.put(e.getKey(), e.getValue()));
    kinds.put("flink.apache.org/v1beta1/FlinkDeployment", flinkDeployment());
    return kinds;
  }

  static ObjectSchema schema() throws IOException {
    Map<String, JsonNode> named = new HashMap<>();
    ownList().path("definitions").properties().forEach(e -> named.put(e.getKey(), e.getValue()));
    JsonNode pod = flinkDeployment().at("/properties/spec/properties/podTemplate");
    named.put("podSpec", pod.at("/properties/spec"));
    return new ObjectSchema(named);
  }

  private static JsonNode ownList() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(KubernetesFiles.class.getResourceAsStream("kinds.yaml"))) {
      return YAML.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
    }
  }

  private static synchronized JsonNode flinkDeployment() throws IOException {
    JsonNode read = flinkDeployment;
    if (read == null) {
      read = readFlinkDeployment();
      flinkDeployment = read;
    }
    return read;
  }

  private static JsonNode readFlinkDeployment() throws IOException {
    LoaderOptions large = new LoaderOptions();
    large.setCodePointLimit(16 << 20);
    try (InputStream in =
        Objects.requireNonNull(
            Thread.currentThread().getContextClassLoader().getResourceAsStream(FLINK_DEPLOYMENT))) {
      JsonNode crd = YAML.valueToTree(new Yaml(new SafeConstructor(large)).load(in));
      JsonNode schema = crd.at("/spec/versions/0/schema/openAPIV3Schema");
      // What Kubernetes itself adds to every custom resource.
      ObjectNode properties = (ObjectNode) schema.path("properties");
      properties.putObject("apiVersion").put("type", "string");
      properties.putObject("kind").put("type", "string");
      properties.putObject("metadata").put("$ref", "metadata");
      return schema;
    }
  }
}
