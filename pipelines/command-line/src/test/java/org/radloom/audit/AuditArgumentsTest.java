package org.radloom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.commandline.UsageException;

final class AuditArgumentsTest {

  @Test
  void takesItsFlagsAndLeavesTheOthersInOrder() throws UsageException {
    AuditArguments flags =
        AuditArguments.of(List.of("out/chest/1", "--audit=trail", "--record", "--auditKey=a.key"));

    assertThat(flags.audit()).isEqualTo("trail");
    assertThat(flags.auditKey()).isEqualTo("a.key");
    assertThat(flags.others()).containsExactly("out/chest/1", "--record");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--audit=", "--auditKey=", "--audit=a --audit=b"})
  void refusesFlagsWithoutOneValue(String flags) {
    assertThatThrownBy(() -> AuditArguments.of(List.of(flags.split(" "))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("needs one value");
  }

  @Test
  void whoOnlyReadsBeginsNoTrailUnlessOneIsNamed(@TempDir Path output) throws Exception {
    AuditArguments none = AuditArguments.of(List.of());
    AuditArguments named = AuditArguments.of(List.of("--audit=" + output.resolve("elsewhere")));

    assertThat(AuditTrail.forReader(none, output).isKept()).isFalse();
    assertThat(output).isEmptyDirectory();
    assertThat(AuditTrail.forReader(named, output).isKept()).isTrue();
    assertThat(output.resolve("elsewhere")).isDirectory();
  }

  @Test
  void whoOnlyReadsFindsTheTrailThatIsThere(@TempDir Path output) throws Exception {
    SampleTrail.of(output.resolve(AuditTrail.FOLDER), null, 1);

    assertThat(AuditTrail.forReader(AuditArguments.of(List.of()), output).isKept()).isTrue();
    assertThat(AuditTrail.forReader(AuditArguments.of(List.of("--audit=off")), output).isKept())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket/audit", "nosuch://x"})
  void refusesATrailThatIsNotOnThisDisk(String where, @TempDir Path output) {
    assertThatThrownBy(
            () -> AuditTrail.forReader(AuditArguments.of(List.of("--audit=" + where)), output))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("on this disk");
    assertThat(Files.exists(Path.of(where))).isFalse();
  }
}
