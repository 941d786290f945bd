package org.radloom.speech.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.UsageException;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelFolder.Entry;
import org.radloom.models.ModelOptions;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelsManifest;
import org.radloom.models.Task;
import org.radloom.speech.AudioRefusedException;
import org.radloom.speech.Transcriber;
import org.radloom.speech.Transcript;
import org.radloom.speech.WhisperFolder;
import org.radloom.speech.WhisperModel;

/** {@code transcribe}: recordings to transcription events, with an exported Whisper model. */
public final class TranscribeCommand implements Command {
  /** Name of the file of events. */
  public static final String EVENTS = "transcriptions.jsonl";

  /** Name of the file of recordings that could not be used. */
  public static final String REJECTS = "rejects.jsonl";

  private static final String HELP =
      """
      usage: ./radloom transcribe --models=DIR --input=AUDIO --output=DIR [--flag=value]...

      Transcribes WAV files with an exported Whisper model (docs/transcribe.md) and writes
      OUTPUT/transcriptions.jsonl, events that export and ingest take, and OUTPUT/rejects.jsonl,
      each with the mode 0600. Recordings are hashed and referenced, never copied. One that cannot
      be used is rejected with its reason, and the others still finish.

        --models=DIR
              the folder of models, NAME/VERSION/model.json and what belongs to it
              example: --models=models
        --input=AUDIO
              a WAV file, or a folder; beside X.wav lies X.json with patientId, userId, recordedAt
              and, if known, studyId
              example: --input=dictations
        --output=DIR
              where the events go; must not hold any yet
              example: --output=transcribed
        --model=NAME[/VERSION]
              which model
              default: the default version of the only model that transcribes
              example: --model=whisper-tiny/1
        --language=CODE
              what is spoken, as Whisper spells it, or auto: what the model hears in the first
              30 s of each recording; a model of English alone is not told
              default: en
        --backend=auto|cuda|cpu
              where to compute
              default: auto
        --threads=COUNT
              threads of the model
              default: as many as the machine has
      """;

