package org.radloom.models;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** The engines on the class path. */
public final class Engines {
  private static final String SAVED_MODEL = "saved_model";

  private Engines() {}

  /**
   * Returns the engine that runs a model.
   *
   * @throws ModelRefusedException if there is none
   */
  public static Engine of(ModelDescription model) throws ModelRefusedException {
    TreeSet<String> names = new TreeSet<>();
    for (Engine engine : all()) {
      if (engine.runs(model)) {
        return engine;
      }
      names.add(engine.name());
    }
    String found =
        model.engine().equals(SAVED_MODEL)
            ? SAVED_MODEL + ", and no TensorFlow on the class path"
            : model.engine();
    throw new ModelRefusedException(Refusal.ENGINE, model.id(), "engine", "one of " + names, found);
  }

  /** Returns every engine that can be loaded. */
  public static List<Engine> all() {
    List<Engine> engines = new ArrayList<>();
    try {
      ServiceLoader.load(Engine.class, Engine.class.getClassLoader()).forEach(engines::add);
    } catch (ServiceConfigurationError e) {
      throw new IllegalStateException("an engine on the class path is broken", e);
    }
    return engines;
  }
}
