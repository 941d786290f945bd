package org.radloom.volumemaps.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worklist after a run: this run's, and what stands of the earlier ones. */
final class WorklistTest {
  private static final JsonNode NONE = MissingNode.getInstance();

  private static StudyOutcome outcome(int number, @Nullable String study, Status status) {
    boolean done = status == Status.FINISHED || status == Status.SKIPPED;
    return new StudyOutcome(
        number,
        "source%d.json".formatted(number),
        "agatston",
        study,
        status,
        done ? null : "some_reason",
        done ? null : "a message",
        done
            ? "{\"study\":\"%s\",\"status\":\"%s\",\"run\":%d}"
                .formatted(study, status.code(), number)
            : null,
        1.5);
  }

  private static List<String> studies(JsonNode index) {
    List<String> studies = new ArrayList<>();
    index
        .path("studies")
        .forEach(e -> studies.add(e.path("study").asText() + " " + e.path("status").asText()));
    return studies;
  }

  @Test
  void listsStudiesByNameWhateverOrderTheyEndIn() {
    JsonNode index =
        Worklist.merge(
            NONE,
            List.of(outcome(1, "A", Status.SKIPPED), outcome(0, "B", Status.FINISHED)),
            study -> true);

    assertThat(studies(index)).containsExactly("A skipped", "B finished");
  }

  @Test
  void keepsStudiesOfEarlierRunsThatStand() {
    ObjectNode before =
        Worklist.merge(
            NONE,
            List.of(
                outcome(0, "A", Status.FINISHED),
                outcome(1, "B", Status.FINISHED),
                outcome(2, "C", Status.FINISHED)),
            study -> true);

    JsonNode index =
        Worklist.merge(
            before, List.of(outcome(0, "B", Status.FINISHED)), Set.of("A", "B")::contains);

    assertThat(studies(index)).containsExactly("A kept", "B finished");
    assertThat(index.path("counts").path("read").asInt()).isEqualTo(1);
  }

  @Test
  void dropsAStudyThatThisRunTurnsDownButNotForItsDouble() {
    ObjectNode before =
        Worklist.merge(
            NONE,
            List.of(outcome(0, "A", Status.FINISHED), outcome(1, "B", Status.FINISHED)),
            study -> true);

    JsonNode index =
        Worklist.merge(
            before,
            List.of(
                outcome(0, "A", Status.REJECTED),
                outcome(1, "B", Status.FINISHED),
                outcome(2, "B", Status.REJECTED),
                outcome(3, null, Status.REJECTED),
                outcome(4, "D", Status.FAILED)),
            study -> true);

    assertThat(studies(index)).containsExactly("B finished");
    assertThat(index.path("rejected")).hasSize(3);
    assertThat(index.path("rejected").path(2).has("study")).isFalse();
    assertThat(index.path("failed").path(0).toString())
        .isEqualTo(
            "{\"source\":\"source4.json\",\"study\":\"D\",\"reason\":\"some_reason\",\"message\":\"a message\"}");
  }

  @Property(tries = 200)
  void everyStudyReadIsCountedOnce(
      @ForAll @Size(max = 30) List<Status> statuses,
      @ForAll @IntRange(min = 1, max = 9) int names) {
    List<StudyOutcome> outcomes = new ArrayList<>();
    for (Status status : statuses) {
      int number = outcomes.size();
      outcomes.add(outcome(number, "S" + number % names, status));
    }

    JsonNode index = Worklist.merge(NONE, outcomes, study -> true);

    JsonNode counts = index.path("counts");
    int sum = 0;
    for (Status status : Status.values()) {
      sum += counts.path(status.code()).asInt();
    }
    assertThat(counts.path("read").asInt()).isEqualTo(statuses.size()).isEqualTo(sum);
    assertThat(index.path("rejected")).hasSize(counts.path("rejected").asInt());
    assertThat(index.path("failed")).hasSize(counts.path("failed").asInt());
    Set<String> done =
        outcomes.stream()
            .filter(o -> o.worklistEntry() != null)
            .map(o -> String.valueOf(o.study()))
            .collect(Collectors.toSet());
    assertThat(index.path("studies").findValuesAsText("study"))
        .containsExactlyInAnyOrderElementsOf(done);
  }

  @Test
  void anOutcomeSurvivesItsJson() {
    for (Status status : Status.values()) {
      StudyOutcome told = outcome(7, status == Status.REJECTED ? null : "A", status);

      assertThat(StudyOutcome.ofJson(told.toJson())).isEqualTo(told);
    }
  }

  @Test
  void takesADamagedWorklistForNone(@TempDir Path folder) throws Exception {
    assertThat(Worklist.read(folder).isMissingNode()).isTrue();
    Files.writeString(folder.resolve("index.json"), "{\"studies\":[");
    assertThat(Worklist.read(folder).isMissingNode()).isTrue();
    Files.writeString(folder.resolve("index.json"), "");
    assertThat(studies(Worklist.merge(Worklist.read(folder), List.of(), study -> true))).isEmpty();
  }

  @Test
  void replacesTheWorklistAndLeavesNothingBeside(@TempDir Path folder) throws Exception {
    Worklist.write(folder, ResultJson.object().put("a", 1));
    Worklist.write(folder, ResultJson.object().put("a", 2));

    assertThat(Worklist.read(folder).path("a").asInt()).isEqualTo(2);
    assertThat(folder.toFile().list()).containsExactly("index.json");
  }
}
