package org.radloom.transforms.stream;

import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Leaves the keys of a topic's records alone: an event says itself what it is about. */
public final class UnreadKeys implements Deserializer<@Nullable Void> {
  /** For Kafka, which makes it by name. */
  public UnreadKeys() {}

  @Override
  public @Nullable Void deserialize(String topic, byte @Nullable [] key) {
    return null;
  }
}
