package org.radloom.models.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A model that code writes.
 *
 * @param description its {@code model.json}, without digests
 * @param content writes its files
 */
public record DemoModel(ObjectNode description, Content content) {

  /** Writes a model's files. */
  public interface Content {
    /** Writes them into a folder that is there and empty. */
    void write(Path folder) throws IOException;
  }

  /** Returns its name. */
  public String name() {
    return description.path("name").asText();
  }

  /** More of them, from other modules; found through {@link java.util.ServiceLoader}. */
  public interface Source {
    /** Returns them, in a fixed order. */
    List<DemoModel> models();
  }
}
