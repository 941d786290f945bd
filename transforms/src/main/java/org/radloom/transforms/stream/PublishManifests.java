package org.radloom.transforms.stream;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.stream.EventWindow;
import org.radloom.stream.WindowManifest;

/**
 * Writes the manifest of a window when the window is over and its parts are published; whenever
 * another part follows, a manifest of all of them takes its place. A manifest never loses a part.
 *
 * <p>Takes the names of published parts. Unbounded, global window; keeps the names of a window's
 * parts until the horizon has passed, about 30 bytes each. Counts {@code windows}: those that have
 * a manifest.
 */
final class PublishManifests extends PTransform<PCollection<KV<byte[], byte[]>>, PDone> {
  private final WindowSettings settings;

  PublishManifests(WindowSettings settings) {
    this.settings = settings;
  }

  static WindowFolders folders(WindowSettings settings) {
    return new WindowFolders(settings.output() + "/windows");
  }

  /** Returns the key of a window. */
  static byte[] key(EventWindow window) {
    return new RowWriter(8).putLong(window.start()).toBytes();
  }

  private static EventWindow window(byte[] key, WindowSettings settings) {
    return new EventWindow(new RowReader(key).readLong(), settings.times().window().getMillis());
  }

  @Override
  public PDone expand(PCollection<KV<byte[], byte[]>> names) {
    names
        .apply("GatherNames", ParDo.of(new GatherFn(settings)))
        .setCoder(Rows.CODER)
        .apply("WriteManifest", ParDo.of(new WriteFn(settings)))
        .setCoder(ByteArrayCoder.of())
        .apply("CountWindows", ParDo.of(new CountFn()));
    return PDone.in(names.getPipeline());
  }

  static final class GatherFn extends DoFn<KV<byte[], byte[]>, KV<byte[], byte[]>> {
    @StateId("names")
    private final StateSpec<BagState<byte[]>> namesSpec = StateSpecs.bag(ByteArrayCoder.of());

    @TimerId("tell")
    private final TimerSpec tellSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @TimerId("forget")
    private final TimerSpec forgetSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    private final WindowSettings settings;

    GatherFn(WindowSettings settings) {
      this.settings = settings;
    }

    @ProcessElement
    public void gather(
        @Element KV<byte[], byte[]> part,
        @StateId("names") BagState<byte[]> names,
        @TimerId("tell") Timer tell,
        @TimerId("forget") Timer forget) {
      names.add(part.getValue());
      Instant end = Instant.ofEpochMilli(window(part.getKey(), settings).end());
      tell.set(end);
      forget
          .withNoOutputTimestamp()
          .set(end.plus(settings.times().horizon()).plus(Duration.millis(1)));
    }

    @OnTimer("tell")
    public void tell(
        @Key byte[] key,
        @StateId("names") BagState<byte[]> names,
        OutputReceiver<KV<byte[], byte[]>> out) {
      Set<String> sorted = new TreeSet<>();
      names.read().forEach(name -> sorted.add(new String(name, StandardCharsets.UTF_8)));
      out.output(KV.of(key, String.join("\n", sorted).getBytes(StandardCharsets.UTF_8)));
    }

    @OnTimer("forget")
    public void forget(@StateId("names") BagState<byte[]> names) {
      names.clear();
    }
  }

  /** Writes manifests; emits the key of a window that had none before. */
  static final class WriteFn extends DoFn<KV<byte[], byte[]>, byte[]> {
    private final WindowSettings settings;
    private final WindowFolders folders;

    WriteFn(WindowSettings settings) {
      this.settings = settings;
      this.folders = folders(settings);
    }

    @RequiresStableInput
    @ProcessElement
    public void write(@Element KV<byte[], byte[]> element, OutputReceiver<byte[]> out)
        throws IOException {
      EventWindow window = window(element.getKey(), settings);
      byte[] before = folders.windowManifest(window);
      Set<String> names = new TreeSet<>(WindowManifest.parts(before));
      names.addAll(
          Arrays.asList(new String(element.getValue(), StandardCharsets.UTF_8).split("\n", -1)));
      byte[] manifest =
          WindowManifest.of(settings.dataset(), window, names, name -> requirePart(window, name));
      if (!Arrays.equals(manifest, before)) {
        folders.writeManifest(window, manifest);
      }
      if (before == null) {
        out.output(element.getKey());
      }
    }

    /** The step fails, and the runner tries again, as long as a part is not there. */
    private byte[] requirePart(EventWindow window, String name) throws IOException {
      byte[] manifest = folders.partManifest(window, name);
      if (manifest == null) {
        throw new FileNotFoundException(
            "the window %s lacks its part %s".formatted(window.name(), name));
      }
      return manifest;
    }
  }

  /** Counts windows: Flink runs a step of stable input where no counter is heard. */
  static final class CountFn extends DoFn<byte[], Void> {
    private final Counter windows = Metrics.counter(Rows.METRICS, "windows");

    @ProcessElement
    public void count() {
      windows.inc();
    }
  }
}
