package org.radloom.models.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelWriter;
import org.radloom.models.ModelsManifest;

/** The models that come with Radloom. Nobody trained them, and none is for patients. */
public final class DemoModels {
  private DemoModels() {}

  /** Returns those that can be written here: the SavedModel needs TensorFlow. */
  public static List<DemoModel> all() {
    List<DemoModel> models =
        new ArrayList<>(List.of(LesionDogModel.model(), BloodPoolModel.model()));
    ServiceLoader.load(DemoModel.Source.class, DemoModel.class.getClassLoader())
        .forEach(source -> models.addAll(source.models()));
    return models;
  }

  /**
   * Writes them into a folder of models, and its manifest; versions that are there stay.
   *
   * @return the names of those that were written
   */
  public static List<String> write(Path folder) throws IOException, ModelRefusedException {
    List<String> written = new ArrayList<>();
    for (DemoModel model : all()) {
      String version = model.description().path("version").asText();
      if (!Files.exists(folder.resolve(model.name()).resolve(version))) {
        ModelWriter.write(folder, model.description(), model.content()::write);
        written.add(model.name());
      }
    }
    ModelsManifest.write(ModelFolder.at(folder));
    return written;
  }
}
