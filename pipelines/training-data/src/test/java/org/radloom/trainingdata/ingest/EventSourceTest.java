package org.radloom.trainingdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.commandline.UsageException;

final class EventSourceTest {

  @ParameterizedTest
  @ValueSource(strings = {"in/*.jsonl", "/data/in/**", "s3://bucket/in/*", "kafka/events.jsonl"})
  void whatIsNoTopicIsAGlob(String source) throws UsageException {
    assertThat(EventSource.parse(source)).isEqualTo(new EventSource.Files(source));
  }

  @Test
  void namesServersAndTopics() throws UsageException {
    assertThat(EventSource.parse("kafka:broker:9092/events"))
        .isEqualTo(new EventSource.Topics("broker:9092", List.of("events")));
    assertThat(EventSource.parse("kafka:a.b:1,127.0.0.1:65535/x.y_z-1,other"))
        .isEqualTo(new EventSource.Topics("a.b:1,127.0.0.1:65535", List.of("x.y_z-1", "other")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "kafka:",
        "kafka:broker",
        "kafka:broker/events",
        "kafka:broker:9092",
        "kafka:broker:9092/",
        "kafka:broker:9092/a,",
        "kafka:broker:9092/a/b",
        "kafka:broker:9092,/a",
        "kafka:broker:port/a",
        "kafka:broker:123456/a",
        "kafka://broker:9092/a",
        "kafka:broker:9092/a b"
      })
  void refusesWhatIsNeither(String source) {
    assertThatThrownBy(() -> EventSource.parse(source))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--source must");
  }
}
