package org.radloom.viewerserver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A folder that jobs wrote into, at whatever depth the user likes: the output of {@code maps}, of
 * {@code export}, of {@code demo}, or a folder of several. It is looked through again each time, so
 * that what a job adds is there at the next reload.
 */
final class ResultFolder {
  /** How many folders down there may be results. */
  static final int MAX_DEPTH = 4;

  /** A home folder is not looked through to its end. */
  private static final int MAX_FOLDERS = 10_000;

  private static final int MAX_VERSION_NAME_BYTES = 1024;
  private static final String WORKLIST_FORMAT = "radloom-worklist/1";
  private static final String MODELS_FORMAT = "radloom-models/1";
  private static final JsonFactory JSON = new JsonFactory();

  private final PlainFiles files;

  ResultFolder(Path folder) throws IOException {
    this.files = new PlainFiles(folder);
  }

  /** Returns the file that belongs to what is catalogued, or is the catalogue. */
  Optional<Path> file(String path) throws IOException {
    boolean shown = path.equals(Catalogue.FILE) || isCatalogued(path);
    return shown ? files.file(path) : Optional.empty();
  }

  private boolean isCatalogued(String path) throws IOException {
    Optional<Path> own = files.file(Catalogue.FILE);
    if (own.isPresent()) {
      return read(own.get()).lists(path);
    }
    // The folders above it tell; a look at all of them for each range of a file would take long.
    int slash = -1;
    for (int depth = 0; depth <= MAX_DEPTH; depth++) {
      String folder = path.substring(0, slash + 1);
      String rest = path.substring(slash + 1);
      if (isDataset(folder)
          || (Catalogue.isOfWorklist(rest) && isWorklist(folder))
          || (rest.equals(Catalogue.MODELS_FILE) && isModels(folder))) {
        return true;
      }
      slash = path.indexOf('/', slash + 1);
      if (slash < 0) {
        return false;
      }
    }
    return false;
  }

  private static Catalogue read(Path own) throws IOException {
    try {
      return Catalogue.of(new ObjectMapper().readTree(own.toFile()));
    } catch (JsonProcessingException e) {
      // It is served as it is, and the viewer says what is wrong with it.
      return new Catalogue(List.of(), List.of());
    }
  }

  /** Returns the folder's own catalogue if it has one, else that of what is found in it. */
  Catalogue catalogue() throws IOException {
    Optional<Path> own = files.file(Catalogue.FILE);
    return own.isPresent() ? read(own.get()) : found();
  }

  /** Returns the datasets of the catalogue that are there. */
  List<ShownDataset> datasets() throws IOException {
    List<ShownDataset> datasets = new ArrayList<>();
    for (String entry : catalogue().datasets()) {
      String name = entry.equals(Catalogue.HERE) ? "" : entry;
      Optional<String> version = latest(name);
      if (version.isPresent()) {
        datasets.add(new ShownDataset(files.root().resolve(name), version.get()));
      }
    }
    return datasets;
  }

  /** Returns the catalogue of what is found, sorted by name. */
  Catalogue found() throws IOException {
    Search search = new Search();
    search.visit(files.root(), "", 0);
    return new Catalogue(search.worklists, search.datasets, search.models);
  }

  private final class Search {
    private final List<String> worklists = new ArrayList<>();
    private final List<String> datasets = new ArrayList<>();
    private final List<String> models = new ArrayList<>();
    private int folders;

    void visit(Path folder, String name, int depth) throws IOException {
      if (isDataset(name)) {
        datasets.add(name.isEmpty() ? Catalogue.HERE : name);
        return;
      }
      if (isModels(name)) {
        models.add(name.isEmpty() ? Catalogue.HERE : name);
        return;
      }
      boolean worklist = isWorklist(name);
      if (worklist) {
        worklists.add(name.isEmpty() ? Catalogue.HERE : name);
      }
      if (depth < MAX_DEPTH) {
        for (String child : foldersIn(folder)) {
          if (worklist && child.equals("studies")) {
            continue;
          }
          if (++folders > MAX_FOLDERS) {
            return;
          }
          visit(folder.resolve(child), name + child + "/", depth + 1);
        }
      }
    }
  }

  private static List<String> foldersIn(Path folder) throws IOException {
    if (!Files.isReadable(folder)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        if (PlainFiles.isPlainName(name) && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          names.add(name);
        }
      }
    }
    Collections.sort(names);
    return names;
  }

  private boolean isWorklist(String folder) throws IOException {
    return hasFormat(folder + "index.json", WORKLIST_FORMAT);
  }

  private boolean isModels(String folder) throws IOException {
    return hasFormat(folder + Catalogue.MODELS_FILE, MODELS_FORMAT);
  }

  private boolean hasFormat(String file, String format) throws IOException {
    Optional<Path> found = files.file(file);
    return found.isPresent() && format.equals(formatOf(found.get()));
  }

  /** Returns the member {@code format} of the JSON object in the file, empty if it has none. */
  private static String formatOf(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      return "";
    }
    try (JsonParser json = JSON.createParser(file.toFile())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return "";
      }
      // Our jobs write it first, so that a worklist of thousands of studies isn't read for it.
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("format")) {
          return value == JsonToken.VALUE_STRING ? json.getText() : "";
        }
        json.skipChildren();
      }
      return "";
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private boolean isDataset(String folder) throws IOException {
    return latest(folder).isPresent();
  }

  /** Returns the version that a dataset's LATEST names; nothing if the folder is no dataset. */
  private Optional<String> latest(String folder) throws IOException {
    Optional<Path> latest = files.file(folder + "LATEST");
    if (latest.isEmpty()
        || !Files.isReadable(latest.get())
        || Files.size(latest.get()) > MAX_VERSION_NAME_BYTES) {
      return Optional.empty();
    }
    String version = new String(Files.readAllBytes(latest.get()), StandardCharsets.UTF_8).strip();
    return PlainFiles.isPlainName(version)
            && files.file(folder + version + "/manifest.json").isPresent()
        ? Optional.of(version)
        : Optional.empty();
  }
}
