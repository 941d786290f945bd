package org.radloom.gpuops.images;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.DeviceBuffer;
import org.radloom.gpuops.cuda.Lanes;

/**
 * Suppresses on a device, bit for bit as {@link CpuBoxSuppressor}: overlaps are computed by the
 * same operations in double, each rounded by itself.
 *
 * <p>The device says in a matrix of bits which boxes overlap which too much; the CPU sorts, and
 * goes through the matrix from the surest box on. That has rows for the next few boxes only that
 * nothing has suppressed yet, and is made again for the next, so its memory is bounded.
 *
 * <p>Costs: 36 bytes a box to the device, some 15 operations in double for each pair of a row's box
 * and another, and an eighth of a byte a pair back. The CPU alone computes boxes x kept pairs. It
 * is the better choice for the few hundred boxes of a picture.
 *
 * <p>Fails with {@link org.radloom.gpuops.cuda.DeviceException}; it may be asked again after that.
 */
public final class CudaBoxSuppressor implements BoxSuppressor {
  /**
   * The CPU took 1.3 ms for 2,600 boxes of which 100 are kept. The bound is an estimate: nothing
   * was measured on a GPU.
   */
  private static final long WORTHWHILE_PAIRS = 1 << 18;

  private static final int MOST_ROWS = 1024;
  private static final int MATRIX_WORDS = 4 << 20;

  // Buffers.
  private static final int CATEGORY = 0;
  private static final int X = 1;
  private static final int Y = 2;
  private static final int WIDTH = 3;
  private static final int HEIGHT = 4;
  private static final int ROWS = 5;
  private static final int BITS = 6;

  private final int mostRows;
  private final Lanes<KernelLane> lanes;

  /** Makes one; memory is taken with the first boxes. */
  public CudaBoxSuppressor(Device device) {
    this(device, MOST_ROWS);
  }

  CudaBoxSuppressor(Device device, int mostRows) {
    this.mostRows = mostRows;
    this.lanes = new Lanes<>(1, () -> new KernelLane(device, "boxes"));
  }

  /**
   * Returns whether a device is likely to be sooner done than the CPU.
   *
   * @param boxes how many there are
   * @param most how many are kept at most
   */
  public static boolean isWorthwhile(int boxes, int most) {
    return (long) boxes * Math.min(boxes, most) >= WORTHWHILE_PAIRS;
  }

  @Override
  public List<ScoredBox> suppress(List<ScoredBox> boxes, double maxIou, int most) {
    CpuBoxSuppressor.requireBounds(maxIou, most);
    List<ScoredBox> sorted = boxes.stream().sorted(ScoredBox.SUREST_FIRST).toList();
    List<ScoredBox> kept = new ArrayList<>();
    if (!sorted.isEmpty()) {
      lanes.forEachChunk(1, (lane, chunk) -> suppress(lane, sorted, maxIou, most, kept));
    }
    return kept;
  }

  private void suppress(
      KernelLane lane, List<ScoredBox> sorted, double maxIou, int most, List<ScoredBox> kept) {
    int words = (sorted.size() - 1) / Integer.SIZE + 1;
    int rows = Math.max(1, Math.min(mostRows, MATRIX_WORDS / words));
    List<DeviceBuffer> columns =
        List.of(
            lane.send(CATEGORY, sorted.stream().mapToInt(ScoredBox::category).toArray()),
            lane.send(X, sorted.stream().mapToDouble(ScoredBox::x).toArray()),
            lane.send(Y, sorted.stream().mapToDouble(ScoredBox::y).toArray()),
            lane.send(WIDTH, sorted.stream().mapToDouble(ScoredBox::width).toArray()),
            lane.send(HEIGHT, sorted.stream().mapToDouble(ScoredBox::height).toArray()));
    BitSet free = new BitSet(sorted.size());
    free.set(0, sorted.size());
    int next = 0;
    while (kept.size() < most && free.nextSetBit(next) >= 0) {
      int[] rowBoxes = free(free, next, rows);
      next = rowBoxes[rowBoxes.length - 1] + 1;
      int[] bits = overlaps(lane, columns, sorted.size(), rowBoxes, words, maxIou);
      for (int row = 0; row < rowBoxes.length && kept.size() < most; row++) {
        if (free.get(rowBoxes[row])) {
          kept.add(sorted.get(rowBoxes[row]));
          clear(free, bits, row * words, words);
        }
      }
    }
  }

  /** Returns the first free ones from one on. */
  private static int[] free(BitSet free, int from, int most) {
    return IntStream.iterate(free.nextSetBit(from), i -> i >= 0, i -> free.nextSetBit(i + 1))
        .limit(most)
        .toArray();
  }

  private static int[] overlaps(
      KernelLane lane,
      List<DeviceBuffer> columns,
      int boxes,
      int[] rowBoxes,
      int words,
      double maxIou) {
    int all = rowBoxes.length * words;
    DeviceBuffer bits = lane.buffer(BITS, (long) all * Integer.BYTES);
    List<Object> arguments = new ArrayList<>(columns);
    arguments.addAll(
        List.of(boxes, lane.send(ROWS, rowBoxes), rowBoxes.length, words, maxIou, bits));
    lane.launch("find_overlaps", all, arguments.toArray());
    return lane.receive(bits, all);
  }

  private static void clear(BitSet free, int[] bits, int from, int words) {
    for (int word = 0; word < words; word++) {
      for (int left = bits[from + word]; left != 0; left &= left - 1) {
        free.clear(word * Integer.SIZE + Integer.numberOfTrailingZeros(left));
      }
    }
  }

  @Override
  public void close() {
    lanes.close();
  }
}
