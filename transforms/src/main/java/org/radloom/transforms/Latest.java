package org.radloom.transforms;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;
import org.jspecify.annotations.Nullable;

/** The file in a dataset's folder that names its published version. */
public final class Latest {
  private static final String FILE = "LATEST";
  private static final int MAX_NAME_BYTES = 1024;

  private Latest() {}

  /** Returns the name of the dataset's published version, or null if there is none. */
  public static @Nullable String read(String dataset) throws IOException {
    // Opened without a look first: a look matches a glob, and a folder may be named like one.
    try (var in = Channels.newInputStream(StoredFile.open(file(dataset)))) {
      return new String(in.readNBytes(MAX_NAME_BYTES), StandardCharsets.UTF_8).strip();
    } catch (FileNotFoundException | NoSuchFileException e) {
      return null;
    }
  }

  /** Makes a version the published one: on a local disk by a rename, so at once. */
  public static void write(String dataset, String version) throws IOException {
    byte[] name = (version + "\n").getBytes(StandardCharsets.UTF_8);
    ResourceId latest = file(dataset);
    if (latest.getScheme().equals("file")) {
      Path next = Path.of(dataset, ".%s.%s".formatted(FILE, UUID.randomUUID()));
      Files.write(next, name);
      Files.move(
          next,
          Path.of(dataset, FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    try (OutputStream out = Channels.newOutputStream(FileSystems.create(latest, MimeTypes.TEXT))) {
      out.write(name);
    }
  }

  private static ResourceId file(String dataset) {
    return FileSystems.matchNewResource(dataset + "/" + FILE, false);
  }
}
