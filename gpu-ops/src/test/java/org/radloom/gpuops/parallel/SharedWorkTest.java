package org.radloom.gpuops.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
final class SharedWorkTest {
  private final Collection<Integer> done = new ConcurrentLinkedQueue<>();

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "7, 1", "1, 3", "2, 3", "1000, 3"})
  void doesEachPieceOnce(int pieces, int workers) {
    SharedWork.run(pieces, Collections.nCopies(workers, done::add));

    assertThat(done)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, pieces).boxed().toList());
  }

  @Test
  void workersWorkAtTheSameTime() {
    CyclicBarrier allThree = new CyclicBarrier(3);
    SharedWork.run(3, Collections.nCopies(3, piece -> await(allThree)));

    assertThat(allThree.isBroken()).isFalse();
  }

  @Test
  void theCallingThreadUsesTheFirstWorker() {
    Thread caller = Thread.currentThread();
    SharedWork.run(3, List.of(piece -> assertThat(Thread.currentThread()).isSameAs(caller)));
  }

  @Test
  void throwsTheFailureAfterTheOthersAreDoneAndBeginsNoMore() {
    Error failure = new AssertionError("broken");
    CountDownLatch failed = new CountDownLatch(1);
    IntConsumer first =
        piece -> {
          failed.countDown();
          throw failure;
        };
    IntConsumer second =
        piece -> {
          // Long enough for the caller to come back too soon, if it did not wait.
          await(failed);
          sleepMillis(100);
          done.add(piece);
        };
    assertThatThrownBy(() -> SharedWork.run(1000, List.of(first, second))).isSameAs(failure);

    int afterReturn = done.size();
    assertThat(afterReturn).isLessThanOrEqualTo(1);
    sleepMillis(200);
    assertThat(done).hasSize(afterReturn);
  }

  @Test
  void anInterruptedCallerBeginsNothingAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> SharedWork.run(5, List.of(done::add)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("interrupted before piece 1 of 5");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).isEmpty();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleepMillis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