  private static final Set<String> FLAGS =
      Set.of("models", "input", "output", "model", "language", "backend", "threads");

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}|" + Transcriber.AUTO);
  private static final int MOST_THREADS = 256;
  private static final JsonMapper MAPPER = new JsonMapper();

  @Override
  public String name() {
    return "transcribe";
  }

  @Override
  public String summary() {
    return "recordings to transcription events";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(HELP);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err)
      throws UsageException, IOException, ModelRefusedException {
    Map<String, String> flags = flags(args);
    Path input = Path.of(required(flags, "input"));
    Path output = Path.of(required(flags, "output"));
    ModelFolder models = ModelFolder.at(Path.of(required(flags, "models")));
    String language = flags.getOrDefault("language", "en");
    if (!LANGUAGE.matcher(language).matches()) {
      throw new UsageException("--language must be two or three letters, for example en, or auto");
    }
    if (!Files.isDirectory(models.path())) {
      throw new UsageException("--models: there is no folder " + models.path());
    }
    if (!Files.isRegularFile(input) && !Files.isDirectory(input)) {
      throw new UsageException("--input: there is no file or folder " + input);
    }
    for (String file : List.of(EVENTS, REJECTS)) {
      if (Files.exists(output.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
        throw new UsageException(
            "--output: %s is there already; name another folder".formatted(output.resolve(file)));
      }
    }
    ModelOptions options = options(flags);
    Entry entry = chosen(models, flags.getOrDefault("model", ""));
    List<Path> recordings = Recordings.find(input);
    if (recordings.isEmpty()) {
      err.println("radloom transcribe: there is no recording in " + input);
      return ExitCode.FAILED;
    }
    try (WhisperModel model = WhisperFolder.open(models, entry.name(), entry.version(), options)) {
      Transcriber transcriber = new Transcriber(model, language);
      TranscriptionLine lines = new TranscriptionLine(model);
      out.printf(
          "%s on %s%s%n",
          entry, model.backend(), model.isCached() ? ", keys and values are kept" : "");
      Files.createDirectories(output);
      return transcribe(recordings, input, output, transcriber, lines, out, err);
    }
  }

  private static int transcribe(
      List<Path> recordings,
      Path input,
      Path output,
      Transcriber transcriber,
      TranscriptionLine lines,
      PrintStream out,
      PrintStream err)
      throws IOException, ModelRefusedException {
    int done = 0;
    int rejected = 0;
    double seconds = 0;
    long began = System.nanoTime();
    try (OwnersLines events = OwnersLines.to(output.resolve(EVENTS));
        OwnersLines rejects = OwnersLines.to(output.resolve(REJECTS));
        TranscribeProgress progress = new TranscribeProgress(recordings.size(), err)) {
      for (Path recording : recordings) {
        progress.next();
        try {
          Sidecar sidecar = Sidecar.read(Sidecar.beside(recording));
          RecordingFile file = RecordingFile.of(recording);
          String sha256 = file.sha256();
          Transcript heard = transcriber.transcribe(recording, progress);
          file.refuseChange();
          events.add(lines.of(heard, sidecar, recording.toAbsolutePath().toUri(), sha256));
          seconds += heard.seconds();
          done++;
        } catch (AudioRefusedException e) {
          rejects.add(reject(input, recording, e));
          rejected++;
        }
      }
      events.publish();
      rejects.publish();
    }
    double took = (System.nanoTime() - began) / 1e9;
    out.printf(
        Locale.ROOT,
        "%d transcribed, %.1f s of speech in %.1f s; %d rejected%n",
        done,
        seconds,
        took,
        rejected);
    out.printf("wrote %s%n", output.resolve(EVENTS));
    if (rejected > 0) {
      out.printf("wrote %s%n", output.resolve(REJECTS));
    }
    return done > 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static byte[] reject(Path input, Path recording, AudioRefusedException refused) {
    Path name = input.equals(recording) ? recording.getFileName() : input.relativize(recording);
    ObjectNode reject = MAPPER.createObjectNode();
    reject.put("file", String.valueOf(name).replace('\\', '/'));
    reject.put("reason", refused.reason().code());
    reject.put("detail", String.valueOf(refused.getMessage()));
    return reject.toString().getBytes(UTF_8);
  }

  private static Map<String, String> flags(List<String> args) throws UsageException {
    Map<String, String> flags = new LinkedHashMap<>();
    for (String arg : args) {
      int end = arg.indexOf('=');
      if (!arg.startsWith("--") || end < 0 || !FLAGS.contains(arg.substring(2, end))) {
        throw new UsageException("transcribe has no flag '%s'".formatted(arg));
      }
      flags.put(arg.substring(2, end), arg.substring(end + 1));
    }
    return flags;
  }

  private static String required(Map<String, String> flags, String name) throws UsageException {
    String value = flags.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new UsageException("--%s is required".formatted(name));
    }
    return value;
  }

  private static ModelOptions options(Map<String, String> flags) throws UsageException {
    String threads =
        flags.getOrDefault("threads", String.valueOf(Runtime.getRuntime().availableProcessors()));
    if (!threads.matches("[1-9][0-9]{0,2}") || Integer.parseInt(threads) > MOST_THREADS) {
      throw new UsageException("--threads must be 1 to %d".formatted(MOST_THREADS));
    }
    try {
      return ModelOptions.defaults()
          .on(BackendChoice.of(flags.getOrDefault("backend", "auto")))
          .withThreads(Integer.parseInt(threads));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }

  /** Returns the version that was named, else the default one of the only model that fits. */
  private static Entry chosen(ModelFolder models, String named)
      throws IOException, UsageException, ModelRefusedException {
    Set<String> names = new TreeSet<>();
    for (Entry entry : models.entries()) {
      if (named.equals(entry.toString())) {
        return entry;
      }
      if (named.isEmpty() ? transcribes(models, entry) : named.equals(entry.name())) {
        names.add(entry.name());
      }
    }
    if (names.size() > 1) {
      throw new UsageException("--model must say which of " + names);
    }
    if (names.isEmpty()) {
      throw new UsageException(
          named.isEmpty()
              ? "there is no model that transcribes in " + models.path()
              : "there is no model %s in %s".formatted(named, models.path()));
    }
    String name = names.iterator().next();
    return new Entry(name, ModelsManifest.defaultVersion(models, name));
  }

  private static boolean transcribes(ModelFolder models, Entry entry) throws ModelRefusedException {
    return models.read(entry.name(), entry.version()).description().task() == Task.TRANSCRIPTION;
  }
}
