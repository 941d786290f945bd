package org.radloom.trainingdata.rules;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.UsageException;
import org.radloom.deid.DateMode;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.KeyFileException;
import org.radloom.privacy.Keys;
import org.radloom.text.GateLimits;
import org.radloom.text.MedicalTerms;
import org.radloom.text.QualityWeights;
import org.radloom.transforms.CollectConsents;
import org.radloom.transforms.ExportSettings.Formats;
import org.radloom.transforms.ExportSettings.ImageRules;
import org.radloom.transforms.ExportSettings.TextRules;

/** What the flags of {@link RecordOptions} say, checked. */
public final class RecordRules {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final int MAX_MEBIBYTES = 1024;

  private final RecordOptions options;

  /** Makes the rules that these flags give. */
  public RecordRules(RecordOptions options) {
    this.options = options;
  }

  /** Reads the keys, which every worker reads again. */
  public Keys keys(String file) throws UsageException {
    return readKeys(file);
  }

  /** Reads the keys in a file that a flag names. */
  public static Keys readKeys(String file) throws UsageException {
    try {
      return KeyFile.read(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new UsageException(
          "there is no key file %s; make one with: radloom keys new %s".formatted(file, file));
    } catch (KeyFileException e) {
      throw new UsageException(Objects.requireNonNullElse(e.getMessage(), "bad key file"));
    } catch (IOException e) {
      throw new UsageException("cannot read the key file %s".formatted(file));
    }
  }

  /** Checks a name that becomes a folder's or a file's. */
  public static void requireName(String flag, String name) throws UsageException {
    if (!NAME.matcher(name).matches()) {
      throw new UsageException(
          "--%s must be 1 to 100 letters, digits, dots, dashes or underscores".formatted(flag));
    }
  }

  /** Returns how dictations are judged. */
  public TextRules text() throws UsageException {
    List<String> files = termFiles();
    try {
      MedicalTerms.load(files.stream().map(Path::of).toList());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--termFiles: " + e.getMessage());
    }
    return new TextRules(
        gates(), weights(), files, choice("dates", options.getDates(), DateMode.class));
  }

  /** Returns what is done about images. */
  public ImageRules images() throws UsageException {
    return new ImageRules(
        choice("images", options.getImages(), ImageRules.Mode.class),
        options.getImageRoot(),
        mebibytes("maxImageMiB", options.getMaxImageMiB()));
  }

  /** Returns whose records may be used when a patient said nothing. */
  public CollectConsents.Mode consent() throws UsageException {
    return choice("consent", options.getConsent(), CollectConsents.Mode.class);
  }

  /** Returns the accuracy that an inference must exceed not to be a hard example. */
  public double minAccuracy() throws UsageException {
    return share("minAccuracy", options.getMinAccuracy());
  }

  /** Returns the bytes of the longest line or message. */
  public int maxLineBytes() throws UsageException {
    return mebibytes("maxLineMiB", options.getMaxLineMiB());
  }

  /** Returns the options that decide what is made: none that says only where or how fast. */
  public SortedMap<String, String> publishedOptions() {
    SortedMap<String, String> published = new TreeMap<>();
    published.put("consent", options.getConsent());
    published.put("minAccuracy", Double.toString(options.getMinAccuracy()));
    published.put("minConfidence", Double.toString(options.getMinConfidence()));
    published.put("minWords", Integer.toString(options.getMinWords()));
    published.put("maxWords", Integer.toString(options.getMaxWords()));
    published.put("qualityWeights", options.getQualityWeights());
    published.put("termFiles", Integer.toString(termFiles().size()));
    published.put("dates", options.getDates());
    published.put("images", options.getImages());
    published.put("only", String.join(",", only()));
    published.put("tfrecordGzip", Boolean.toString(options.getTfrecordGzip()));
    published.put("maxLineMiB", Integer.toString(options.getMaxLineMiB()));
    published.put("maxImageMiB", Integer.toString(options.getMaxImageMiB()));
    return published;
  }

  /** Returns the files of medical terms. */
  public List<String> termFiles() {
    return list(options.getTermFiles());
  }

  /** Returns the formats that were named, in order; none if all are meant. */
  public Set<String> only() {
    return new TreeSet<>(list(options.getOnly()));
  }

  /** Returns the formats that are written. */
  public Set<String> sinks() throws UsageException {
    Set<String> sinks = only();
    for (String sink : sinks) {
      if (!Formats.ALL.contains(sink)) {
        throw new UsageException(
            "--only must be of %s, but was: %s".formatted(new TreeSet<>(Formats.ALL), sink));
      }
    }
    return sinks.isEmpty() ? Formats.ALL : sinks;
  }

  private GateLimits gates() throws UsageException {
    GateLimits standard = GateLimits.DEFAULT;
    try {
      return new GateLimits(
          options.getMinWords(),
          options.getMaxWords(),
          options.getMinConfidence(),
          standard.maxCompressionRatio(),
          standard.minAvgLogprob(),
          standard.maxNoSpeechProb(),
          standard.maxLoopShare());
    } catch (IllegalArgumentException e) {
      throw new UsageException(Objects.requireNonNullElse(e.getMessage(), "bad gates"));
    }
  }

  private QualityWeights weights() throws UsageException {
    try {
      double[] weights =
          Arrays.stream(options.getQualityWeights().split(",", -1))
              .mapToDouble(Double::parseDouble)
              .toArray();
      if (weights.length != 4) {
        throw new UsageException("--qualityWeights must be four numbers");
      }
      return new QualityWeights(weights[0], weights[1], weights[2], weights[3]);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--qualityWeights: " + e.getMessage());
    }
  }

  /** Returns the choice that a flag names, in lower case with dashes. */
  public static <E extends Enum<E>> E choice(String flag, String value, Class<E> choices)
      throws UsageException {
    List<String> names = new ArrayList<>();
    for (E choice : Objects.requireNonNull(choices.getEnumConstants())) {
      String name = choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(value)) {
        return choice;
      }
      names.add(name);
    }
    throw new UsageException("--%s must be one of %s, but was: %s".formatted(flag, names, value));
  }

  private static double share(String flag, double value) throws UsageException {
    if (!(value >= 0 && value <= 1)) {
      throw new UsageException("--%s must be 0 to 1, but was: %s".formatted(flag, value));
    }
    return value;
  }

  /** Returns the share above 0 that a flag gives. */
  public static double positiveShare(String flag, double value) throws UsageException {
    if (value == 0) {
      throw new UsageException("--%s must be above 0".formatted(flag));
    }
    return share(flag, value);
  }

  private static int mebibytes(String flag, int value) throws UsageException {
    if (value < 1 || value > MAX_MEBIBYTES) {
      throw new UsageException(
          "--%s must be 1 to %d, but was: %d".formatted(flag, MAX_MEBIBYTES, value));
    }
    return value << 20;
  }

  private static List<String> list(@Nullable List<String> values) {
    return values == null ? List.of() : List.copyOf(values);
  }
}
