package org.radloom.trainingdata.ingest;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.radloom.commandline.UsageException;

/** Where events come from, as {@code --source} names it. */
sealed interface EventSource {

  /** Files, now and whenever there is another. */
  record Files(String glob) implements EventSource {}

  /** Topics of Kafka. */
  record Topics(String servers, List<String> topics) implements EventSource {}

  String KAFKA = "kafka:";
  Pattern SERVERS = Pattern.compile("[^/:,\\s]+:\\d{1,5}(,[^/:,\\s]+:\\d{1,5})*");
  Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

  /** Returns what the flag names. */
  static EventSource parse(String source) throws UsageException {
    if (source.isBlank()) {
      throw new UsageException("--source must not be empty");
    }
    if (!source.startsWith(KAFKA)) {
      return new Files(source);
    }
    String rest = source.substring(KAFKA.length());
    int slash = rest.indexOf('/');
    List<String> topics =
        slash < 0 ? List.of() : Arrays.asList(rest.substring(slash + 1).split(",", -1));
    if (slash < 0
        || !SERVERS.matcher(rest.substring(0, slash)).matches()
        || !topics.stream().allMatch(topic -> TOPIC.matcher(topic).matches())) {
      throw new UsageException(
          "--source must be a glob or kafka:HOST:PORT[,HOST:PORT]/TOPIC[,TOPIC], but was: "
              + source);
    }
    return new Topics(rest.substring(0, slash), topics);
  }
}
