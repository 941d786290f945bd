package org.radloom.transforms.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.split.HashedSplit;
import org.radloom.split.Split;
import org.radloom.stream.PartBuilder;
import org.radloom.stream.PartManifest;
import org.radloom.stream.WindowPart;

/**
 * Publishes parts, each when the checkpoint that holds it is complete, so that after a failure it
 * comes again as it was; one that is there is left alone. Unbounded. Emits the names of published
 * parts under their window. Counts {@code exported_<split>}, {@code hard_examples} and {@code
 * window_parts}.
 */
final class PublishParts
    extends PTransform<PCollection<KV<byte[], byte[]>>, PCollection<KV<byte[], byte[]>>> {
  private final WindowSettings settings;

  PublishParts(WindowSettings settings) {
    this.settings = settings;
  }

  @Override
  public PCollection<KV<byte[], byte[]>> expand(PCollection<KV<byte[], byte[]>> parts) {
    return parts
        .apply("WriteParts", ParDo.of(new PublishFn(settings)))
        .setCoder(Rows.CODER)
        .apply("CountParts", ParDo.of(new CountFn()))
        .setCoder(Rows.CODER);
  }

  static final class PublishFn extends DoFn<KV<byte[], byte[]>, KV<byte[], byte[]>> {
    private final WindowSettings settings;
    private final WindowFolders folders;
    private transient @Nullable PartBuilder builder;

    PublishFn(WindowSettings settings) {
      this.settings = settings;
      this.folders = PublishManifests.folders(settings);
    }

    @Setup
    public void setUp() throws IOException {
      builder =
          new PartBuilder(
              settings.dataset(),
              settings.partFormats().of(settings.dataset()),
              settings.partFormats().ofHardExamples(),
              new HashedSplit(settings.keys()),
              settings.images().source(),
              settings.text().dates(),
              settings.minAccuracy());
    }

    @RequiresStableInput
    @ProcessElement
    public void publish(@Element KV<byte[], byte[]> element, OutputReceiver<KV<byte[], byte[]>> out)
        throws IOException {
      WindowPart part = WindowPart.read(element.getValue());
      RowWriter row = new RowWriter(64).putString(part.name());
      if (folders.partManifest(part.window(), part.name()) == null) {
        PartBuilder target = Objects.requireNonNull(builder);
        PartManifest manifest =
            folders.publish(
                part.window(),
                part.name(),
                (sections, files) -> target.build(part, sections, files));
        for (Split split : Split.values()) {
          row.putCount(manifest.counts().exported(split));
        }
        row.putCount(manifest.counts().hardExamples());
      }
      out.output(KV.of(element.getKey(), row.toBytes()));
    }
  }

  /**
   * Counts what was published: Flink runs a step of stable input where no counter is heard. Takes a
   * part's name and, if it was not there before, its records; emits the name.
   */
  static final class CountFn extends DoFn<KV<byte[], byte[]>, KV<byte[], byte[]>> {
    private final Counter parts = Metrics.counter(Rows.METRICS, "window_parts");
    private final Counter hardExamples = Metrics.counter(Rows.METRICS, "hard_examples");

    @ProcessElement
    public void count(@Element KV<byte[], byte[]> element, OutputReceiver<KV<byte[], byte[]>> out) {
      RowReader row = new RowReader(element.getValue());
      String name = row.readString();
      if (row.hasMore()) {
        for (Split split : Split.values()) {
          Metrics.counter(Rows.METRICS, "exported_" + split.code()).inc(row.readCount());
        }
        hardExamples.inc(row.readCount());
        parts.inc();
      }
      out.output(KV.of(element.getKey(), name.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
