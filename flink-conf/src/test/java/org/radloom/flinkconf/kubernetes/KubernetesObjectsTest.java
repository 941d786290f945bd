package org.radloom.flinkconf.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.radloom.flinkconf.FlinkConfFolder;
import org.radloom.flinkconf.kubernetes.KubernetesFiles.KubernetesObject;
import org.radloom.trainingdata.nightly.NightlyCommand;
import org.radloom.volumemaps.MapsCommand;

class KubernetesObjectsTest {

  static List<KubernetesObject> objects() {
    return KubernetesFiles.objects();
  }

  static Stream<KubernetesObject> flinkDeployments() {
    return objects().stream().filter(object -> object.kind().endsWith("/FlinkDeployment"));
  }

  static Stream<JsonNode> containers() {
    return objects().stream()
        .flatMap(object -> find(object.value(), "containers", "initContainers").stream());
  }

  @ParameterizedTest
  @MethodSource("objects")
  void kubernetesKnowsEveryField(KubernetesObject object) throws Exception {
    JsonNode schema = schemaOf(object.kind());
    assertThat(KubernetesFiles.schema().problems(object.value(), schema)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/spec, flinkVersoin, .spec.flinkVersoin must be a field that Kubernetes knows",
    "/spec/job, upgradeMode, .spec.job.upgradeMode must be one of",
    "/spec/job, parallelism, .spec.job.parallelism must be a whole number",
    "/spec/podTemplate/spec, volumens, .spec.podTemplate.spec.volumens must be a field that",
    "/spec/podTemplate/spec, volumes, .spec.podTemplate.spec.volumes must be a list"
  })
  void misspeltFieldIsAProblem(String parent, String field, String problem) throws Exception {
    KubernetesObject stream =
        flinkDeployments()
            .filter(flink -> flink.toString().endsWith("radloom-ingest"))
            .findFirst()
            .orElseThrow();
    JsonNode broken = stream.value().deepCopy();
    ((ObjectNode) broken.at(parent)).put(field, "nonsense");

    JsonNode schema = schemaOf(stream.kind());
    assertThat(KubernetesFiles.schema().problems(broken, schema))
        .singleElement()
        .asString()
        .startsWith(problem);
  }

  @Test
  void missingFieldIsAProblem() throws Exception {
    JsonNode claim = new ObjectMapper().readTree("{\"metadata\":{\"name\":\"x\"}}");
    assertThat(KubernetesFiles.schema().problems(claim, schemaOf("v1/PersistentVolumeClaim")))
        .contains(".spec must be there");
  }

  @ParameterizedTest
  @MethodSource("objects")
  void everythingIsInOneNamespace(KubernetesObject object) {
    JsonNode metadata = object.value().path("metadata");
    String namespace =
        object.kind().equals("v1/Namespace")
            ? metadata.path("name").asText()
            : metadata.path("namespace").asText();
    assertThat(namespace).isEqualTo("radloom");
  }

  @Test
  void whatIsNamedIsThereOrMadeByHand() {
    Set<String> claims = named("PersistentVolumeClaim");
    Set<String> maps = named("ConfigMap");
    for (KubernetesObject object : objects()) {
      for (JsonNode volume : find(object.value(), "volumes")) {
        if (volume.has("persistentVolumeClaim")) {
          assertThat(claims).contains(volume.at("/persistentVolumeClaim/claimName").asText());
        } else if (volume.has("configMap")) {
          assertThat(maps).contains(volume.at("/configMap/name").asText());
        } else if (volume.has("secret")) {
          assertThat(volume.at("/secret/secretName").asText()).isEqualTo("radloom-keys");
        }
      }
    }
    flinkDeployments()
        .forEach(
            flink ->
                assertThat(named("ServiceAccount"))
                    .contains(flink.value().at("/spec/serviceAccount").asText()));
  }

  @ParameterizedTest
  @MethodSource("containers")
  void mountsOnlyVolumesOfItsPod(JsonNode container) {
    Set<String> volumes = new TreeSet<>();
    for (KubernetesObject object : objects()) {
      find(object.value(), "volumes").forEach(v -> volumes.add(v.path("name").asText()));
    }
    container
        .path("volumeMounts")
        .forEach(mount -> assertThat(volumes).contains(mount.path("name").asText()));
  }

  @Test
  void noSecretIsWrittenDown() throws Exception {
    assertThat(objects()).noneMatch(object -> object.kind().equals("v1/Secret"));
    for (Path file : FlinkConfFolder.files()) {
      assertThat(Files.readString(file).toLowerCase(Locale.ROOT))
          .as(file.toString())
          .doesNotContain(
              "akia",
              "-----begin",
              "stringdata:",
              "fs.s3a.secret",
              "s3.secret",
              "s3.access-key",
              "password:");
    }
  }

