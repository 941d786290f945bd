package org.radloom.scoring;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.radloom.scoring.ScoreSidecar.ImageEntry;
import org.radloom.scoring.ScoreSidecar.PhaseEntry;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.RejectReason;
import org.radloom.volumemaps.input.RejectedStudyException;

/**
 * Finds the studies of an input folder: what is directly in it, not deeper. Every {@code X.json} is
 * one study, good or refused, and so is every image, volume or folder of a mammogram that no
 * sidecar names.
 */
final class ScoreSearch {
  private final InputFolder input;
  private final Map<String, ScoreStudy> found = new TreeMap<>();
  private final Set<String> named = new HashSet<>();

  /** Stems of sidecars that can't say which files they name. */
  private final List<String> mute = new ArrayList<>();

  private ScoreSearch(InputFolder input) {
    this.input = input;
  }

  /** Returns the studies, in order of the names of their sources. */
  static List<ScoreStudy> find(InputFolder input) throws IOException {
    ScoreSearch search = new ScoreSearch(input);
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(input.folder())) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
      }
    }
    names.sort(null);
    for (String name : names) {
      if (name.endsWith(ScoreSidecarReader.SUFFIX) && !name.startsWith(".")) {
        search.found.put(name, search.described(name));
      }
    }
    for (String name : names) {
      if (search.isOrphan(name)) {
        search.found.put(
            name,
            new ScoreStudy(
                name,
                null,
                null,
                RejectReason.NO_SIDECAR.code(),
                "%s needs a sidecar beside it".formatted(InputFolder.shown(name))));
      }
    }
    return search.withoutDuplicates();
  }

  private ScoreStudy described(String name) {
    String stem = name.substring(0, name.length() - ScoreSidecarReader.SUFFIX.length());
    ScoreSidecarReader reader;
    try {
      reader = ScoreSidecarReader.open(input, name);
    } catch (RejectedStudyException e) {
      mute.add(stem);
      return new ScoreStudy(name, null, null, e.reason(), e.line());
    }
    try {
      ScoreSidecar sidecar = reader.read();
      sidecar.images().stream().map(ImageEntry::file).forEach(named::add);
      sidecar.phases().stream().map(PhaseEntry::file).forEach(named::add);
      return new ScoreStudy(name, sidecar.op(), sidecar.study(), null, null);
    } catch (RejectedStudyException e) {
      mute.add(stem);
      return new ScoreStudy(name, reader.op(), reader.study(), e.reason(), e.line());
    }
  }

  private boolean isOrphan(String name) {
    Path path = input.folder().resolve(name);
    boolean image =
        Files.isDirectory(path)
            ? Files.exists(path.resolve(ScoreSidecarReader.STUDY_FILE))
            : ScoreSidecarReader.IMAGES.stream().anyMatch(name::endsWith);
    return image
        && !name.startsWith(".")
        && named.stream().noneMatch(file -> file.equals(name) || file.startsWith(name + "/"))
        && mute.stream()
            .noneMatch(
                stem ->
                    name.equals(stem)
                        || name.startsWith(stem + ".")
                        || name.startsWith(stem + "_"));
  }

  /** The first by name keeps the study; two results can't share a folder. */
  private List<ScoreStudy> withoutDuplicates() {
    // Where file names have no case, S1 and s1 are one folder.
    Map<String, String> firstOf = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    List<ScoreStudy> kept = new ArrayList<>();
    for (ScoreStudy each : found.values()) {
      String study = each.study();
      String first =
          each.reason() != null || study == null ? null : firstOf.putIfAbsent(study, each.source());
      kept.add(
          first == null
              ? each
              : new ScoreStudy(
                  each.source(),
                  each.op(),
                  study,
                  RejectReason.DUPLICATE_STUDY.code(),
                  "study %s is that of %s already (file %s)"
                      .formatted(
                          study, InputFolder.shown(first), InputFolder.shown(each.source()))));
    }
    return kept;
  }
}
