package org.radloom.transforms.stream;

import java.io.IOException;
import java.util.Objects;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.jspecify.annotations.Nullable;
import org.radloom.stream.BatchFiles;
import org.radloom.stream.StoredFile;

/**
 * Writes batches to the curated store, each when the checkpoint that holds it is complete: what was
 * written can never be put together another way after a failure, and what was not is written again
 * under the same names. Unbounded. Counts nothing: a runner has no metrics where it hands stable
 * input on.
 */
public final class WriteBatches extends PTransform<PCollection<byte[]>, PDone> {
  private final Store store;

  private WriteBatches(Store store) {
    this.store = store;
  }

  /** Writes into this store. */
  public static WriteBatches to(Store store) {
    return new WriteBatches(store);
  }

  @Override
  public PDone expand(PCollection<byte[]> batches) {
    batches.apply("WriteFiles", ParDo.of(new WriteFilesFn(store)));
    return PDone.in(batches.getPipeline());
  }

  static final class WriteFilesFn extends DoFn<byte[], Void> {
    private final Store store;
    private transient @Nullable BatchFiles batchFiles;

    WriteFilesFn(Store store) {
      this.store = store;
    }

    @Setup
    public void setUp() {
      batchFiles = new BatchFiles();
    }

    @RequiresStableInput
    @ProcessElement
    public void write(@Element byte[] batch) throws IOException {
      for (StoredFile file : Objects.requireNonNull(batchFiles).of(batch)) {
        store.write(file);
      }
    }
  }
}
