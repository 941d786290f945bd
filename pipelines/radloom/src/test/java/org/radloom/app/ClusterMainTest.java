package org.radloom.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClusterMainTest {

  @Test
  void leavesTheProcessRunningAfterSuccess() {
    assertThatCode(() -> ClusterMain.main(new String[] {"export", "--help"}))
        .doesNotThrowAnyException();
  }

  @Test
  void throwsWhereMainWouldExit() {
    assertThatThrownBy(() -> ClusterMain.main(new String[] {"export", "--colour=red"}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("radloom ended with exit code 2");
  }
}
