package org.radloom.transforms.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.radloom.events.EventType;
import org.radloom.events.InvalidEventException;
import org.radloom.events.RejectReason;
import org.radloom.records.Standing;
import org.radloom.rows.RowReader;
import org.radloom.stream.Message;
import org.radloom.stream.MessageParser;
import org.radloom.stream.Place;

/**
 * Reads messages from Kafka, in the time of {@link EventTimePolicy}. Offsets are committed with the
 * checkpoint and only for others to see: after a failure the checkpoint says where to go on.
 *
 * <pre>{@code
 * PCollection<KV<byte[], byte[]>> rows = pipeline.apply(ReadTopics.of(settings));
 * }</pre>
 */
public final class ReadTopics extends PTransform<PBegin, PCollection<KV<byte[], byte[]>>> {

  /**
   * What is read.
   *
   * @param servers HOST:PORT, several of them parted by commas
   * @param topics names of the topics
   * @param group consumer group that offsets are committed for
   * @param configFile properties for the consumer (TLS, SASL), read by every worker itself, so that
   *     no job graph carries a secret; empty for none
   * @param maxMessageBytes longest message that is read
   * @param disorder how far the watermark stays behind the latest event
   */
  public record Settings(
      String servers,
      List<String> topics,
      String group,
      String configFile,
      int maxMessageBytes,
      Duration disorder)
      implements Serializable {}

  private final Settings settings;

  private ReadTopics(Settings settings) {
    this.settings = settings;
  }

  /** Reads what the settings name. */
  public static ReadTopics of(Settings settings) {
    return new ReadTopics(settings);
  }

  @Override
  public PCollection<KV<byte[], byte[]>> expand(PBegin begin) {
    Duration disorder = settings.disorder();
    return begin
        .apply(
            "Consume",
            KafkaIO.<Void, byte[]>read()
                .withBootstrapServers(settings.servers())
                .withTopics(settings.topics())
                .withKeyDeserializerAndCoder(UnreadKeys.class, VoidCoder.of())
                .withValueDeserializerAndCoder(
                    MessageDeserializer.class, NullableCoder.of(ByteArrayCoder.of()))
                .withConsumerConfigUpdates(
                    Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        settings.group(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        MessageDeserializer.MAX_BYTES,
                        settings.maxMessageBytes()))
                .withConsumerFactoryFn(new OpenConsumer(settings.configFile()))
                .withTimestampPolicyFactory(
                    (partition, previous) ->
                        new EventTimePolicy(previous, disorder, Clock.systemUTC()))
                .commitOffsetsInFinalize())
        .apply("Place", ParDo.of(new PlaceFn()))
        .setCoder(Rows.CODER);
  }

  /** Opens a consumer with the settings of the file on this machine. */
  static final class OpenConsumer
      implements SerializableFunction<Map<String, Object>, Consumer<byte[], byte[]>> {
    private final String configFile;

    OpenConsumer(String configFile) {
      this.configFile = configFile;
    }

    @Override
    public Consumer<byte[], byte[]> apply(Map<String, Object> config) {
      Map<String, Object> all = new HashMap<>();
      if (!configFile.isEmpty()) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(configFile))) {
          properties.load(in);
        } catch (IOException e) {
          throw new UncheckedIOException("cannot read the Kafka settings", e);
        }
        properties.forEach((name, value) -> all.put(name.toString(), value));
      }
      all.putAll(config);
      return new KafkaConsumer<>(all);
    }
  }

  /** Says of each message where it came from. */
  static final class PlaceFn extends DoFn<KafkaRecord<Void, byte[]>, KV<byte[], byte[]>> {
    private final Counter late = Metrics.counter(Rows.METRICS, "late");
    private transient @Nullable MessageParser parser;

    @Setup
    public void setUp() {
      parser = new MessageParser(1);
    }

    @ProcessElement
    public void place(
        @Element KafkaRecord<Void, byte[]> record,
        @Timestamp Instant time,
        OutputReceiver<KV<byte[], byte[]>> out) {
      Place place =
          new Place(record.getTopic(), record.getPartition(), record.getOffset(), time.getMillis());
      byte @Nullable [] message = record.getKV().getValue();
      if (message == null) {
        message =
            Objects.requireNonNull(parser)
                .reject(
                    new InvalidEventException(EventType.UNKNOWN, RejectReason.EMPTY_MESSAGE, null),
                    place,
                    Standing.micros(java.time.Instant.now()));
      } else if (isLate(message, time)) {
        late.inc();
      }
      out.output(Rows.received(place, message));
    }

    private static boolean isLate(byte[] message, Instant time) {
      Message view = Message.read(message, new RowReader(message));
      return view.isEvent() && Math.floorDiv(view.micros(), 1000) < time.getMillis();
    }
  }
}
