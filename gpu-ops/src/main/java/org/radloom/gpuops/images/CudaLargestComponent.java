package org.radloom.gpuops.images;

import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.DeviceBuffer;
import org.radloom.gpuops.cuda.Lanes;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;

/**
 * Keeps the largest component on a device, bit for bit as {@link CpuLargestComponent}: all of it is
 * arithmetic of integers. Voxels are joined by union-find, as those of islands are.
 *
 * <p>Costs, a voxel: 1 byte to the device and 1 back, 5 bytes of its memory, 6 readings of the
 * label; a voxel of the label, some 40 bytes more of its memory's traffic, and an atomic operation
 * or less. The CPU looks at 7 or 27 bits for each voxel of the label. The whole volume lies on the
 * device at once, as a part may reach through all of it.
 *
 * <p>Fails with {@link org.radloom.gpuops.cuda.DeviceException}; it may be asked again after that.
 */
public final class CudaLargestComponent implements LargestComponent {
  /**
   * 64 x 64 x 64. The CPU took 18 ms for one with a ball of 33,371 voxels, 0.3 ms for one without
   * the label. Two copies, six launches and a wait are thought to take a device some 0.1 ms: an
   * estimate, nothing was measured on a GPU.
   */
  private static final int WORTHWHILE_VOXELS = 1 << 18;

  // Buffers.
  private static final int LABELS = 0;
  private static final int PARENTS = 1;
  private static final int BEST = 2;

  private final Lanes<KernelLane> lanes;

  /** Makes one; memory is taken with the first volume. */
  public CudaLargestComponent(Device device) {
    this.lanes = new Lanes<>(1, () -> new KernelLane(device, "components"));
  }

  /** Returns whether a device is likely to be sooner done than the CPU. */
  public static boolean isWorthwhile(Labels labels) {
    return labels.values().length >= WORTHWHILE_VOXELS;
  }

  @Override
  public Labels keep(Labels labels, int label, Connectivity connectivity) {
    CpuLargestComponent.requireLabel(label);
    byte[] kept = new byte[labels.values().length];
    lanes.forEachChunk(1, (lane, chunk) -> keep(lane, labels, label, connectivity, kept));
    return new Labels(labels.space(), kept);
  }

  private static void keep(
      KernelLane lane, Labels labels, int label, Connectivity connectivity, byte[] kept) {
    Space space = labels.space();
    int nx = space.nx();
    int voxels = kept.length;
    int corners = connectivity == Connectivity.TWENTY_SIX ? 1 : 0;
    DeviceBuffer values = lane.send(LABELS, labels.values(), 0, voxels);
    DeviceBuffer parents = lane.buffer(PARENTS, (long) voxels * Integer.BYTES);
    DeviceBuffer best = lane.cleared(BEST, Long.BYTES);
    lane.launch("start_label", voxels, values, label, nx, voxels, parents);
    lane.launch("join_label", voxels, values, label, nx, space.ny(), voxels, corners, parents);
    lane.launch("open_label", voxels, values, label, voxels, parents);
    lane.launch("count_label", voxels, values, label, voxels, parents);
    lane.launch("find_largest", voxels, values, label, voxels, parents, best);
    lane.launch("keep_largest", voxels, values, label, voxels, parents, best);
    lane.receive(values, kept, 0, voxels);
  }

  @Override
  public void close() {
    lanes.close();
  }
}
