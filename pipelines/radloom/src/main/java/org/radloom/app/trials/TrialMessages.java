package org.radloom.app.trials;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.radloom.stream.MessageParser;

/**
 * Messages of a trial: dictations no two of which are alike, one in ten said twice, one in a
 * hundred no event at all.
 */
final class TrialMessages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REPEATED_OF_TEN = 1;
  private static final int POISON_OF_HUNDRED = 1;
  private static final int REMEMBERED = 2000;
  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  private final Random random;
  private final List<byte[]> recent = new ArrayList<>();
  private long next;

  TrialMessages(long seed) {
    random = new Random(seed);
  }

  /**
   * Returns so many messages.
   *
   * @param time what the devices' clocks say
   */
  List<byte[]> next(int count, Instant time) {
    List<byte[]> messages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      if (!recent.isEmpty() && random.nextInt(10) < REPEATED_OF_TEN) {
        messages.add(recent.get(random.nextInt(recent.size())));
        continue;
      }
      byte[] message =
          random.nextInt(100) < POISON_OF_HUNDRED
              ? ("{\"type\":\"transcription\",\"id\":\"cut-" + next++ + "\",")
                  .getBytes(StandardCharsets.UTF_8)
              : dictation(time);
      messages.add(message);
      if (recent.size() < REMEMBERED) {
        recent.add(message);
      } else {
        recent.set(random.nextInt(REMEMBERED), message);
      }
    }
    return messages;
  }

  private byte[] dictation(Instant time) {
    long number = next++;
    ObjectNode event = JSON.createObjectNode();
    event
        .put("type", "transcription")
        .put("id", "T-" + number)
        .put("patientId", "P-" + number % 5000)
        .put("userId", "U-" + number % 60)
        .put("recordedAt", time.toString())
        .put("language", "en")
        .put("confidence", 0.95)
        .put(
            "text",
            String.format(
                Locale.ROOT,
                "No acute abnormality of the chest. Nodule of %d mm in segment %d of the right lung,"
                    + " unchanged since the examination number %d. Heart size is normal.",
                number % 30 + 1,
                number % 10 + 1,
                number));
    event.putObject("model").put("name", "whisper").put("version", "3");
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns what the store will know the message by. */
  static MessageKey key(byte[] message) {
    byte[] parsed = new MessageParser(MAX_MESSAGE_BYTES).parse(message, 0, message.length, 0);
    return MessageKey.of(ByteBuffer.wrap(parsed));
  }
}
