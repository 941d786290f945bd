package org.radloom.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A version of a model in its folder.
 *
 * @param folder with {@code model.json}
 * @param description what that says
 */
public record ModelVersion(Path folder, ModelDescription description) {
  private static final int MOST_FILES = 10_000;

  /** What may lie beside a model unlisted: words about it. */
  private static final Set<String> BESIDE = Set.of("json", "txt", "md");

  /** Returns for example {@code demo-lesion-dog/1}. */
  public String id() {
    return description.id();
  }

  /** Returns the one digest that stands for the files. */
  public String sha256() {
    return FileDigest.ofAll(description.sha256());
  }

  /** Returns the path of a file of it. */
  public Path file(String path) {
    return folder.resolve(path);
  }

  /** Returns the sizes of the listed files by path, bytes. */
  public SortedMap<String, Long> bytes() throws ModelRefusedException {
    SortedMap<String, Long> bytes = new TreeMap<>();
    for (String path : description.sha256().keySet()) {
      bytes.put(path, size(path));
    }
    return bytes;
  }

  /**
   * Checks that the files are those that {@code model.json} lists, all of them and no others.
   *
   * @param maxBytes of all together
   */
  public void verify(long maxBytes) throws ModelRefusedException {
    long bytes = 0;
    for (String path : description.sha256().keySet()) {
      bytes += size(path);
    }
    if (bytes > maxBytes) {
      throw new ModelRefusedException(
          Refusal.SIZE, id(), "its files", maxBytes + " bytes at most", bytes);
    }
    refuseUnlisted();
    for (Map.Entry<String, String> each : description.sha256().entrySet()) {
      String found;
      try {
        found = FileDigest.of(file(each.getKey()));
      } catch (IOException e) {
        throw unreadable(each.getKey(), e);
      }
      if (!found.equals(each.getValue())) {
        throw new ModelRefusedException(
            Refusal.HASH, id(), "sha256 of " + each.getKey(), each.getValue(), found);
      }
    }
  }

  /** Sizes a regular file; a link could lead out of the folder. */
  private long size(String path) throws ModelRefusedException {
    Path at = folder;
    for (String step : path.split("/", -1)) {
      at = at.resolve(step);
      if (Files.isSymbolicLink(at)) {
        throw new ModelRefusedException(Refusal.UNREADABLE, id(), path, "a file", "a link");
      }
    }
    if (!Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS)) {
      throw new ModelRefusedException(Refusal.UNREADABLE, id(), path, "a file", "none");
    }
    try {
      return Files.size(at);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private void refuseUnlisted() throws ModelRefusedException {
    List<Path> found;
    try (Stream<Path> walk = Files.walk(folder, 8)) {
      found = walk.limit(MOST_FILES).toList();
    } catch (IOException e) {
      throw unreadable("its folder", e);
    }
    for (Path file : found) {
      String path = folder.relativize(file).toString().replace('\\', '/');
      boolean top = !path.contains("/");
      if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
          && !description.sha256().containsKey(path)
          && !(top && BESIDE.contains(path.substring(path.lastIndexOf('.') + 1)))) {
        throw new ModelRefusedException(
            Refusal.HASH, id(), "sha256 of " + path, "one in model.json", "none");
      }
    }
  }

  private ModelRefusedException unreadable(String path, IOException cause) {
    return new ModelRefusedException(
        Refusal.UNREADABLE, id(), path, "a file", "none that can be read", cause);
  }
}
