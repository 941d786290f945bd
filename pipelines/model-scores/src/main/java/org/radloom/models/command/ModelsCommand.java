package org.radloom.models.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.UsageException;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelFolder.Entry;
import org.radloom.models.ModelOptions;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelVersion;
import org.radloom.models.ModelsManifest;
import org.radloom.models.PredictionException;
import org.radloom.models.demo.DemoModels;
import org.radloom.models.quantize.ModelQuantization;
import org.radloom.speech.WhisperDescription;

/** {@code models}: checks, lists and quantises a folder of models, or writes the demo models. */
public final class ModelsCommand implements Command {

  private static final String HELP =
      """
      usage: ./radloom models check DIR [--model=NAME[/VERSION]] [--backend=auto|cuda|cpu]
             ./radloom models list DIR [--manifest=on]
             ./radloom models quantize DIR [--model=NAME[/VERSION]] [--sample=FOLDER]
             ./radloom models describe DIR --model=NAME/VERSION --licence=TEXT --intendedUse=TEXT
             ./radloom models demo DIR

      DIR holds NAME/VERSION/model.json and, beside it, model.onnx or saved_model; docs/models.md
      says what model.json holds.

      check opens each version: its files by SHA-256, its operator set, its inputs and outputs, and
      a run on zeros. It says of each what was expected and what was found, and exits with 1 if one
      is refused.

      list shows names, versions, tasks, sizes and defaults; with --manifest=on it also writes
      DIR/manifest.json, which the viewer reads. What is listed is not checked.

      quantize writes, beside each model's default version, a version VERSION-int8 with 8-bit
      weights, a report of it (quantization.json, quantization.txt), and the manifest. A version
      is never replaced; ensembles are left alone, since their members are models.

      describe writes the model.json of an exported Whisper model (docs/transcribe.md) in
      DIR/NAME/VERSION from its files; one that is there is never replaced.

      demo writes small models for phantoms, not for patients, and the manifest.

        --model=NAME[/VERSION]
              only this model, or this version of it
              default: every model; quantize takes the default version of each
              example: --model=demo-lesion-dog/1
        --backend=auto|cuda|cpu
              where to compute
              default: auto
        --sample=FOLDER
              NIfTI images on the model's grid to compare on; X_truth.nii.gz beside X.nii.gz holds
              labels, and the report then states the Dice coefficient before and after
              default: noise, and no accuracy
        --licence=TEXT, --intendedUse=TEXT
              what model.json says of the model, for describe
              example: --licence=MIT --intendedUse='research on our own dictations'
        --manifest=on|off
              whether list writes DIR/manifest.json
              default: off
      """;

  private static final String EXPECTED = "expected: models check|list|quantize|describe|demo DIR";

  private static final Map<String, Set<String>> FLAGS =
      Map.of(
          "check", Set.of("model", "backend"),
          "list", Set.of("manifest"),
          "quantize", Set.of("model", "sample", "backend"),
          "describe", Set.of("model", "licence", "intendedUse", "backend"),
          "demo", Set.of());

  @Override
  public String name() {
    return "models";
  }

  @Override
  public String summary() {
    return "check, list and quantise models";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(HELP);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err)
      throws UsageException, IOException, ModelRefusedException, PredictionException {
    if (args.isEmpty() || !FLAGS.containsKey(args.get(0))) {
      throw new UsageException(EXPECTED);
    }
    String what = args.get(0);
    Map<String, String> flags = new LinkedHashMap<>();
    List<String> words = new ArrayList<>();
    for (String arg : args.subList(1, args.size())) {
      if (!arg.startsWith("--")) {
        words.add(arg);
        continue;
      }
      int end = arg.indexOf('=');
      if (end < 0 || !FLAGS.getOrDefault(what, Set.of()).contains(arg.substring(2, end))) {
        throw new UsageException("models %s has no flag '%s'".formatted(what, arg));
      }
      flags.put(arg.substring(2, end), arg.substring(end + 1));
    }
    if (words.size() != 1) {
      throw new UsageException(EXPECTED);
    }
    Path folder = Path.of(words.get(0));
    if (what.equals("demo")) {
      return demo(folder, out);
    }
    if (!Files.isDirectory(folder)) {
      throw new UsageException("there is no folder " + folder);
    }
    ModelFolder models = ModelFolder.at(folder);
    return switch (what) {
      case "check" -> check(models, flags, out);
      case "quantize" -> quantize(models, flags, out);
      case "describe" -> describe(models, flags, out);
      default -> list(models, flags, out);
    };
  }

