package org.radloom.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProcessIdTest {

  @Test
  void isAliveUntilItIsKilled() throws Exception {
    Process sleeping = new ProcessBuilder("sleep", "60").start();
    ProcessId id = ProcessId.of(sleeping);
    assertThat(id.isAlive()).isTrue();

    id.kill();

    assertThat(sleeping.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(id.isAlive()).isFalse();
  }

  @Test
  void aLaterProcessWithTheSameNumberIsAnother() throws Exception {
    Process sleeping = new ProcessBuilder("sleep", "60").start();
    try {
      ProcessId id = ProcessId.of(sleeping);
      ProcessId earlier = new ProcessId(id.pid(), id.started() - 1);

      assertThat(earlier.isAlive()).isFalse();
      earlier.kill();
      assertThat(id.isAlive()).isTrue();
    } finally {
      sleeping.destroyForcibly();
    }
  }

  @Test
  void readsTheStartBehindANameWithBlanksAndBrackets() {
    // proc(5): the name is field 2, the state field 3, the start field 22.
    String stat = "42 (a) b (c) S 1 42 42 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 987654 0 0";

    assertThat(ProcessId.startedTicks(stat)).isEqualTo(987_654);
  }

  @Test
  void aProcessThatOnlyWaitsToBeBuriedIsDead() {
    String zombie = "42 (java) Z 1 42 42 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 987654 0 0";

    assertThat(ProcessId.startedTicks(zombie)).isNegative();
  }
}
