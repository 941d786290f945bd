package org.radloom.transforms.stream;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;
import org.jspecify.annotations.Nullable;
import org.radloom.formats.FileEntry;
import org.radloom.stream.EventWindow;
import org.radloom.stream.PartManifest;
import org.radloom.stream.WindowManifest;
import org.radloom.transforms.StoredFile;

/**
 * The folder of all windows, on any of Beam's file systems. On a local disk a part appears at once,
 * as a whole; elsewhere file by file with its manifest last, so that readers trust manifests alone.
 *
 * @param root the folder, without a trailing slash
 */
record WindowFolders(String root) implements Serializable {
  private static final int UPLOADS = 8;

  /** Puts the files of a part into an empty folder on this machine. */
  @FunctionalInterface
  interface Builder {
    PartManifest build(Path sections, Path files) throws IOException;
  }

  /** Returns the manifest of a part, or null if it is not published. */
  byte @Nullable [] partManifest(EventWindow window, String part) throws IOException {
    return read(partFile(window, part, WindowManifest.FILE));
  }

  /** Returns the manifest of a window, or null if there is none yet. */
  byte @Nullable [] windowManifest(EventWindow window) throws IOException {
    return read(windowFile(window));
  }

  /** Publishes a part that is not there, and returns its manifest. */
  PartManifest publish(EventWindow window, String part, Builder builder) throws IOException {
    ResourceId manifestFile = partFile(window, part, WindowManifest.FILE);
    boolean local = manifestFile.getScheme().equals("file");
    Path work;
    if (local) {
      Path folder =
          Files.createDirectories(Path.of(manifestFile.toString()).resolve("../..").normalize());
      work = folder.resolve(".%s.%s".formatted(part, UUID.randomUUID()));
      Files.createDirectory(work);
    } else {
      work = Files.createTempDirectory("radloom-part-");
    }
    try {
      Path files = Files.createDirectory(work.resolve("files"));
      PartManifest manifest = builder.build(Files.createDirectory(work.resolve("sections")), files);
      Files.write(files.resolve(WindowManifest.FILE), manifest.toBytes());
      if (local) {
        move(files, Path.of(manifestFile.toString()).resolveSibling(""));
      } else {
        upload(
            manifest.files(),
            file -> copy(files.resolve(file.path()), partFile(window, part, file.path())));
        copy(files.resolve(WindowManifest.FILE), manifestFile);
      }
      return manifest;
    } finally {
      delete(work);
    }
  }

  private static void move(Path files, Path target) throws IOException {
    try {
      Files.move(files, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // A folder never replaces one that has files in it: another attempt was faster.
      if (!Files.exists(target.resolve(WindowManifest.FILE))) {
        throw e;
      }
    }
  }

  /** Writes the manifest of a window, in place of the one before it. */
  void writeManifest(EventWindow window, byte[] manifest) throws IOException {
    ResourceId file = windowFile(window);
    if (!file.getScheme().equals("file")) {
      try (OutputStream out =
          Channels.newOutputStream(FileSystems.create(file, MimeTypes.BINARY))) {
        out.write(manifest);
      }
      return;
    }
    Path target = Path.of(file.toString());
    Path next = target.resolveSibling(".%s.%s".formatted(WindowManifest.FILE, UUID.randomUUID()));
    try {
      Files.write(next, manifest);
      Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private ResourceId windowFile(EventWindow window) {
    return file(window.name() + "/" + WindowManifest.FILE);
  }

  private ResourceId partFile(EventWindow window, String part, String path) {
    return file(window.name() + "/" + part + "/" + path);
  }

  private ResourceId file(String path) {
    return FileSystems.matchNewResource(root + "/" + path, false);
  }

  private static byte @Nullable [] read(ResourceId file) throws IOException {
    try (InputStream in = Channels.newInputStream(StoredFile.open(file))) {
      return in.readAllBytes();
    } catch (FileNotFoundException | NoSuchFileException e) {
      return null;
    }
  }

  /** Copies one file. */
  @FunctionalInterface
  private interface Upload {
    void run(FileEntry file) throws IOException;
  }

  /** Uploads side by side: an object store takes its time for each request, however small. */
  private static void upload(List<FileEntry> files, Upload upload) throws IOException {
    ClassLoader classes = Thread.currentThread().getContextClassLoader();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            UPLOADS,
            task -> {
              Thread worker = new Thread(task, "window-upload");
              worker.setDaemon(true);
              worker.setContextClassLoader(classes);
              return worker;
            });
    try {
      List<Future<?>> running = new ArrayList<>();
      for (FileEntry file : files) {
        running.add(
            workers.submit(
                () -> {
                  upload.run(file);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a file of a window could not be written", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a window was written");
    } finally {
      workers.shutdownNow();
    }
  }

  private static void copy(Path from, ResourceId to) throws IOException {
    try (OutputStream out = Channels.newOutputStream(FileSystems.create(to, MimeTypes.BINARY))) {
      Files.copy(from, out);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
