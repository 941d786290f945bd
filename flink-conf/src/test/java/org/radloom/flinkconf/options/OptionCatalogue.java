package org.radloom.flinkconf.options;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.FallbackKey;

/**
 * Every option that the Flink jars on the class path declare as a constant, with its deprecated and
 * other keys. Options with a name inside, such as {@code external-resource.<resource_name>.amount},
 * fit any name.
 */
final class OptionCatalogue {
  private static final Pattern FLINK_JAR = Pattern.compile("flink-[a-z0-9-]+-1\\.19\\.\\d+\\.jar");
  private static final Predicate<String> HOLDS_OPTIONS =
      Pattern.compile("org/apache/flink/[a-z0-9/]*[A-Z]\\w*Options\\.class").asMatchPredicate();

  /** In Flink's own options a name in angle brackets. */
  private static final Pattern PLACEHOLDER = Pattern.compile("<[^>]*>");

  private static final String REPORTER = "metrics.reporter.";
  private static final String S3 = "s3.";

  private final Map<String, ConfigOption<?>> byKey = new LinkedHashMap<>();
  private final Map<Pattern, ConfigOption<?>> byPattern = new LinkedHashMap<>();
  private final Set<String> reporterKeys = new TreeSet<>();
  private final Set<String> s3Keys = new TreeSet<>();

  private OptionCatalogue() {}

  static OptionCatalogue ofClassPath() {
    OptionCatalogue catalogue = new OptionCatalogue();
    String classPath = System.getProperty("surefire.test.class.path", "");
    if (classPath.isEmpty()) {
      classPath = System.getProperty("java.class.path", "");
    }
    Stream.of(classPath.split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(jar -> FLINK_JAR.matcher(String.valueOf(jar.getFileName())).matches())
        .forEach(catalogue::addJar);
    catalogue.addConstants(
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
        catalogue.reporterKeys,
        "");
    catalogue.addConstants("org.apache.hadoop.fs.s3a.Constants", catalogue.s3Keys, "fs.s3a.");
    return catalogue;
  }

  int size() {
    return byKey.size() + byPattern.size();
  }

  /** Returns what is wrong with a setting, or nothing. */
  Optional<String> problem(String key, String value) {
    if (key.startsWith(REPORTER)) {
      String setting = key.substring(key.indexOf('.', REPORTER.length()) + 1);
      boolean known = byKey.containsKey(setting) || reporterKeys.contains(setting);
      return known ? Optional.empty() : Optional.of(key + ": no such setting of a reporter");
    }
    if (key.startsWith(S3)) {
      // The plugin hands these to Hadoop, which calls them fs.s3a.
      return s3Keys.contains("fs.s3a." + key.substring(S3.length()))
          ? Optional.empty()
          : Optional.of(key + ": no such setting of s3a");
    }
    Optional<ConfigOption<?>> option = find(key);
    if (option.isEmpty()) {
      return Optional.of(key + ": no such option of Flink");
    }
    return wrongValue(option.get(), key, value);
  }

  /** Returns the default of an option as Flink writes it, if it has one. */
  Optional<String> defaultOf(String key) {
    return find(key).map(ConfigOption::defaultValue).map(String::valueOf);
  }

  private Optional<ConfigOption<?>> find(String key) {
    if (byKey.containsKey(key)) {
      return Optional.of(byKey.get(key));
    }
    return byPattern.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(key).matches())
        .<ConfigOption<?>>map(Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<String> wrongValue(ConfigOption<?> option, String key, String value) {
    try {
      Configuration.fromMap(Map.of(key, value)).getOptional(option);
      if (!PLACEHOLDER.matcher(option.key()).find()) {
        Configuration.fromMap(Map.of(option.key(), value)).getOptional(option);
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("%s: cannot be %s".formatted(key, value));
    }
  }

  private void addJar(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Enumeration<JarEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        String name = entries.nextElement().getName();
        if (HOLDS_OPTIONS.test(name)) {
          addOptions(name.replace('/', '.').replace(".class", ""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addOptions(String className) {
    for (Object constant : constants(className)) {
      if (constant instanceof ConfigOption<?> option) {
        add(option.key(), option);
        for (FallbackKey other : option.fallbackKeys()) {
          add(other.getKey(), option);
        }
      }
    }
  }

  private void add(String key, ConfigOption<?> option) {
    if (PLACEHOLDER.matcher(key).find()) {
      String[] parts = PLACEHOLDER.split(key, -1);
      String pattern =
          String.join("[^.]+", Stream.of(parts).map(Pattern::quote).toArray(String[]::new));
      byPattern.put(Pattern.compile(pattern), option);
    } else {
      byKey.put(key, option);
    }
  }

  private void addConstants(String className, Set<String> keys, String prefix) {
    for (Object constant : constants(className)) {
      if (constant instanceof String text && text.startsWith(prefix)) {
        keys.add(text);
      } else if (constant instanceof ConfigOption<?> option) {
        keys.add(option.key());
      }
    }
  }

  private static Iterable<Object> constants(String className) {
    Stream.Builder<Object> constants = Stream.builder();
    try {
      Class<?> holder =
          Class.forName(className, true, Thread.currentThread().getContextClassLoader());
      for (Field field : holder.getDeclaredFields()) {
        boolean isConstant =
            Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers());
        if (isConstant && isOptionOrText(field)) {
          field.setAccessible(true);
          constants.add(field.get(null));
        }
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      // A class of an optional part whose own libraries are not here has no options to offer.
      return Set.of();
    }
    return constants.build().toList();
  }

  private static boolean isOptionOrText(Field field) {
    return field.getType() == ConfigOption.class || field.getType() == String.class;
  }
}
