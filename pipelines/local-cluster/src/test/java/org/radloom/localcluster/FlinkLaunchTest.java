package org.radloom.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.FolderTree;

/** The command lines of Flink's processes, made from the settings in flink-conf/standalone. */
final class FlinkLaunchTest {
  private static final ClusterPorts PORTS =
      new ClusterPorts(21_001, 21_002, 21_003, 21_004, 21_005, 21_006);

  private final Path root;
  private final ClusterFolder folder;
  private Installation installation;

  FlinkLaunchTest(@TempDir Path temporary) {
    this.root = temporary;
    this.folder = new ClusterFolder(temporary.resolve("with a blank"));
    this.installation = new Installation(temporary.resolve("home"));
  }

  @BeforeEach
  void makeTree() throws IOException {
    installation = TreeOfTests.in(root.resolve("home"));
  }

  private FlinkLaunch launch(int slots, Map<String, String> options) {
    ClusterState state = new ClusterState(ClusterState.FORMAT, slots, options, PORTS, Map.of());
    return new FlinkLaunch(installation, folder, state, Map.of("AWS_REGION", "us-east-1"));
  }

  @Test
  void taskManagerHasPortsFoldersAndItsNameOverTheFile() throws Exception {
    Launch taskManager = launch(3, Map.of()).taskManager("taskmanager-1", "taskmanager-1-ab");

    assertThat(taskManager.command())
        .contains("org.apache.flink.runtime.taskexecutor.TaskManagerRunner")
        .containsSequence("--configDir", installation.flinkSettings().toString())
        .containsSequence("-D", "jobmanager.rpc.port=21001")
        .containsSequence("-D", "rest.port=21002")
        .containsSequence("-D", "metrics.reporter.prom.port=21006-21025")
        .containsSequence("-D", "state.checkpoints.dir=" + folder.checkpoints().toUri())
        .containsSequence("-D", "state.savepoints.dir=" + folder.savepoints().toUri())
        .containsSequence("-D", "io.tmp.dirs=" + folder.temporary())
        .containsSequence("-D", "taskmanager.resource-id=taskmanager-1-ab")
        .containsSequence("-D", "taskmanager.numberOfTaskSlots=3")
        .contains("-Dlog.file=" + folder.log("taskmanager-1"));
    assertThat(taskManager.environment()).containsEntry("AWS_REGION", "us-east-1");
  }

  @Test
  void memoryOfTheJavaProcessIsTheFilesByFlinksOwnReckoning() throws Exception {
    // Heap: 128 MiB of the framework and 640 MiB of tasks.
    assertThat(launch(1, Map.of()).taskManager("t", "t").command())
        .contains("-Xmx" + 768 * 1024 * 1024, "-XX:MaxMetaspaceSize=" + 256 * 1024 * 1024);
    assertThat(launch(1, Map.of()).jobManager("j").command()).contains("-Xmx" + 512 * 1024 * 1024);
  }

  @Test
  void optionsOfTheCallerGoOverTheFile() throws Exception {
    Launch taskManager =
        launch(1, Map.of("taskmanager.memory.task.heap.size", "872m")).taskManager("t", "t");

    assertThat(taskManager.command())
        .containsSequence("-D", "taskmanager.memory.task.heap.size=872m")
        .contains("-Xmx" + 1000 * 1024 * 1024);
  }

  @Test
  void javaOpensWhatBeamLooksInto() throws Exception {
    assertThat(launch(1, Map.of()).taskManager("t", "t").command())
        .contains(
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
  }

  @Test
  void missingJarsAreAnErrorThatSaysHowToGetThem() throws Exception {
    FolderTree.delete(root.resolve("home/pipelines/local-cluster/flink"));

    assertThatThrownBy(() -> launch(1, Map.of()).jobManager("jobmanager"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the jars of flink are not there")
        .hasMessageContaining("./radloom cluster up");
    assertThat(Files.exists(folder.root())).isFalse();
  }
}
