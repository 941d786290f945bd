package org.radloom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuditEventTest {

  @Test
  void hashIsOverAZeroTheHashBeforeAndTheCanonicalEvent() throws Exception {
    AuditEvent event =
        AuditEvent.after(
            AuditHead.START,
            Instant.parse("2026-11-20T02:15:00.123456Z"),
            Action.PUBLISHED,
            AuditDetails.of(Action.PUBLISHED, Map.of("version", "1", "dataset", "chest")));

    String body =
        "{\"action\":\"published\",\"details\":{\"dataset\":\"chest\",\"version\":\"1\"},"
            + "\"sequence\":1,\"time\":\"2026-11-20T02:15:00.123Z\"}";
    ByteArrayOutputStream hashed = new ByteArrayOutputStream();
    hashed.write(0);
    hashed.writeBytes(new byte[32]);
    hashed.writeBytes(body.getBytes(StandardCharsets.UTF_8));
    String hash =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(hashed.toByteArray()));
    assertThat(event.hash()).isEqualTo(hash);
    assertThat(new String(event.line(), StandardCharsets.UTF_8))
        .isEqualTo(body.replace("\"sequence\"", "\"hash\":\"%s\",\"sequence\"".formatted(hash)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/data/input/scan.dcm", "C:\\data", "a\nb", "file:///x", "\u0000", "a\u007fb"})
  void textThatMayBeAPathOrADocumentIsRefused(String text) {
    assertThatThrownBy(() -> AuditDetails.of(Action.PUBLISHED, Map.of("dataset", text)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain(text);
  }

  @Test
  void detailsThatAnActionDoesNotHaveAreRefusedUnnamed() {
    assertThatThrownBy(() -> AuditDetails.of(Action.PUBLISHED, Map.of("Jane Doe", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("Jane");
    assertThatThrownBy(
            () -> AuditDetails.of(Action.ERASED, Map.of("counts", Map.of("Jane Doe", 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("Jane");
    assertThatThrownBy(() -> AuditDetails.of(Action.PUBLISHED, Map.of("records", 1.5)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void detailsMayBeTextIntegersBooleansListsAndMaps() {
    assertThat(
            AuditDetails.of(
                    Action.PUBLISHED,
                    Map.of(
                        "encrypted",
                        true,
                        "bytes",
                        5_000_000_000L,
                        "counts",
                        Map.of("train", 3, "val", List.of(1, "x"))))
                .toString())
        .contains("\"encrypted\":true", "\"bytes\":5000000000", "\"train\":3", "[1,\"x\"]");
  }
}
