package org.radloom.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KafkaLaunchTest {

  @Test
  void everyListenerIsOnThisMachineAndOneBrokerIsEnough(@TempDir Path folder) {
    Properties settings =
        new KafkaLaunch(
                new Installation(folder),
                new ClusterFolder(folder),
                new ClusterPorts(1, 2, 3, 4, 5, 6))
            .settings();

    assertThat(settings)
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:3,CONTROLLER://127.0.0.1:4")
        .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:3")
        .containsEntry("controller.quorum.voters", "1@127.0.0.1:4")
        .containsEntry("log.dirs", folder.resolve("kafka").toString());
    assertThat(settings.stringPropertyNames())
        .filteredOn(name -> name.endsWith("replication.factor"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(settings.getProperty(name)).isEqualTo("1"));
  }
}
