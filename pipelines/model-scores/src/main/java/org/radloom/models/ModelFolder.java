package org.radloom.models;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A folder of models: {@code NAME/VERSION/} holds {@code model.json} and {@code model.onnx} or
 * {@code saved_model}.
 */
public final class ModelFolder {
  private static final int MOST_ENTRIES = 10_000;

  private final Path root;

  private ModelFolder(Path root) {
    this.root = root;
  }

  /** Returns the folder at a path. */
  public static ModelFolder at(Path root) {
    return new ModelFolder(root);
  }

  /** Returns the path of it. */
  public Path path() {
    return root;
  }

  /**
   * A version that is there.
   *
   * @param name of the model
   * @param version of it
   */
  public record Entry(String name, String version) {

    /** Returns for example {@code demo-lesion-dog/1}. */
    @Override
    public String toString() {
      return name + "/" + version;
    }
  }

  /** Returns every folder with a {@code model.json}: models by name, versions as people count. */
  public List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String name : folders(root)) {
      for (String version : folders(root.resolve(name))) {
        if (Files.exists(root.resolve(name).resolve(version).resolve(ModelJson.FILE))) {
          entries.add(new Entry(name, version));
        }
      }
    }
    return entries;
  }

  /** Returns the versions of a model, as people count: 2 before 10, 2 before 2-int8. */
  public List<String> versions(String name) throws IOException {
    return entries().stream()
        .filter(entry -> entry.name().equals(name))
        .map(Entry::version)
        .toList();
  }

  private static List<String> folders(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        if (ModelJson.isName(name)) {
          names.add(name);
        }
        if (names.size() > MOST_ENTRIES) {
          throw new IOException("%s holds more than %d folders".formatted(folder, MOST_ENTRIES));
        }
      }
    }
    names.sort(VersionOrder.NATURAL.thenComparing(Comparator.naturalOrder()));
    return names;
  }

  /** Returns a version by what its {@code model.json} says; its files are not looked at. */
  public ModelVersion read(String name, String version) throws ModelRefusedException {
    Path folder = root.resolve(name).resolve(version);
    if (!ModelJson.isName(name) || !ModelJson.isName(version) || !Files.isDirectory(folder)) {
      throw new ModelRefusedException(
          Refusal.UNREADABLE, name + "/" + version, "its folder", "a folder", "none");
    }
    return new ModelVersion(folder, ModelJson.read(folder, name, version));
  }

  /**
   * Verifies a version's files and opens it. The caller closes it.
   *
   * @throws ModelRefusedException if it, or a member of it, is not what its {@code model.json} says
   */
  public Model open(String name, String version, ModelOptions options)
      throws ModelRefusedException {
    ModelVersion found = read(name, version);
    EnsembleDescription ensemble = found.description().ensemble();
    return ensemble == null
        ? openAlone(found, options)
        : openEnsemble(found.description(), ensemble, options);
  }

  private static Model openAlone(ModelVersion version, ModelOptions options)
      throws ModelRefusedException {
    Engine engine = Engines.of(version.description());
    version.verify(options.maxModelBytes());
    return new GuardedModel(engine.open(version, options), options);
  }

  private Model openEnsemble(
      ModelDescription description, EnsembleDescription ensemble, ModelOptions options)
      throws ModelRefusedException {
    List<Model> members = new ArrayList<>();
    try {
      for (EnsembleDescription.Member member : ensemble.members()) {
        ModelVersion found = read(member.model(), member.version());
        if (found.description().ensemble() != null) {
          throw new ModelRefusedException(
              Refusal.DESCRIPTION, description.id(), "members", "models", "an ensemble");
        }
        members.add(openAlone(found, options));
      }
      return new GuardedModel(Ensemble.of(description, ensemble, members), options);
    } catch (ModelRefusedException | RuntimeException e) {
      members.forEach(Model::close);
      throw e;
    }
  }
}
