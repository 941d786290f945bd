package org.radloom.volumemaps.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run says at its end. */
final class RunReportTest {
  @Test
  void columnsHoldTheLongestOpAndStatus() throws Exception {
    JsonNode index =
        new ObjectMapper()
            .readTree(
                """
                {"studies":[{"study":"S-1","op":"mammography","status":"finished"},
                            {"study":"S-2","op":"cardiac","status":"skipped"}]}
                """);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    RunReport.print(
        index,
        Path.of("out"),
        1,
        entry -> "RESULT",
        new PrintStream(printed, true, StandardCharsets.UTF_8));

    List<Integer> columns =
        printed
            .toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("RESULT"))
            .map(line -> line.indexOf("RESULT"))
            .toList();
    assertThat(columns).hasSize(2);
    assertThat(columns.get(0)).isEqualTo(columns.get(1));
  }
}
