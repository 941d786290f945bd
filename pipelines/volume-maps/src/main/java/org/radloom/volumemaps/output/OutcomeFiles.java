package org.radloom.volumemaps.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * How whoever started a run hears of its studies while it goes on, wherever it goes on: a small
 * file an outcome in the folder of the run.
 */
public final class OutcomeFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUFFIX = ".json";

  private OutcomeFiles() {}

  /** Tells of an outcome; of one told before, nothing new is heard. */
  public static void tell(Path run, StudyOutcome outcome) {
    Path folder = RunFolder.outcomes(run);
    Path next = folder.resolve("." + UUID.randomUUID());
    try {
      Files.write(next, JSON.writeValueAsBytes(outcome.toJson()));
      Files.move(
          next,
          folder.resolve(outcome.number() + SUFFIX),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // A line of progress is missing; the outcome itself goes on to the worklist.
    }
  }

  /** Returns the outcomes told so far whose numbers are not among those heard, and adds them. */
  public static List<StudyOutcome> hear(Path run, Set<Integer> heard) throws IOException {
    List<StudyOutcome> news = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(RunFolder.outcomes(run), "[0-9]*" + SUFFIX)) {
      for (Path file : files) {
        int number = Integer.parseInt(file.getFileName().toString().replace(SUFFIX, ""));
        if (!heard.contains(number)) {
          news.add(StudyOutcome.ofJson(JSON.readTree(Files.readAllBytes(file))));
          heard.add(number);
        }
      }
    } catch (NoSuchFileException e) {
      return news;
    }
    return news;
  }
}
