package org.radloom.flinkconf.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic of one partition whose broker says that it holds more than it ever gives, so that a
 * reader lags behind for as long as it runs.
 */
final class ShortTopic
    implements SerializableFunction<Map<String, Object>, Consumer<byte[], byte[]>> {
  static final String NAME = "events";
  static final long GIVEN = 100;
  static final long HELD = 1000;

  @Override
  public Consumer<byte[], byte[]> apply(Map<String, Object> config) {
    TopicPartition partition = new TopicPartition(NAME, 0);
    MockConsumer<byte[], byte[]> consumer =
        new MockConsumer<>(OffsetResetStrategy.EARLIEST) {
          @Override
          public synchronized void assign(Collection<TopicPartition> partitions) {
            super.assign(partitions);
            updateBeginningOffsets(Map.of(partition, 0L));
            updateEndOffsets(Map.of(partition, HELD));
            for (long offset = 0; offset < GIVEN; offset++) {
              byte[] value = Long.toString(offset).getBytes(UTF_8);
              addRecord(new ConsumerRecord<>(NAME, 0, offset, value, value));
            }
          }
        };
    consumer.updateEndOffsets(Map.of(partition, HELD));
    Node broker = new Node(0, "127.0.0.1", 9092);
    Node[] brokers = {broker};
    consumer.updatePartitions(NAME, List.of(new PartitionInfo(NAME, 0, broker, brokers, brokers)));
    return consumer;
  }
}
