package org.radloom.trainingdata.nightly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.radloom.commandline.FolderTree;
import org.radloom.transforms.Latest;

/**
 * The versions of a dataset that its newest went on from. A version says in its manifest which one
 * was before it; nothing else is known of their order, so a version that {@code LATEST} does not
 * lead back to is never deleted, and neither is {@code LATEST}.
 */
final class OldVersions {
  private static final String MANIFEST = "manifest.json";
  private static final String DELETED = ".deleted-";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Told of each version before it is deleted. */
  @FunctionalInterface
  interface Witness {
    /** Takes note of a version that will be deleted. */
    void deletes(String version) throws IOException;
  }

  private final Path dataset;

  OldVersions(Path dataset) {
    this.dataset = dataset;
  }

  /**
   * Deletes versions beyond the newest {@code keep}, oldest first.
   *
   * @param keep at least 1
   * @param names versions of other names are neither counted nor deleted
   * @return the versions that were deleted
   */
  List<String> prune(int keep, Pattern names, Witness witness) throws IOException {
    removeLeftovers();
    List<String> chain = new ArrayList<>(newestFirst());
    if (chain.isEmpty()) {
      return List.of();
    }
    String latest = chain.get(0);
    chain.removeIf(version -> !names.matcher(version).matches());
    List<String> old = new ArrayList<>(chain.subList(Math.min(keep, chain.size()), chain.size()));
    old.remove(latest);
    // Oldest first: were this to die in between, the rest would still be led back to.
    Collections.reverse(old);
    for (String version : old) {
      witness.deletes(version);
      Path gone = dataset.resolve(DELETED + version);
      Files.move(dataset.resolve(version), gone, StandardCopyOption.ATOMIC_MOVE);
      FolderTree.delete(gone);
    }
    return old;
  }

  private List<String> newestFirst() throws IOException {
    List<String> chain = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    String version = Latest.read(dataset.toString());
    while (version != null && isName(version) && seen.add(version)) {
      Path manifest = dataset.resolve(version).resolve(MANIFEST);
      if (!Files.isRegularFile(manifest)) {
        break;
      }
      chain.add(version);
      JsonNode previous = JSON.readTree(manifest.toFile()).path("previousVersion");
      version = previous.isTextual() ? previous.textValue() : null;
    }
    return chain;
  }

  /** Manifests are files that anybody may have written: a name must not lead out of the folder. */
  private static boolean isName(String version) {
    return version.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  }

  /** Deletes what a run that died had begun to delete. */
  private void removeLeftovers() throws IOException {
    if (!Files.isDirectory(dataset)) {
      return;
    }
    List<Path> leftovers;
    try (Stream<Path> entries = Files.list(dataset)) {
      leftovers =
          entries.filter(entry -> String.valueOf(entry.getFileName()).startsWith(DELETED)).toList();
    }
    for (Path leftover : leftovers) {
      FolderTree.delete(leftover);
    }
  }
}
