package org.radloom.volumemaps.input;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.radloom.volumemaps.input.FoundStudy.Described;
import org.radloom.volumemaps.input.FoundStudy.Refused;

/**
 * Finds the studies of an input folder: what is directly in it, not deeper. {@code X.json} belongs
 * to {@code X.nii}, {@code X.nii.gz} or the DICOM folder {@code X/}. Every sidecar, and every
 * volume that neither has a sidecar nor is named by one, is one study, good or refused; hidden
 * files, empty folders and files of other kinds are passed over.
 */
public final class StudySearch {
  private static final String SIDECAR = ".json";
  private static final List<String> VOLUMES = List.of(".nii", ".nii.gz");

  private final InputFolder input;

  /** Sidecars by stem. */
  private final SortedMap<String, String> sidecars = new TreeMap<>();

  /** Volumes by stem; a folder ends with a slash. */
  private final SortedMap<String, List<String>> volumes = new TreeMap<>();

  /** Paths that sidecars name, normalised. */
  private final Set<String> named = new HashSet<>();

  /** Stems of sidecars that can't say which files they name. */
  private final List<String> mute = new ArrayList<>();

  private StudySearch(InputFolder input) {
    this.input = input;
  }

  /** Returns the studies, in order of the names of their sources. */
  public static List<FoundStudy> find(InputFolder input) throws IOException {
    StudySearch search = new StudySearch(input);
    search.list();
    SortedMap<String, FoundStudy> found = new TreeMap<>();
    search.sidecars.forEach((stem, name) -> found.put(name, search.described(stem, name)));
    search.volumes.forEach(
        (stem, names) -> {
          if (!search.sidecars.containsKey(stem) && names.stream().noneMatch(search::isNamed)) {
            found.put(names.get(0), withoutSidecar(stem, names.get(0)));
          }
        });
    return refuseDuplicates(found.values());
  }

  private void list() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(input.folder())) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".")) {
          continue;
        }
        if (Files.isDirectory(entry)) {
          if (!isEmpty(entry)) {
            volumes.computeIfAbsent(name, stem -> new ArrayList<>()).add(name + "/");
          }
        } else if (name.endsWith(SIDECAR)) {
          sidecars.put(stem(name, SIDECAR), name);
        } else {
          for (String suffix : VOLUMES) {
            if (name.endsWith(suffix)) {
              volumes.computeIfAbsent(stem(name, suffix), stem -> new ArrayList<>()).add(name);
            }
          }
        }
      }
    }
    volumes.values().forEach(names -> names.sort(null));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }

  private static String stem(String name, String suffix) {
    return name.substring(0, name.length() - suffix.length());
  }

  private FoundStudy described(String stem, String name) {
    SidecarReader reader;
    try {
      reader = SidecarReader.open(input.file(name));
    } catch (RejectedStudyException e) {
      mute.add(stem);
      return new Refused(name, null, null, e.reason(), e.line());
    }
    for (String path : reader.namedFiles()) {
      try {
        named.add(Path.of(path).normalize().toString());
      } catch (InvalidPathException e) {
        // No file has such a name; reading the field says so.
      }
    }
    try {
      Sidecar sidecar = reader.read();
      return new Described(name, sidecar, onlyVolume(stem, name));
    } catch (RejectedStudyException e) {
      return new Refused(name, reader.op(), reader.study(), e.reason(), e.line());
    }
  }

  private String onlyVolume(String stem, String name) throws RejectedStudyException {
    List<String> beside = volumes.getOrDefault(stem, List.of());
    if (beside.isEmpty()) {
      throw new RejectedStudyException(
          RejectReason.NO_VOLUME,
          "there is no %1$s.nii, %1$s.nii.gz or DICOM folder %1$s/ beside %2$s"
              .formatted(InputFolder.shown(stem), InputFolder.shown(name)));
    }
    if (beside.size() > 1) {
      throw new RejectedStudyException(
          RejectReason.AMBIGUOUS_VOLUME,
          "there must be one volume beside %s, but there are: %s"
              .formatted(InputFolder.shown(name), InputFolder.shown(String.join(", ", beside))));
    }
    return beside.get(0);
  }

  private boolean isNamed(String volume) {
    return named.contains(volume)
        || (volume.endsWith("/") && named.stream().anyMatch(path -> path.startsWith(volume)))
        || mute.stream().anyMatch(stem -> volume.startsWith(stem + "_"));
  }

  private static FoundStudy withoutSidecar(String stem, String volume) {
    return new Refused(
        volume,
        null,
        null,
        RejectReason.NO_SIDECAR.code(),
        "%s needs a sidecar %s.json beside it"
            .formatted(InputFolder.shown(volume), InputFolder.shown(stem)));
  }

  /** The first by name keeps the study; whichever is right, two results can't share a folder. */
  private static List<FoundStudy> refuseDuplicates(Iterable<FoundStudy> found) {
    // Where file names have no case, S1 and s1 are one folder.
    Map<String, String> firstOf = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    List<FoundStudy> kept = new ArrayList<>();
    for (FoundStudy study : found) {
      if (study instanceof Described described) {
        String first = firstOf.putIfAbsent(described.study(), described.source());
        if (first != null) {
          kept.add(
              new Refused(
                  described.source(),
                  described.op(),
                  described.study(),
                  RejectReason.DUPLICATE_STUDY.code(),
                  "study %s is that of %s already (file %s)"
                      .formatted(
                          described.study(),
                          InputFolder.shown(first),
                          InputFolder.shown(described.source()))));
          continue;
        }
      }
      kept.add(study);
    }
    return kept;
  }
}
