package org.radloom.app.trials;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends messages and remembers what the broker acknowledged. */
final class TrialProducer implements AutoCloseable {
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Set<MessageKey> keys = new HashSet<>();
  private long acknowledged;

  TrialProducer(String servers, String topic) {
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                // A broker that was killed comes back within this time.
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                180_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                180_000L),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends the messages and waits until the broker has all of them. */
  synchronized void send(List<byte[]> messages) throws IOException, InterruptedException {
    sendUnremembered(messages);
    messages.forEach(message -> keys.add(TrialMessages.key(message)));
  }

  /** Sends the messages and waits until the broker has all of them; only counts them. */
  synchronized void sendUnremembered(List<byte[]> messages)
      throws IOException, InterruptedException {
    List<Future<RecordMetadata>> sent =
        messages.stream()
            .map(message -> producer.send(new ProducerRecord<>(topic, message)))
            .toList();
    for (Future<RecordMetadata> one : sent) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IOException("the broker did not take a message", e.getCause());
      }
      acknowledged++;
    }
  }

  /** Returns how many messages the broker has, those that were sent twice counted twice. */
  synchronized long acknowledged() {
    return acknowledged;
  }

  /** Returns what was said in them. */
  Set<MessageKey> keys() {
    return keys;
  }

  @Override
  public void close() {
    producer.close();
  }
}
