package org.radloom.flinkconf.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import org.radloom.flinkconf.FlinkConfFolder;
import org.radloom.flinkconf.kubernetes.KubernetesFiles.KubernetesObject;

/** Holds the versions in the files against those of the build. */
class VersionsTest {
  private static final Pattern BASE =
      Pattern.compile("(?m)^FROM flink:(\\d+\\.\\d+)\\.\\d+-scala_2\\.12-java(\\d+)$");

  /** The minor version that Beam's runner runs on, for example 1.19. */
  private static String flinkMinor() {
    return EnvironmentInformation.getVersion().replaceFirst("\\.\\d+$", "");
  }

  @Test
  void imageIsBasedOnTheFlinkAndJavaOfTheBuild() throws Exception {
    Matcher base = BASE.matcher(Files.readString(KubernetesFiles.FOLDER.resolve("Dockerfile")));
    assertThat(base.find()).isTrue();
    assertThat(base.group(1)).isEqualTo(flinkMinor());
    assertThat(base.group(2)).isEqualTo(Integer.toString(Runtime.version().feature()));
  }

  @Test
  void deploymentsAskForTheFlinkOfTheImage() {
    List<String> versions = new ArrayList<>();
    for (KubernetesObject object : KubernetesFiles.objects()) {
      object.value().findValues("flinkVersion").forEach(v -> versions.add(v.asText()));
    }
    assertThat(versions).isNotEmpty().containsOnly("v" + flinkMinor().replace('.', '_'));
  }

  @Test
  void everyPodRunsTheImageOfThisVersion() throws Exception {
    String image = "radloom:" + System.getProperty("radloom.version");
    List<String> images = new ArrayList<>();
    for (KubernetesObject object : KubernetesFiles.objects()) {
      object.value().findValues("image").stream().map(JsonNode::asText).forEach(images::add);
    }
    assertThat(images).isNotEmpty().containsOnly(image);
    assertThat(Files.readString(KubernetesFiles.FOLDER.resolve("Dockerfile")))
        .contains("-t " + image + " ");
  }

  @Test
  void imageHoldsTheJarsWhereTheFilesLookForThem() throws Exception {
    String dockerfile = Files.readString(KubernetesFiles.FOLDER.resolve("Dockerfile"));
    String arguments = Files.readString(KubernetesFiles.FOLDER.resolve("java.args"));
    for (String target :
        List.of("/opt/flink/usrlib/radloom.jar", "/opt/radloom/slf4j-simple.jar")) {
      assertThat(dockerfile).contains(" " + target + "\n");
      assertThat(arguments).contains(target);
    }
    for (KubernetesObject object : KubernetesFiles.objects()) {
      object
          .value()
          .findValues("jarURI")
          .forEach(
              jar -> assertThat(jar.asText()).isEqualTo("local:///opt/flink/usrlib/radloom.jar"));
    }
  }

  @Test
  void whatTheImageCopiesIsWhereTheBuildPutsIt() throws Exception {
    Matcher copy =
        Pattern.compile("(?m)^COPY (\\S+) ")
            .matcher(Files.readString(KubernetesFiles.FOLDER.resolve("Dockerfile")));
    List<String> sources = new ArrayList<>();
    while (copy.find()) {
      sources.add(copy.group(1));
    }
    String pom =
        Files.readString(
            FlinkConfFolder.ROOT.resolveSibling("pipelines").resolve("radloom/pom.xml"));
    for (String source : sources) {
      if (source.startsWith("pipelines/radloom/target/")) {
        assertThat(pom).contains(source.substring(source.lastIndexOf('/') + 1));
      } else {
        assertThat(FlinkConfFolder.ROOT.resolveSibling(source)).exists();
      }
    }
    assertThat(sources).hasSize(4);
  }

  @Test
  void javaGetsTheFlagsOfTheLauncher() throws Exception {
    String launcher = Files.readString(FlinkConfFolder.ROOT.resolveSibling("radloom"));
    Matcher list =
        Pattern.compile("for opens in ([^;]*);").matcher(launcher.replaceAll("\\\\\\s*", " "));
    assertThat(list.find()).isTrue();
    List<String> opens = List.of(list.group(1).strip().split("\\s+"));
    String arguments = Files.readString(KubernetesFiles.FOLDER.resolve("java.args"));
    for (String name : opens) {
      String flag = "--add-opens=java.base/%s=ALL-UNNAMED".formatted(name);
      assertThat(arguments).contains(flag);
      for (KubernetesObject object : KubernetesFiles.objects()) {
        object
            .value()
            .findValues("env.java.opts.all")
            .forEach(all -> assertThat(all.asText()).contains(flag));
      }
    }
  }
}
