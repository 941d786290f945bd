package org.radloom.trainingdata.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.audit.AuditOptions;
import org.radloom.commandline.OptionsHelp;
import org.radloom.commandline.UsageException;
import org.radloom.trainingdata.export.ExportOptions;

final class NightlyPlanTest {
  private static final Path SAMPLE = Path.of("../../docs/nightly.sample.yaml");

  /** Half an hour before midnight in UTC. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T23:30:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "'', 2026-11-20",
    "--timeZone=Europe/Vienna, 2026-11-21",
    "--timeZone=America/New_York, 2026-11-20",
    "--versionPattern=night-{date}.a, night-2026-11-20.a",
    "--night=2026-01-02, 2026-01-02"
  })
  void versionIsNamedAfterTheNight(String flag, String version) throws Exception {
    assertThat(plan(flag).options().getDatasetVersion()).isEqualTo(version);
  }

  @Test
  void namesOfNightsAreToldFromOthers() throws Exception {
    Pattern names = plan("--versionPattern=n.{date}").versionNames();

    assertThat(names.matcher("n.2026-11-20").matches()).isTrue();
    assertThat(names.matcher("nx2026-11-20").matches()).isFalse();
    assertThat(names.matcher("n.2026-11-20b").matches()).isFalse();
    assertThat(names.matcher("n.release").matches()).isFalse();
  }

  @Test
  void inputIsTheStoreUnlessGiven() throws Exception {
    assertThat(plan("").options().getInput()).containsExactly("stream/curated/**");
    assertThat(plan("--input=events/*").options().getInput()).containsExactly("events/*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--keep=-1", "--output=s3://bucket/out"})
  void versionsCanBeKeptOnThisDiskOnly(String flag) throws Exception {
    NightlyPlan plan = plan(flag);

    assertThatThrownBy(plan::check)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--keep");
    plan("--output=s3://bucket/out", "--keep=0").check();
  }

  @BeforeAll
  static void openFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void lockIsBesideTheDataset() throws Exception {
    assertThat(plan("--output=/srv/out/").lockFile())
        .isEqualTo(Path.of("/srv/out/.nightly-chest.lock"));
    assertThat(plan("--lockFile=/run/x.lock").lockFile()).isEqualTo(Path.of("/run/x.lock"));
    assertThatThrownBy(() -> plan("--output=s3://bucket/out", "--keep=0").lockFile())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--lockFile");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--datasetVersion=v1",
        "--dryRun=true",
        "--dryRun",
        "--versionPattern=v1",
        "--versionPattern=a/{date}",
        "--versionPattern={date}{date",
        "--dataset=../x",
        "--night=yesterday",
        "--timeZone=Mars/Base",
        "--keep=x",
        "--freshWithin=soon",
        "--nonsense=1"
      })
  void callsThatMakeNoSenseAreRefused(String flag) {
    assertThatThrownBy(() -> plan(flag)).isInstanceOf(UsageException.class);
  }

  @Test
  void theSampleConfigHasEveryOptionOfNightlyAndTheTrail() throws Exception {
    List<String> keys = new ArrayList<>();
    for (String line : Files.readAllLines(SAMPLE)) {
      Matcher key = Pattern.compile("^#?([a-z][A-Za-z0-9]*):(?: .*)?$").matcher(line);
      if (key.matches()) {
        keys.add(key.group(1));
      }
    }
    List<String> own = new ArrayList<>(OptionsHelp.names(NightlyOptions.class));
    own.removeAll(OptionsHelp.names(ExportOptions.class));
    own.addAll(OptionsHelp.names(AuditOptions.class));

    assertThat(keys).containsAll(own).doesNotHaveDuplicates();
    assertThat(OptionsHelp.names(NightlyOptions.class)).containsAll(keys);
    assertThat(plan("").freshWithin()).isEqualTo(Duration.ofHours(26));
    assertThat(plan("").options().getKeep()).isEqualTo(30);
  }

  private static NightlyPlan plan(String... flags) throws UsageException {
    List<String> words = new ArrayList<>(List.of("--config=" + SAMPLE));
    Arrays.stream(flags).filter(flag -> !flag.isEmpty()).forEach(words::add);
    return NightlyPlan.of(words, CLOCK);
  }
}
