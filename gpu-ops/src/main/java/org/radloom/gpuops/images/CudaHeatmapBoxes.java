package org.radloom.gpuops.images;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.DeviceBuffer;
import org.radloom.gpuops.cuda.Lanes;

/**
 * Makes boxes on a device, bit for bit as {@link CpuHeatmapBoxes}: pixels are compared as they
 * came, and the one product, share x peak, is in double and rounded by itself.
 *
 * <p>Pixels above the threshold are joined to components, as {@link CudaLargestComponent} joins
 * voxels. No region reaches beyond its component, so in each round all components make a region at
 * a time, around the highest peak that they have left, until none has a peak that could be among
 * the boxes asked for. There are as many rounds as the richest component has regions, at most
 * {@code most} and one.
 *
 * <p>Costs, a pixel: 4 bytes to the device, 25 bytes of its memory, and some 100 bytes of its
 * memory's traffic a round. The CPU looks at each pixel once, and at those above the threshold and
 * their eight neighbours twice. So the CPU is the better choice for a small heatmap, and for one
 * with many peaks that hang together.
 *
 * <p>Fails with {@link org.radloom.gpuops.cuda.DeviceException}; it may be asked again after that.
 */
public final class CudaHeatmapBoxes implements HeatmapBoxes {
  /**
   * 724 x 724. The CPU took 2 ms for one of 20 blobs, 0.2 ms for a cold one. A round of five
   * launches and a wait is thought to take a device some 0.1 ms: an estimate, nothing was measured
   * on a GPU.
   */
  private static final int WORTHWHILE_PIXELS = 1 << 19;

  private final Lanes<KernelLane> lanes;

  /** Makes one; memory is taken with the first heatmap. */
  public CudaHeatmapBoxes(Device device) {
    this.lanes = new Lanes<>(1, () -> new KernelLane(device, "components"));
  }

  /** Returns whether a device is likely to be sooner done than the CPU. */
  public static boolean isWorthwhile(Image heatmap) {
    return heatmap.pixels().length >= WORTHWHILE_PIXELS;
  }

  @Override
  public List<ScoredBox> find(
      Image heatmap, int category, float threshold, double share, int most) {
    CpuHeatmapBoxes.requireBounds(threshold, share, most);
    List<ScoredBox> boxes = new ArrayList<>();
    lanes.forEachChunk(
        1,
        (lane, chunk) ->
            new Rounds(lane, heatmap, threshold, share)
                .regions(most)
                .forEach(region -> boxes.add(region.box(heatmap, category))));
    return boxes;
  }

  /**
   * A region, as components.cu has it.
   *
   * @param key bits of the peak's value above its inverted index: descending, the order of boxes
   */
  private record Region(long key, int peak, int left, int top, int right, int bottom)
      implements Comparable<Region> {
    static final int INTS = 5;

    static Region of(Image heatmap, int[] ints, int at) {
      int peak = ints[at];
      long key = (long) Float.floatToIntBits(heatmap.pixels()[peak]) << 32 | (0xFFFFFFFFL - peak);
      return new Region(key, peak, ints[at + 1], ints[at + 2], ints[at + 3], ints[at + 4]);
    }

    ScoredBox box(Image heatmap, int category) {
      return new ScoredBox(
          category, heatmap.pixels()[peak], left, top, right - left + 1.0, bottom - top + 1.0);
    }

    @Override
    public int compareTo(Region other) {
      return Long.compare(other.key, key);
    }
  }

  /** One heatmap on the device. */
  private static final class Rounds {
    // Buffers.
    private static final int HEAT = 0;
    private static final int PARENTS = 1;
    private static final int COMPONENTS = 2;
    private static final int BEST = 3;
    private static final int REGIONS = 4;
    private static final int COUNT = 5;

    private final KernelLane lane;
    private final Image heatmap;
    private final float threshold;
    private final double share;
    private final int pixels;
    private final DeviceBuffer heat;
    private final DeviceBuffer parents;
    private final DeviceBuffer components;
    private final DeviceBuffer found;

    Rounds(KernelLane lane, Image heatmap, float threshold, double share) {
      this.lane = lane;
      this.heatmap = heatmap;
      this.threshold = threshold;
      this.share = share;
      pixels = heatmap.pixels().length;
      // No two components touch, so each takes a square of 2 x 2 of its own.
      long mostRegions = (heatmap.width() + 1L) / 2 * ((heatmap.height() + 1L) / 2);
      heat = lane.send(HEAT, heatmap.pixels(), 0, pixels);
      parents = lane.buffer(PARENTS, (long) pixels * Integer.BYTES);
      components = lane.buffer(COMPONENTS, (long) pixels * Integer.BYTES);
      found = lane.buffer(REGIONS, mostRegions * Region.INTS * Integer.BYTES);
    }

    /** Returns the first regions, in order. */
    List<Region> regions(int most) {
      int nx = heatmap.width();
      int ny = heatmap.height();
      lane.launch("start_warm", pixels, heat, threshold, nx, pixels, parents);
      lane.launch("join_warm", pixels, heat, threshold, nx, ny, pixels, parents);
      lane.launch("name_components", pixels, heat, threshold, pixels, parents, components);
      List<Region> regions = new ArrayList<>();
      List<Region> more = round(0);
      while (!more.isEmpty()) {
        regions.addAll(more);
        Collections.sort(regions);
        if (regions.size() > most) {
          regions.subList(most, regions.size()).clear();
        }
        more = round(regions.size() == most ? regions.get(most - 1).key() : 0);
      }
      return regions;
    }

    /** Returns a region of each component that has a peak with a larger key left. */
    private List<Region> round(long least) {
      int nx = heatmap.width();
      int ny = heatmap.height();
      double bound = threshold;
      DeviceBuffer best = lane.cleared(BEST, (long) pixels * Long.BYTES);
      DeviceBuffer count = lane.cleared(COUNT, Integer.BYTES);
      lane.launch("find_peaks", pixels, heat, nx, ny, pixels, components, least, best);
      lane.launch(
          "start_regions", pixels, heat, components, best, bound, share, nx, pixels, parents);
      lane.launch(
          "join_regions", pixels, heat, components, best, bound, share, nx, ny, pixels, parents);
      lane.launch("open_regions", pixels, best, pixels, parents, found, count);
      lane.launch(
          "take_regions", pixels, heat, components, best, bound, share, nx, pixels, parents, found);
      int[] ints = lane.receive(found, lane.receive(count, 1)[0] * Region.INTS);
      List<Region> regions = new ArrayList<>();
      for (int at = 0; at < ints.length; at += Region.INTS) {
        regions.add(Region.of(heatmap, ints, at));
      }
      return regions;
    }
  }

  @Override
  public void close() {
    lanes.close();
  }
}
