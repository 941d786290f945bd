package org.radloom.datasetchecks.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases of RFC 4180, section 2. */
final class CsvReaderTest {

  @Test
  void readsQuotedCellsWithCommasLineBreaksAndQuotes() throws Exception {
    assertThat(rows("aaa,\"b \r\nb,b\",\"c\"\"c\"\r\nzzz,,\"\"\r\n"))
        .containsExactly(List.of("aaa", "b \r\nb,b", "c\"c"), List.of("zzz", "", ""));
  }

  @Test
  void theLastLineNeedsNoEnd() throws Exception {
    assertThat(rows("a,b\r\nc,d")).containsExactly(List.of("a", "b"), List.of("c", "d"));
  }

  @Test
  void anEmptyFileHasNoRows() throws Exception {
    assertThat(rows("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\nb\r\n", "a\rb\r\n", "a\"b\r\n", "\"a\"b\r\n", "\"a\r\n", "a\u0000\r\n"})
  void refusesWhatReadersSplitDifferently(String text) {
    assertThatThrownBy(() -> rows(text))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith("row 1 ");
  }

  private static List<List<String>> rows(String text) throws IOException, DamagedFileException {
    CsvReader reader =
        new CsvReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), true);
    List<List<String>> rows = new ArrayList<>();
    for (var row = reader.next(); row != null; row = reader.next()) {
      rows.add(row.stream().map(CsvReader.Cell::text).toList());
    }
    return rows;
  }
}
