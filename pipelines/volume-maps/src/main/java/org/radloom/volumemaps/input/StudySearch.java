package org.radloom.volumemaps.input;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.radloom.volumemaps.input.FoundStudy.Described;
import org.radloom.volumemaps.input.FoundStudy.Refused;

/**
 * Finds the studies of an input folder: what is directly in it, not deeper. Every sidecar {@code
 * X.json} is one study, good or refused, and so is every file or folder that needs a sidecar, and
 * neither has one nor is named by one; hidden files and files of other kinds are passed over.
 *
 * @param <T> what is known of a study that may be computed
 */
public final class StudySearch<T extends Serializable> {
  /** How the names of sidecars end. */
  public static final String SIDECAR = ".json";

  private final InputFolder input;
  private final InputKind<T> kind;

  /** Sidecars by stem. */
  private final SortedMap<String, String> sidecars = new TreeMap<>();

  /** What needs a sidecar, by stem; a folder ends with a slash. */
  private final SortedMap<String, List<String>> owners = new TreeMap<>();

  /** Paths that sidecars name, normalised. */
  private final Set<String> named = new HashSet<>();

  /** Stems of sidecars that can't say which files they name. */
  private final List<String> mute = new ArrayList<>();

  private StudySearch(InputFolder input, InputKind<T> kind) {
    this.input = input;
    this.kind = kind;
  }

  /** Returns the studies, in order of the names of their sources. */
  public static <T extends Serializable> List<FoundStudy<T>> find(
      InputFolder input, InputKind<T> kind) throws IOException {
    StudySearch<T> search = new StudySearch<>(input, kind);
    search.list();
    SortedMap<String, FoundStudy<T>> found = new TreeMap<>();
    search.sidecars.forEach((stem, name) -> found.put(name, search.described(stem, name)));
    search.owners.forEach(
        (stem, names) -> {
          if (!search.sidecars.containsKey(stem)
              && names.stream().noneMatch(name -> search.isNamed(stem, name))) {
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
        boolean folder = Files.isDirectory(entry);
        if (!folder && name.endsWith(SIDECAR)) {
          sidecars.put(name.substring(0, name.length() - SIDECAR.length()), name);
          continue;
        }
        String stem = kind.stem(entry);
        if (stem != null) {
          owners.computeIfAbsent(stem, each -> new ArrayList<>()).add(folder ? name + "/" : name);
        }
      }
    }
    owners.values().forEach(names -> names.sort(null));
  }

  private FoundStudy<T> described(String stem, String name) {
    InputKind.OpenSidecar<T> sidecar;
    try {
      sidecar = kind.open(input, name);
    } catch (RejectedStudyException e) {
      mute.add(stem);
      return new Refused<>(name, null, null, e.reason(), e.line());
    }
    for (String path : sidecar.namedFiles()) {
      try {
        named.add(Path.of(path).normalize().toString());
      } catch (InvalidPathException e) {
        // No file has such a name; reading the field says so.
      }
    }
    try {
      T what = sidecar.read(owners.getOrDefault(stem, List.of()));
      return new Described<>(
          name,
          Objects.requireNonNull(sidecar.opCode()),
          Objects.requireNonNull(sidecar.study()),
          what);
    } catch (RejectedStudyException e) {
      return new Refused<>(name, sidecar.opCode(), sidecar.study(), e.reason(), e.line());
    }
  }

  private boolean isNamed(String stem, String name) {
    return named.contains(name)
        || (name.endsWith("/") && named.stream().anyMatch(path -> path.startsWith(name)))
        || mute.stream().anyMatch(silent -> stem.startsWith(silent + "_"));
  }

  private static <T extends Serializable> FoundStudy<T> withoutSidecar(String stem, String name) {
    return new Refused<>(
        name,
        null,
        null,
        RejectReason.NO_SIDECAR.code(),
        "%s needs a sidecar %s.json beside it"
            .formatted(InputFolder.shown(name), InputFolder.shown(stem)));
  }

  /** The first by name keeps the study; whichever is right, two results can't share a folder. */
  private static <T extends Serializable> List<FoundStudy<T>> refuseDuplicates(
      Iterable<FoundStudy<T>> found) {
    // Where file names have no case, S1 and s1 are one folder.
    Map<String, String> firstOf = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    List<FoundStudy<T>> kept = new ArrayList<>();
    for (FoundStudy<T> study : found) {
      if (study instanceof Described<T> described) {
        String first = firstOf.putIfAbsent(described.study(), described.source());
        if (first != null) {
          kept.add(
              new Refused<>(
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
