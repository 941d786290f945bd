package org.radloom.flinkconf.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.flinkconf.FlinkConfFolder;
import org.radloom.trainingdata.nightly.NightlyCommand;

final class SchedulerFilesTest {
  private static final Path SYSTEMD = FlinkConfFolder.ROOT.resolve("systemd");
  private static final Path CRON = FlinkConfFolder.ROOT.resolve("cron/radloom-nightly.crontab");
  private static final String CALL = "radloom nightly --config=/etc/radloom/nightly.yaml";
  private static final String SAMPLE = "../docs/nightly.sample.yaml";

  @Test
  void theTwoUnitsBelongTogetherAndCallTheCommand() throws Exception {
    Map<String, String> service = unit("radloom-nightly.service");
    Map<String, String> timer = unit("radloom-nightly.timer");

    assertThat(service)
        .containsEntry("Service.Type", "oneshot")
        .containsEntry("Service.ExecStart", "/srv/radloom/" + CALL)
        .containsEntry("Service.SuccessExitStatus", "3")
        .containsEntry("Service.RestartPreventExitStatus", "2");
    assertThat(timer)
        .containsEntry("Timer.OnCalendar", "*-*-* 02:15:00 UTC")
        .containsEntry("Install.WantedBy", "timers.target");
    assertThat(flagsAreKnown(Objects.requireNonNull(service.get("Service.ExecStart")))).isTrue();
  }

  @Test
  void systemdKnowsEveryLine(@TempDir Path folder) throws Exception {
    Path analyze = Path.of("/usr/bin/systemd-analyze");
    Assumptions.assumeTrue(Files.isExecutable(analyze), "no systemd here");
    for (String name : List.of("radloom-nightly.service", "radloom-nightly.timer")) {
      // The program and the manual that the unit names are not on this machine.
      Files.writeString(
          folder.resolve(name),
          Files.readString(SYSTEMD.resolve(name)).replace("/srv/radloom/radloom", "/bin/true"));
    }
    Process process =
        new ProcessBuilder(
                analyze.toString(),
                "verify",
                "--man=no",
                folder.resolve("radloom-nightly.service").toString(),
                folder.resolve("radloom-nightly.timer").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(said.lines().filter(line -> line.contains("radloom-nightly"))).isEmpty();
    assertThat(process.exitValue()).as(said).isZero();
  }

  @Test
  void cronHasFiveFieldsAndCallsTheCommand() throws Exception {
    List<String> jobs =
        Files.readAllLines(CRON).stream()
            .filter(line -> !line.startsWith("#") && !line.matches("\\w+=.*"))
            .toList();

    assertThat(jobs)
        .singleElement()
        .asString()
        .matches("15 2 \\* \\* \\* cd /srv/radloom && \\./" + CALL.replace("/", "\\/") + " .*")
        // A bare percent sign ends a command of cron.
        .doesNotContain("%");
    assertThat(flagsAreKnown(CALL)).isTrue();
  }

  @Test
  void everythingHereIsOneOfTheFilesAbove() {
    assertThat(FlinkConfFolder.files().stream().map(FlinkConfFolder.ROOT::relativize))
        .filteredOn(file -> file.startsWith("systemd") || file.startsWith("cron"))
        .map(Path::toString)
        .containsExactly(
            "cron/radloom-nightly.crontab",
            "systemd/radloom-nightly.service",
            "systemd/radloom-nightly.timer");
  }

  /** Whether the command takes the flags of the call, with the sample as its config file. */
  private static boolean flagsAreKnown(String call) throws Exception {
    List<String> words = new ArrayList<>(List.of(call.split(" ", -1)));
    List<String> flags =
        words.subList(2, words.size()).stream()
            .map(flag -> flag.replace("/etc/radloom/nightly.yaml", SAMPLE))
            .toList();
    return NightlyCommand.options(flags).getDataset().equals("chest");
  }

  /** Reads a unit file: {@code Section.Key} to value. */
  private static Map<String, String> unit(String name) throws Exception {
    Map<String, String> values = new HashMap<>();
    String section = "";
    for (String line : Files.readAllLines(SYSTEMD.resolve(name))) {
      if (line.startsWith("[")) {
        section = line.substring(1, line.indexOf(']'));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        int equals = line.indexOf('=');
        assertThat(equals).as(line).isPositive();
        values.put(section + "." + line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return values;
  }
}