  @ParameterizedTest
  @MethodSource("containers")
  void containersRunWithoutPrivileges(JsonNode container) {
    // A TaskManager's own template only adds to the common one.
    if (container.size() > 2) {
      assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
          .isFalse();
      assertThat(container.at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
    }
  }

  @ParameterizedTest
  @MethodSource("containers")
  void containersOfOurOwnSayWhatTheyNeedAtMost(JsonNode container) {
    // Flink writes those of its own from spec.jobManager.resource and spec.taskManager.resource.
    if (!container.path("name").asText().equals("flink-main-container")) {
      for (String resource : List.of("cpu", "memory")) {
        assertThat(container.at("/resources/requests").has(resource)).isTrue();
        assertThat(container.at("/resources/limits").has(resource)).isTrue();
      }
    }
  }

  @Test
  void keyFileIsOpenToItsReaderAlone() {
    List<JsonNode> copies =
        containers().filter(c -> c.path("name").asText().equals("key-file")).toList();
    assertThat(copies).hasSize(2);
    for (JsonNode copy : copies) {
      assertThat(copy.at("/command").toString())
          .isEqualTo(
              "[\"install\",\"-m\",\"0400\",\"/secret/hospital.keys\",\"/keys/hospital.keys\"]");
    }
    assertThat(containers().filter(c -> !c.path("name").asText().equals("key-file")))
        .allSatisfy(
            container ->
                assertThat(container.path("volumeMounts").toString()).doesNotContain("\"secret\""));
  }

  @Test
  void taskManagerForMapsHasOneSlotAndOneGpu() {
    JsonNode options =
        flinkDeployments()
            .filter(flink -> flink.toString().endsWith("radloom-maps"))
            .findFirst()
            .orElseThrow()
            .value()
            .at("/spec/flinkConfiguration");
    assertThat(options.path("taskmanager.numberOfTaskSlots").asText()).isEqualTo("1");
    assertThat(options.path("external-resource.gpu.amount").asText()).isEqualTo("1");
    assertThat(options.path("external-resource.gpu.kubernetes.config-key").asText())
        .isEqualTo("nvidia.com/gpu");
  }

  @Test
  void settingsOfTheNightlyExportAreThoseOfTheCommand(@TempDir Path folder) throws Exception {
    JsonNode job = object("CronJob", "radloom-export");
    Path config = folder.resolve("nightly.yaml");
    Files.writeString(
        config, object("ConfigMap", "radloom-export").at("/data/nightly.yaml").asText());
    List<String> words = new ArrayList<>();
    find(job, "containers").get(0).path("command").forEach(word -> words.add(word.asText()));
    assertThat(words).startsWith("java", "@/opt/radloom/java.args", "nightly");
    List<String> flags =
        words.subList(3, words.size()).stream()
            .map(flag -> flag.replace("/etc/radloom/nightly.yaml", config.toString()))
            .toList();

    assertThat(NightlyCommand.options(flags).getDataset()).isEqualTo("chest");
    assertThat(NightlyCommand.options(flags).getInput()).containsExactly("/data/stream/curated/**");
  }

  @Test
  void argumentsOfTheMapsJobAreThoseOfTheCommand() throws Exception {
    JsonNode container = find(object("CronJob", "radloom-maps"), "containers").get(0);
    List<String> flags = new ArrayList<>();
    container.path("args").forEach(flag -> flags.add(flag.asText()));

    assertThat(container.at("/command").toString())
        .isEqualTo("[\"java\",\"@/opt/radloom/java.args\",\"maps\"]");
    assertThat(MapsCommand.options(flags).getBackend()).isEqualTo("cuda");
    assertThat(flags).contains("--flinkMaster=radloom-maps-rest:8081");
  }

  @Test
  void streamTakesAsManyTasksAsItsJobSays() {
    JsonNode job = object("FlinkDeployment", "radloom-ingest").at("/spec/job");
    List<String> flags = new ArrayList<>();
    job.path("args").forEach(flag -> flags.add(flag.asText()));

    assertThat(flags).contains("--parallelism=" + job.path("parallelism").asInt());
    // The rules of Prometheus know the stream by it.
    assertThat(flags).contains("--jobName=radloom-ingest");
    assertThat(job.path("upgradeMode").asText()).isEqualTo("savepoint");
  }

  private static JsonNode schemaOf(String kind) throws IOException {
    return Objects.requireNonNull(KubernetesFiles.kinds().get(kind), kind);
  }

  private static JsonNode object(String kind, String name) {
    return objects().stream()
        .filter(o -> o.kind().endsWith("/" + kind))
        .map(KubernetesObject::value)
        .filter(o -> o.path("metadata").path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> named(String kind) {
    Set<String> names = new TreeSet<>();
    objects().stream()
        .filter(object -> object.kind().endsWith("/" + kind))
        .forEach(object -> names.add(object.value().at("/metadata/name").asText()));
    return names;
  }

  /** Returns the items of every list of these names, at any depth. */
  private static List<JsonNode> find(JsonNode value, String... names) {
    List<JsonNode> found = new ArrayList<>();
    for (String name : names) {
      value.findValues(name).stream()
          .filter(JsonNode::isArray)
          .forEach(list -> list.forEach(found::add));
    }
    return found;
  }

  @Test
  void dashboardAndRulesAreYamlAndJson() throws Exception {
    for (Path file : FlinkConfFolder.files(".yaml", ".yml")) {
      try (var documents = new YAMLMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
        assertThat(documents.readAll()).as(file.toString()).isNotEmpty();
      }
    }
    for (Path file : FlinkConfFolder.files(".json")) {
      assertThat(new ObjectMapper().readTree(file.toFile()).isObject())
          .as(file.toString())
          .isTrue();
    }
  }
}
