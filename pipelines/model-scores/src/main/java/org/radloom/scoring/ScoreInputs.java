package org.radloom.scoring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.InputKind;
import org.radloom.volumemaps.input.RejectedStudyException;

/**
 * Images, volumes, and folders of a mammogram. Of a sidecar only its op travels: it is read again
 * where the study is computed, since it names the patient.
 */
final class ScoreInputs implements InputKind<ScoreOp> {
  @Override
  public @Nullable String stem(Path entry) {
    String name = entry.getFileName().toString();
    if (Files.isDirectory(entry)) {
      return Files.exists(entry.resolve(ScoreSidecarReader.STUDY_FILE)) ? name : null;
    }
    for (String suffix : ScoreSidecarReader.IMAGES) {
      if (name.endsWith(suffix)) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return null;
  }

  @Override
  public OpenSidecar<ScoreOp> open(InputFolder input, String name) throws RejectedStudyException {
    ScoreSidecarReader reader = ScoreSidecarReader.open(input, name);
    return new OpenSidecar<>() {
      @Override
      public @Nullable String opCode() {
        ScoreOp op = reader.op();
        return op == null ? null : op.code();
      }

      @Override
      public @Nullable String study() {
        return reader.study();
      }

      @Override
      public List<String> namedFiles() {
        return reader.namedFiles();
      }

      @Override
      public ScoreOp read(List<String> beside) throws RejectedStudyException {
        return reader.read().op();
      }
    };
  }
}
