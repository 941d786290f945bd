package org.radloom.localcluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of a broker, as tests and trials need them. Calls end within half a minute. */
public final class KafkaTopics implements AutoCloseable {
  private static final String TIMEOUT_MILLIS = "30000";
  private static final Duration POLL = Duration.ofMillis(200);

  private final String servers;
  private final Admin admin;

  /** The topics of the broker at the address, for example {@code 127.0.0.1:9092}. */
  public KafkaTopics(String servers) {
    this.servers = servers;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                "5000",
                // It warns at each try, and by default tries twenty times a second.
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                "1000"));
  }

  /** Returns the names of the topics that are not the broker's own. */
  public List<String> names() throws IOException, InterruptedException {
    return done(admin.listTopics().names()).stream().sorted().toList();
  }

  /**
   * Makes a topic.
   *
   * @throws IOException if there is one of the name already
   */
  public void create(String topic, int partitions) throws IOException, InterruptedException {
    done(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all());
  }

  /**
   * Sends the messages, without keys and in turn to every partition, and returns when the broker
   * has taken them all.
   *
   * @throws IOException if it did not take one; others may be there
   */
  public void send(String topic, List<byte[]> messages) throws IOException, InterruptedException {
    int partitions = partitions(topic).size();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (byte[] message : messages) {
        sent.add(
            producer.send(new ProducerRecord<>(topic, sent.size() % partitions, null, message)));
      }
      for (Future<RecordMetadata> one : sent) {
        done(one);
      }
    }
  }

  /**
   * Returns the messages of the topic from its start to its end of now, by partition and then by
   * offset.
   *
   * @throws IOException if they can't be read within the limit
   */
  public List<byte[]> read(String topic, Duration limit) throws IOException, InterruptedException {
    List<byte[]> messages = new ArrayList<>();
    for (Map.Entry<TopicPartition, Long> end : ends(topic).entrySet()) {
      messages.addAll(read(end.getKey(), end.getValue(), limit));
    }
    return messages;
  }

  private List<byte[]> read(TopicPartition partition, long end, Duration limit) throws IOException {
    List<byte[]> messages = new ArrayList<>();
    long deadline = System.nanoTime() + limit.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition) < end) {
        if (System.nanoTime() > deadline) {
          throw new IOException(
              "read %s to %d of %d in %d s"
                  .formatted(partition, consumer.position(partition), end, limit.toSeconds()));
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
          messages.add(record.value());
        }
      }
    }
    return messages;
  }

  /** Returns the offset after the last message of each partition, by the partition's number. */
  public Map<Integer, Long> endOffsets(String topic) throws IOException, InterruptedException {
    return byPartition(ends(topic), topic);
  }

  /** Returns the next offset that the consumer group will read, of each partition it has read. */
  public Map<Integer, Long> committedOffsets(String group, String topic)
      throws IOException, InterruptedException {
    Map<TopicPartition, Long> committed = new HashMap<>();
    done(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              // There is none where the group was at work and has not committed.
              if (offset != null) {
                committed.put(partition, offset.offset());
              }
            });
    return byPartition(committed, topic);
  }

  private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets, String topic) {
    Map<Integer, Long> numbers = new TreeMap<>();
    offsets.forEach(
        (partition, offset) -> {
          if (partition.topic().equals(topic)) {
            numbers.put(partition.partition(), offset);
          }
        });
    return numbers;
  }

  private List<TopicPartition> partitions(String topic) throws IOException, InterruptedException {
    return done(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
        .flatMap(description -> description.partitions().stream())
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private Map<TopicPartition, Long> ends(String topic) throws IOException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions(topic).forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new TreeMap<>(Comparator.comparing(TopicPartition::partition));
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
        done(admin.listOffsets(asked).all()).entrySet()) {
      ends.put(end.getKey(), end.getValue().offset());
    }
    return ends;
  }

  private static <T> T done(Future<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IOException("Kafka: " + e.getCause(), e.getCause());
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
