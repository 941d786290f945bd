package org.radloom.transforms.stream;

import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.ByteCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;
import org.radloom.rows.RowReader;
import org.radloom.stream.EventWindow;
import org.radloom.stream.WindowPart;

/**
 * Finds texts that share a MinHash band with one of another split, and tells {@link CollectParts}
 * to leave them out: no text may stand nearly the same in two splits. A band belongs to the split
 * that had it first.
 *
 * <p>A shared band decides, without the comparison of the texts that the batch export adds, so a
 * few too many are left out: of pairs with a Jaccard index of 0.5, one in twenty; and of a template
 * that everybody dictates, all but the first split's. The nightly export, which compares the texts,
 * decides finally.
 *
 * <p>Unbounded, global window. A band is known for one horizon at least after it was last seen and
 * for two at most: there are two maps by turns, and the older is cleared when the next begins.
 * Keeps 9 bytes a band and what the runner adds to a map's entry, 14 bands a text; does 28 reads
 * and 14 writes for a new text, 14 reads for one that is known. What travels are chunks.
 */
final class FindNearTexts
    extends PTransform<PCollection<KV<Integer, byte[]>>, PCollection<KV<byte[], byte[]>>> {
  private final WindowSettings settings;

  FindNearTexts(WindowSettings settings) {
    this.settings = settings;
  }

  @Override
  public PCollection<KV<byte[], byte[]>> expand(PCollection<KV<Integer, byte[]>> bands) {
    return bands.apply("Meet", ParDo.of(new MeetFn(settings))).setCoder(Rows.CODER);
  }

  static final class MeetFn extends DoFn<KV<Integer, byte[]>, KV<byte[], byte[]>> {
    @StateId("even")
    private final StateSpec<MapState<Long, Byte>> evenSpec =
        StateSpecs.map(BigEndianLongCoder.of(), ByteCoder.of());

    @StateId("odd")
    private final StateSpec<MapState<Long, Byte>> oddSpec =
        StateSpecs.map(BigEndianLongCoder.of(), ByteCoder.of());

    @StateId("era")
    private final StateSpec<ValueState<Long>> eraSpec = StateSpecs.value(VarLongCoder.of());

    private final WindowSettings settings;

    MeetFn(WindowSettings settings) {
      this.settings = settings;
    }

    @ProcessElement
    public void meet(
        @Element KV<Integer, byte[]> chunk,
        @Timestamp Instant time,
        @StateId("even") MapState<Long, Byte> even,
        @StateId("odd") MapState<Long, Byte> odd,
        @StateId("era") ValueState<Long> eraState,
        OutputReceiver<KV<byte[], byte[]>> out) {
      long era = Math.floorDiv(time.getMillis(), settings.times().horizon().getMillis());
      Long before = eraState.read();
      if (before == null || era > before) {
        eraState.write(era);
        if (before != null) {
          (era % 2 == 0 ? even : odd).clear();
          if (era > before + 1) {
            (era % 2 == 0 ? odd : even).clear();
          }
        }
      } else {
        era = before;
      }
      MapState<Long, Byte> now = era % 2 == 0 ? even : odd;
      MapState<Long, Byte> earlier = era % 2 == 0 ? odd : even;
      RowReader rows = new RowReader(chunk.getValue());
      while (rows.hasMore()) {
        BandRow row = BandRow.read(rows);
        if (meetsOther(row, now, earlier)) {
          EventWindow window =
              new EventWindow(row.windowStart(), settings.times().window().getMillis());
          WindowPart.Veto veto = row.version();
          WindowShard key = WindowShard.of(window, veto.id(), settings.sizes().shards());
          out.output(KV.of(key.toBytes(), CollectParts.veto(veto)));
        }
      }
    }

    /** Returns whether a band is another split's; if none is, all of them are this split's now. */
    private static boolean meetsOther(
        BandRow row, MapState<Long, Byte> now, MapState<Long, Byte> earlier) {
      byte own = (byte) row.split().ordinal();
      long[] claimed = new long[row.bands().length];
      int size = 0;
      for (long band : row.bands()) {
        Byte owner = now.get(band).read();
        if (owner == null) {
          claimed[size++] = band;
          owner = earlier.get(band).read();
        }
        if (owner != null && owner != own) {
          return true;
        }
      }
      for (int i = 0; i < size; i++) {
        now.put(claimed[i], own);
      }
      return false;
    }
  }
}
