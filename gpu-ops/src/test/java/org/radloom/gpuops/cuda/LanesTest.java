package org.radloom.gpuops.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
final class LanesTest {
  private final Set<TestLane> open = ConcurrentHashMap.newKeySet();

  private final class TestLane implements Lanes.Lane {
    TestLane() {
      open.add(this);
    }

    @Override
    public void close() {
      assertThat(open.remove(this)).as("closed once").isTrue();
    }
  }

  private Lanes<TestLane> lanes(int most) {
    return new Lanes<>(most, TestLane::new);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "3, 1", "3, 2", "3, 100"})
  void doesEachChunkOnceAndMakesNoMoreLanesThanChunks(int most, int chunks) {
    Collection<Integer> done = new ConcurrentLinkedQueue<>();
    try (Lanes<TestLane> lanes = lanes(most)) {
      lanes.forEachChunk(chunks, (lane, chunk) -> done.add(chunk));

      assertThat(open).hasSize(Math.min(most, chunks));
    }
    assertThat(done)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, chunks).boxed().toList());
    assertThat(open).isEmpty();
  }

  @Test
  void lanesWorkAtTheSameTime() {
    CyclicBarrier allThree = new CyclicBarrier(3);
    try (Lanes<TestLane> lanes = lanes(3)) {
      lanes.forEachChunk(3, (lane, chunk) -> await(allThree));
    }
    assertThat(allThree.isBroken()).isFalse();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void throwsTheFailureAndGivesLanesBackAndGoesOn() {
    DeviceException failure = new DeviceException("out of memory");
    try (Lanes<TestLane> lanes = lanes(3)) {
      assertThatThrownBy(
              () ->
                  lanes.forEachChunk(
                      1000,
                      (lane, chunk) -> {
                        if (chunk == 5) {
                          throw failure;
                        }
                      }))
          .isSameAs(failure);
      assertThat(open).isEmpty();

      Collection<Integer> done = new ConcurrentLinkedQueue<>();
      lanes.forEachChunk(4, (lane, chunk) -> done.add(chunk));
      assertThat(done).containsExactlyInAnyOrder(0, 1, 2, 3);
    }
  }

  @Test
  void worksAgainAfterClosing() {
    Lanes<TestLane> lanes = lanes(2);
    lanes.close();

    Collection<Integer> done = new ConcurrentLinkedQueue<>();
    try (lanes) {
      lanes.forEachChunk(3, (lane, chunk) -> done.add(chunk));
    }
    assertThat(done).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void refusesToWorkWithoutALane() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lanes(0))
        .withMessage("there must be at least 1 lane, but was: 0");
  }
}
