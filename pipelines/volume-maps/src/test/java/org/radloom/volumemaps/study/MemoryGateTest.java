package org.radloom.volumemaps.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.radloom.volumemaps.input.RejectedStudyException;

/** Studies in memory, never more than fit. */
final class MemoryGateTest {
  private static final long MIB = 1 << 20;

  @Test
  void neverLetsInMoreThanFits() throws Exception {
    MemoryGate gate = new MemoryGate(10 * MIB);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> studies = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int mebibytes = 1 + i % 7;
        studies.add(
            () -> {
              MemoryGate.Reservation reserved = gate.reserve(mebibytes * MIB - 1, "x.nii");
              try (reserved) {
                most.accumulateAndGet(inside.addAndGet(mebibytes), Math::max);
                Thread.sleep(1);
                inside.addAndGet(-mebibytes);
              }
              return true;
            });
      }
      for (Future<Boolean> done : threads.invokeAll(studies)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(most.get()).isBetween(7, 10);
    assertThat(inside.get()).isZero();
  }

  @Test
  void refusesWhatWillNeverFitWithBothNumbers() throws Exception {
    MemoryGate gate = new MemoryGate(10 * MIB);

    assertThatExceptionOfType(RejectedStudyException.class)
        .isThrownBy(() -> gate.reserve(10 * MIB, "x.nii"))
        .satisfies(e -> assertThat(e.reason()).isEqualTo("too_large"))
        .withMessageContainingAll("11 MiB", "10 MiB", "x.nii");
    assertThatExceptionOfType(RejectedStudyException.class)
        .isThrownBy(() -> gate.reserve(Long.MAX_VALUE / 2, "x.nii"));
    gate.reserve(10 * MIB - 1, "y.nii").close();
  }
}
