package org.radloom.volumemaps.bench;

import java.util.Arrays;
import java.util.concurrent.Callable;

/** Seconds that a piece of work takes once the JIT knows it. */
final class Stopwatch {
  private static final int WARM_UPS = 3;
  private static final int RUNS = 7;
  private static final double ENOUGH_SECONDS = 20;

  private Stopwatch() {}

  /**
   * Returns the median of up to seven runs after up to three that do not count. Work that takes
   * long is run less often, but at least once each way.
   */
  static double median(Callable<?> work) throws Exception {
    double spent = 0;
    for (int i = 0; i < WARM_UPS && spent < ENOUGH_SECONDS; i++) {
      spent += once(work);
    }
    double[] seconds = new double[RUNS];
    int runs = 0;
    spent = 0;
    while (runs < RUNS && (runs == 0 || spent < ENOUGH_SECONDS)) {
      seconds[runs] = once(work);
      spent += seconds[runs++];
    }
    Arrays.sort(seconds, 0, runs);
    return seconds[runs / 2];
  }

  /** Returns how long it takes to read the values once, in a plain loop that adds them up. */
  static double onePass(short[] stored) throws Exception {
    return median(() -> sum(stored));
  }

  private static long sum(short[] stored) {
    long sum = 0;
    for (short value : stored) {
      sum += value;
    }
    return sum;
  }

  @SuppressWarnings("ReturnValueIgnored") // Only how long it takes.
  private static double once(Callable<?> work) throws Exception {
    long started = System.nanoTime();
    work.call();
    return (System.nanoTime() - started) / 1e9;
  }
}
