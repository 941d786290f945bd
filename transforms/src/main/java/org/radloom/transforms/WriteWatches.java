package org.radloom.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.radloom.formats.FileEntry;
import org.radloom.formats.ModelFiles;
import org.radloom.formats.WatchAvro;
import org.radloom.schemas.ModelWatch;
import org.radloom.watch.WatchedModels;

/**
 * Writes what a version says of the models that made its readings: {@link ModelFiles}, under key 0.
 * Takes what {@link WriteSections#WATCHED} holds, which is some kilobytes a model and bundle, and
 * reads the baselines of the version before. Bounded, global window; on one worker.
 */
final class WriteWatches
    extends PTransform<PCollection<KV<Integer, byte[]>>, PCollection<KV<Integer, FileEntry>>> {
  private final ExportSettings settings;

  private WriteWatches(ExportSettings settings) {
    this.settings = settings;
  }

  static WriteWatches of(ExportSettings settings) {
    return new WriteWatches(settings);
  }

  @Override
  public PCollection<KV<Integer, FileEntry>> expand(PCollection<KV<Integer, byte[]>> watched) {
    return ChunkOutput.gather(PCollectionList.of(watched))
        .apply("WriteFiles", ParDo.of(new WriteFilesFn(settings)))
        .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(FileEntry.class)));
  }

  static final class WriteFilesFn
      extends DoFn<KV<Integer, Iterable<byte[]>>, KV<Integer, FileEntry>> {
    private final ExportSettings settings;

    WriteFilesFn(ExportSettings settings) {
      this.settings = settings;
    }

    @ProcessElement
    public void write(
        @Element KV<Integer, Iterable<byte[]>> shares, OutputReceiver<KV<Integer, FileEntry>> out)
        throws IOException {
      if (settings.isDryRun()) {
        return;
      }
      WatchedModels models = new WatchedModels();
      for (byte[] share : shares.getValue()) {
        // One is empty, so that this runs even where there are no readings.
        if (share.length > 0) {
          models.merge(WatchedModels.of(share));
        }
      }
      ModelFiles files = ModelFiles.of(models, earlierBaselines(), settings.watch().thresholds());
      for (ModelFiles.Content file : files.files()) {
        try (OutputStream target =
            settings.staging().create(StagingArea.published(file.entry().path()))) {
          target.write(file.bytes());
        }
        out.output(KV.of(0, file.entry()));
      }
      files.watches().forEach(WatchGauges::report);
      files
          .alerts()
          .forEach(
              alert ->
                  Metrics.counter(
                          WatchModels.class,
                          "alerts_" + alert.threshold().severity().name().toLowerCase(Locale.ROOT))
                      .inc());
    }

    private List<ModelWatch> earlierBaselines() throws IOException {
      String previous = settings.previous();
      if (previous == null || !settings.watch().fromBaselines()) {
        return List.of();
      }
      try (InputStream in =
          PreviousVersion.open(
              settings, previous, ModelFiles.BASELINE, StagingArea.PREVIOUS_BASELINE)) {
        return WatchAvro.read(in);
      } catch (IOException e) {
        if (PreviousVersion.isMissing(e)) {
          return List.of();
        }
        if (e instanceof StoreUnavailableException) {
          throw e;
        }
        // Not its cause: a run tells its user the last of the causes.
        IOException problem =
            new IOException(
                "%s of version %s cannot be read; without the file, drift begins anew"
                    .formatted(ModelFiles.BASELINE, previous));
        problem.addSuppressed(e);
        throw problem;
      }
    }
  }
}
