package org.radloom.trainingdata.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-20T02:15:00Z");

  private final Path store;

  StoreCheckTest(@TempDir Path folder) {
    this.store = folder;
  }

  @Test
  void storeThatAddsUpAndIsFreshIsCounted() throws Exception {
    entry("a", 5, 3, NOW.minus(Duration.ofDays(9)));
    entry("b", 4, 4, NOW.minus(Duration.ofHours(26)));

    assertThat(check().read()).isEqualTo(9);
    assertThat(check().events()).isEqualTo(7);
  }

  @Test
  void storeThatNobodyWroteToIsRefused() throws Exception {
    entry("a", 5, 3, NOW.minus(Duration.ofHours(27)));

    assertThatThrownBy(this::check)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1620 minutes old");
  }

  @Test
  void storeThatDoesNotAddUpIsRefused() throws Exception {
    entry("a", 5, 3, NOW);
    Path file = store.resolve("ledger/b.json");
    Files.writeString(file, "{\"read\": 9, \"events\": {\"consent\": 8}, \"duplicates\": 0}");

    assertThatThrownBy(this::check).hasMessageContaining("b.json").hasMessageContaining("add up");
    Files.writeString(file, "{\"read\": 9");
    assertThatThrownBy(this::check).hasMessageContaining("b.json").hasMessageContaining("add up");
  }

  @Test
  void storeWithoutALedgerIsRefused() {
    assertThatThrownBy(this::check).hasMessageContaining("no ledger");
  }

  private org.radloom.stream.Ledger check() throws IOException {
    return StoreCheck.check(store + "/", Duration.ofHours(26), NOW);
  }

  private void entry(String name, int read, int events, Instant at) throws IOException {
    Path file = Files.createDirectories(store.resolve("ledger")).resolve(name + ".json");
    Files.writeString(
        file,
        "{\"read\": %d, \"events\": {\"inference\": %d}, \"rejected\": {\"x\": %d}, \"duplicates\": 0}"
            .formatted(read, events, read - events));
    Files.setLastModifiedTime(file, FileTime.from(at));
  }
}
