package org.radloom.models.tensorflow;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.proto.SavedModel;

/** {@code saved_model.pb}, the same bytes for the same model. */
final class SavedModelFile {
  static final String NAME = "saved_model.pb";

  private SavedModelFile() {}

  static void write(SavedModel model, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (OutputStream out = Files.newOutputStream(folder.resolve(NAME))) {
      CodedOutputStream coded = CodedOutputStream.newInstance(out);
      // A map's entries have no order of their own.
      coded.useDeterministicSerialization();
      model.writeTo(coded);
      coded.flush();
    }
  }
}
