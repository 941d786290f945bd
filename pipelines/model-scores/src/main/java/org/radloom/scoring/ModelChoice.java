package org.radloom.scoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.UsageException;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelsManifest;
import org.radloom.models.Task;

/** Which model does what: the one that a flag names, else the only one of its task. */
final class ModelChoice {
  private ModelChoice() {}

  /**
   * Returns the models of a run, {@code NAME/VERSION}; an op without one is not among the keys.
   *
   * @param flag models with commas between; null for none
   * @param ops what the studies of the run ask for
   */
  static SortedMap<ScoreOp, String> of(ModelFolder folder, @Nullable String flag, Set<ScoreOp> ops)
      throws IOException, UsageException, ModelRefusedException {
    Map<Task, String> named = named(folder, flag);
    Map<Task, List<String>> there = new EnumMap<>(Task.class);
    Set<String> names = new LinkedHashSet<>();
    folder.entries().forEach(entry -> names.add(entry.name()));
    for (String name : names) {
      String version = ModelsManifest.defaultVersion(folder, name);
      there
          .computeIfAbsent(
              folder.read(name, version).description().task(), task -> new ArrayList<>())
          .add(name + "/" + version);
    }
    SortedMap<ScoreOp, String> chosen = new TreeMap<>();
    for (ScoreOp op : ops) {
      String model = choose(op, named, there);
      if (model != null) {
        chosen.put(op, model);
      }
    }
    return chosen;
  }

  private static @Nullable String choose(
      ScoreOp op, Map<Task, String> named, Map<Task, List<String>> there) throws UsageException {
    for (Task task : op.tasks()) {
      String model = named.get(task);
      if (model != null) {
        return model;
      }
    }
    for (Task task : op.tasks()) {
      List<String> possible = there.getOrDefault(task, List.of());
      if (possible.size() > 1) {
        throw new UsageException(
            "--model must say which of these is for %s: %s"
                .formatted(op.code(), String.join(", ", possible)));
      }
      if (!possible.isEmpty()) {
        return possible.get(0);
      }
    }
    return null;
  }

  private static Map<Task, String> named(ModelFolder folder, @Nullable String flag)
      throws IOException, UsageException, ModelRefusedException {
    Map<Task, String> named = new EnumMap<>(Task.class);
    if (flag == null) {
      return named;
    }
    for (String word : flag.split(",", -1)) {
      String[] parts = word.trim().split("/", 2);
      if (folder.versions(parts[0]).isEmpty()) {
        throw new UsageException(
            "--model: there is no model %s in %s".formatted(word.trim(), folder.path()));
      }
      String version =
          parts.length > 1 ? parts[1] : ModelsManifest.defaultVersion(folder, parts[0]);
      Task task = folder.read(parts[0], version).description().task();
      if (named.put(task, parts[0] + "/" + version) != null) {
        throw new UsageException("--model names two models for " + task.code());
      }
    }
    return named;
  }
}
