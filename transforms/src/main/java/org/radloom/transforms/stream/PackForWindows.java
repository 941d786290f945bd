package org.radloom.transforms.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.radloom.rows.RowWriter;
import org.radloom.split.HashedSplit;
import org.radloom.split.Split;
import org.radloom.stream.EventWindow;
import org.radloom.stream.WindowPart;
import org.radloom.stream.WindowRecord;

/**
 * Packs the records of a bundle into few chunks, so that state is touched once a chunk: {@link
 * #RECORDS} by window and shard for {@link CollectParts}, {@link #BANDS} of transcriptions by shard
 * of the band for {@link FindNearTexts}. A chunk has the time of its earliest record, so that no
 * step's watermark passes a record before it has come. Holds the records of one bundle.
 */
final class PackForWindows extends PTransform<PCollection<byte[]>, PCollectionTuple> {
  /** Chunks of records, as {@link CollectParts} takes them. */
  static final TupleTag<KV<byte[], byte[]>> RECORDS = new TupleTag<>() {};

  /** Chunks of {@link BandRow}s. */
  static final TupleTag<KV<Integer, byte[]>> BANDS = new TupleTag<>() {};

  private final WindowSettings settings;

  PackForWindows(WindowSettings settings) {
    this.settings = settings;
  }

  @Override
  public PCollectionTuple expand(PCollection<byte[]> records) {
    PCollectionTuple packed =
        records.apply(
            "Pack", ParDo.of(new PackFn(settings)).withOutputTags(RECORDS, TupleTagList.of(BANDS)));
    packed.get(RECORDS).setCoder(Rows.CODER);
    packed.get(BANDS).setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()));
    return packed;
  }

  static final class PackFn extends DoFn<byte[], KV<byte[], byte[]>> {
    private static final int CHUNK_BYTES = 256 << 10;

    private final WindowSettings settings;
    private transient @Nullable HashedSplit splits;
    private transient @Nullable Map<WindowShard, List<Chunk>> records;
    private transient @Nullable Map<Integer, List<Chunk>> bands;

    PackFn(WindowSettings settings) {
      this.settings = settings;
    }

    /** Rows, and the earliest time among them. */
    private static final class Chunk {
      private final RowWriter rows = new RowWriter(4096);
      private Instant earliest;

      private Chunk(Instant time) {
        earliest = time;
      }
    }

    @Setup
    public void setUp() throws IOException {
      splits = new HashedSplit(settings.keys());
    }

    @StartBundle
    public void start() {
      records = new HashMap<>();
      bands = new HashMap<>();
    }

    @ProcessElement
    public void pack(@Element byte[] row, @Timestamp Instant time) {
      WindowRecord record = WindowRecord.read(row);
      EventWindow window = EventWindow.at(time.getMillis(), settings.times().window().getMillis());
      WindowShard key = WindowShard.of(window, record.id(), settings.sizes().shards());
      CollectParts.putRecord(chunk(Objects.requireNonNull(records), key, time), time, row);
      if (record.bands().length > 0) {
        Split split = Objects.requireNonNull(splits).of(record.patient());
        WindowPart.Veto version = new WindowPart.Veto(record.id(), record.version());
        packBands(window, version, split, record.bands(), time);
      }
    }

    private void packBands(
        EventWindow window, WindowPart.Veto version, Split split, long[] all, Instant time) {
      int shards = settings.sizes().shards();
      long[] ofShard = new long[all.length];
      for (int shard = 0; shard < shards; shard++) {
        int size = 0;
        for (long band : all) {
          if (Math.floorMod(band, shards) == shard) {
            ofShard[size++] = band;
          }
        }
        if (size > 0) {
          RowWriter rows = chunk(Objects.requireNonNull(bands), shard, time);
          BandRow.put(rows, window.start(), version, split, ofShard, size);
        }
      }
    }

    private static <K> RowWriter chunk(Map<K, List<Chunk>> chunks, K key, Instant time) {
      List<Chunk> ofKey = chunks.computeIfAbsent(key, unused -> new ArrayList<>());
      if (ofKey.isEmpty() || ofKey.get(ofKey.size() - 1).rows.size() > CHUNK_BYTES) {
        ofKey.add(new Chunk(time));
      }
      Chunk last = ofKey.get(ofKey.size() - 1);
      last.earliest = time.isBefore(last.earliest) ? time : last.earliest;
      return last.rows;
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      Objects.requireNonNull(records)
          .forEach(
              (key, chunks) -> {
                for (Chunk chunk : chunks) {
                  context.output(
                      RECORDS,
                      KV.of(key.toBytes(), CollectParts.records(chunk.rows)),
                      chunk.earliest,
                      GlobalWindow.INSTANCE);
                }
              });
      Objects.requireNonNull(bands)
          .forEach(
              (shard, chunks) -> {
                for (Chunk chunk : chunks) {
                  context.output(
                      BANDS,
                      KV.of(shard, chunk.rows.toBytes()),
                      chunk.earliest,
                      GlobalWindow.INSTANCE);
                }
              });
    }
  }
}
