package org.radloom.transforms.stream;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.radloom.records.Standing;
import org.radloom.stream.MessageParser;

/** Makes a {@link org.radloom.stream.Message} of a record's value, whatever it is. */
public final class MessageDeserializer implements Deserializer<byte[]> {
  /** Setting of the consumer: longest value that is read, in bytes. */
  static final String MAX_BYTES = "radloom.max.message.bytes";

  private static final int DEFAULT_MAX_BYTES = 8 << 20;

  private final Clock clock = Clock.systemUTC();
  private MessageParser parser = new MessageParser(DEFAULT_MAX_BYTES);

  /** For Kafka, which makes it by name. */
  public MessageDeserializer() {}

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    Object maxBytes = configs.get(MAX_BYTES);
    if (maxBytes instanceof Integer bytes) {
      parser = new MessageParser(bytes);
    }
  }

  @Override
  public byte @Nullable [] deserialize(String topic, byte @Nullable [] value) {
    return value == null
        ? null
        : parser.parse(value, 0, value.length, Standing.micros(Instant.now(clock)));
  }
}
