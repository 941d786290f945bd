package org.radloom.localcluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/** How the broker is started: one node that is its own controller (KRaft). */
final class KafkaLaunch {
  private static final String BROKER = "kafka.Kafka";
  private static final String STORAGE_TOOL = "kafka.tools.StorageTool";

  private final Installation installation;
  private final ClusterFolder folder;
  private final ClusterPorts ports;

  KafkaLaunch(Installation installation, ClusterFolder folder, ClusterPorts ports) {
    this.installation = installation;
    this.folder = folder;
    this.ports = ports;
  }

  /** Returns the broker under the name, with its data folder made ready. */
  Launch broker(String name) throws IOException, InterruptedException {
    try (OutputStream out = Files.newOutputStream(folder.kafkaProperties())) {
      settings().store(out, null);
    }
    if (!Files.exists(folder.kafkaData().resolve("meta.properties"))) {
      format(name);
    }
    return java(name, BROKER, List.of(folder.kafkaProperties().toString()));
  }

  Properties settings() {
    Properties settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + ports.kafkaController());
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(ports.kafka(), ports.kafkaController()));
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + ports.kafka());
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", folder.kafkaData().toString());
    // One broker can keep no second copy.
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    // The default waits 3 s for more consumers of a group; here all there are come at once.
    settings.put("group.initial.rebalance.delay.ms", "0");
    // 50 partitions of offsets are for large clusters, and each is a folder to open at a start.
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.num.partitions", "4");
    // A mistyped topic is an error, not a new topic.
    settings.put("auto.create.topics.enable", "false");
    return settings;
  }

  private void format(String name) throws IOException, InterruptedException {
    Launch format =
        java(
            name + "-format",
            STORAGE_TOOL,
            List.of(
                "format",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                folder.kafkaProperties().toString(),
                "--ignore-formatted"));
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(format.command());
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("Kafka could not make its data folder ready: " + said.strip());
    }
  }

  private Launch java(String name, String main, List<String> args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-Xmx512m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss,SSS",
                "-cp",
                installation.classPath("kafka"),
                main));
    command.addAll(args);
    return new Launch(name, List.copyOf(command), Map.of(), folder.log(name));
  }
}
