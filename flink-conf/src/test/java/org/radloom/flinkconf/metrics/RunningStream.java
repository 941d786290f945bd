package org.radloom.flinkconf.metrics;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A small stream on an embedded Flink with checkpoints, state, a Kafka source, and the counters of
 * {@link RadloomCounters}, that tells Prometheus of itself.
 */
final class RunningStream implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final PipelineResult run;
  private final URI metrics;

  private RunningStream(PipelineResult run, URI metrics) {
    this.run = run;
    this.metrics = metrics;
  }

  /** Starts the stream; its files are in the folder. */
  static RunningStream start(Path folder) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Files.writeString(
        folder.resolve("config.yaml"),
        """
        metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
        metrics.reporter.prom.port: %d
        state.backend.type: rocksdb
        state.checkpoints.dir: %s
        """
            .formatted(port, folder.resolve("checkpoints").toUri()));
    String[] flags = {
      "--runner=FlinkRunner",
      "--flinkMaster=[local]",
      "--jobName=radloom-ingest",
      "--flinkConfDir=" + folder,
      "--streaming=true",
      "--attachedMode=false",
      "--parallelism=1",
      "--checkpointingInterval=300"
    };
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(flags).create());
    pipeline
        .apply(
            "Read",
            KafkaIO.<byte[], byte[]>read()
                .withBootstrapServers("127.0.0.1:9092")
                .withTopics(List.of(ShortTopic.NAME))
                .withConsumerFactoryFn(new ShortTopic())
                .withKeyDeserializer(ByteArrayDeserializer.class)
                .withValueDeserializer(ByteArrayDeserializer.class))
        .apply("Count", ParDo.of(new CountFn()))
        .apply("Keep", ParDo.of(new KeepFn()));
    return new RunningStream(
        pipeline.run(), URI.create("http://127.0.0.1:%d/metrics".formatted(port)));
  }

  /** Returns what Prometheus would read now, or nothing while the reporter is not up. */
  Samples scrape() throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(5)).build();
      return Samples.parse(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      return Samples.parse("");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run.cancel();
    } catch (RuntimeException e) {
      // Beam cancels, then asks for the state of a job whose cluster may be gone by then.
      System.err.println("after cancelling: " + e);
    }
  }

  private static final class CountFn extends DoFn<KafkaRecord<byte[], byte[]>, KV<Long, Long>> {
    @ProcessElement
    public void process(
        @Element KafkaRecord<byte[], byte[]> event, OutputReceiver<KV<Long, Long>> out) {
      for (String name : RadloomCounters.NAMES) {
        Counter counter = Metrics.counter(RadloomCounters.NAMESPACE, name);
        counter.inc();
      }
      out.output(KV.of(event.getOffset() % 7, event.getOffset()));
    }
  }

  private static final class KeepFn extends DoFn<KV<Long, Long>, Long> {
    @StateId("last")
    @SuppressWarnings("UnusedVariable") // Beam reads it.
    private final StateSpec<ValueState<Long>> last = StateSpecs.value(VarLongCoder.of());

    @ProcessElement
    public void process(
        @Element KV<Long, Long> event,
        @StateId("last") ValueState<Long> last,
        OutputReceiver<Long> out) {
      last.write(event.getValue());
      out.output(event.getValue());
    }
  }
}
