package org.radloom.trainingdata.gate;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;

/** Whether there is a gate for tests: it is built before this module, by {@code mvn package}. */
public final class BuiltGate {
  private BuiltGate() {}

  /** Skips the test if there is none. */
  public static void assume() {
    try {
      GateProcess.requireBuilt();
    } catch (IOException e) {
      Assumptions.abort(e.getMessage());
    }
  }
}