  private static int check(ModelFolder models, Map<String, String> flags, PrintStream out)
      throws IOException, UsageException {
    ModelCheck check = new ModelCheck(models, options(flags));
    List<Entry> entries = chosen(models, flags.get("model"));
    int refused = 0;
    for (Entry entry : entries) {
      ModelCheck.Verdict verdict = check.of(entry);
      out.printf("%-8s %s%n", verdict.passed() ? "ok" : "refused", verdict.line());
      refused += verdict.passed() ? 0 : 1;
    }
    out.printf("%d checked, %d refused%n", entries.size(), refused);
    return refused == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static int list(ModelFolder models, Map<String, String> flags, PrintStream out)
      throws IOException, ModelRefusedException, UsageException {
    boolean write = onOrOff(flags.getOrDefault("manifest", "off"));
    String row = "%-28s %-14s %-22s %-12s %14s  %s%n";
    out.printf(row, "MODEL", "VERSION", "TASK", "ENGINE", "BYTES", "");
    for (Entry entry : models.entries()) {
      ModelVersion version = models.read(entry.name(), entry.version());
      boolean byDefault =
          ModelsManifest.defaultVersion(models, entry.name()).equals(entry.version());
      long bytes = version.bytes().values().stream().mapToLong(Long::longValue).sum();
      out.printf(
          row,
          entry.name(),
          entry.version(),
          version.description().task().code(),
          version.description().engine(),
          String.format(Locale.ROOT, "%,d", bytes),
          byDefault ? "default" : "");
    }
    if (write) {
      ModelsManifest.write(models);
      out.printf("wrote %s%n", models.path().resolve(ModelsManifest.FILE));
    }
    return ExitCode.DONE;
  }

  private static int quantize(ModelFolder models, Map<String, String> flags, PrintStream out)
      throws IOException, UsageException, ModelRefusedException, PredictionException {
    String sampleFlag = flags.get("sample");
    Path sample = sampleFlag == null ? null : Path.of(sampleFlag);
    if (sample != null && !Files.isDirectory(sample)) {
      throw new UsageException("--sample: there is no folder " + sample);
    }
    List<Entry> entries = toQuantize(models, flags.get("model"));
    if (entries.isEmpty()) {
      out.println("nothing to quantise");
    }
    for (Entry entry : entries) {
      String made = entry.version() + ModelQuantization.SUFFIX;
      if (models.versions(entry.name()).contains(made)) {
        out.printf("%s/%s is there already%n", entry.name(), made);
        continue;
      }
      out.print(
          ModelQuantization.quantize(models, entry.name(), entry.version(), sample, options(flags))
              .text());
    }
    ModelsManifest.write(models);
    return ExitCode.DONE;
  }

  /** Returns the default version of each model that is no ensemble, or the one that was named. */
  private static List<Entry> toQuantize(ModelFolder models, @Nullable String model)
      throws IOException, UsageException, ModelRefusedException {
    if (model != null && model.contains("/")) {
      return chosen(models, model);
    }
    List<Entry> entries = new ArrayList<>();
    for (String name : chosen(models, model).stream().map(Entry::name).distinct().toList()) {
      String version = ModelsManifest.defaultVersion(models, name);
      var description = models.read(name, version).description();
      if (description.ensemble() == null && description.quantizedFrom() == null) {
        entries.add(new Entry(name, version));
      }
    }
    return entries;
  }

  private static int describe(ModelFolder models, Map<String, String> flags, PrintStream out)
      throws IOException, UsageException, ModelRefusedException {
    for (String flag : List.of("model", "licence", "intendedUse")) {
      if (flags.getOrDefault(flag, "").isBlank()) {
        throw new UsageException("models describe needs --%s".formatted(flag));
      }
    }
    String[] named = flags.getOrDefault("model", "").split("/", -1);
    if (named.length != 2) {
      throw new UsageException("--model must be NAME/VERSION for models describe");
    }
    Path written =
        WhisperDescription.write(
            models,
            named[0],
            named[1],
            flags.getOrDefault("licence", ""),
            flags.getOrDefault("intendedUse", ""),
            options(flags));
    out.printf("wrote %s%n", written);
    return ExitCode.DONE;
  }

  private static int demo(Path folder, PrintStream out) throws IOException, ModelRefusedException {
    Files.createDirectories(folder);
    for (String name : DemoModels.write(folder)) {
      out.printf("wrote %s%n", folder.resolve(name));
    }
    out.println("for demonstration on phantoms only, not for clinical use");
    return ExitCode.DONE;
  }

  private static List<Entry> chosen(ModelFolder models, @Nullable String model)
      throws IOException, UsageException {
    List<Entry> entries =
        models.entries().stream()
            .filter(
                entry ->
                    model == null || entry.name().equals(model) || entry.toString().equals(model))
            .toList();
    if (entries.isEmpty()) {
      throw new UsageException(
          model == null
              ? "there is no model in " + models.path()
              : "there is no model %s in %s".formatted(model, models.path()));
    }
    return entries;
  }

  private static ModelOptions options(Map<String, String> flags) throws UsageException {
    try {
      return ModelOptions.defaults().on(BackendChoice.of(flags.getOrDefault("backend", "auto")));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }

  private static boolean onOrOff(String value) throws UsageException {
    return switch (value) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new UsageException("--manifest must be on or off, but was: " + value);
    };
  }
}
