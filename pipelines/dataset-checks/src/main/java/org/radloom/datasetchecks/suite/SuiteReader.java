package org.radloom.datasetchecks.suite;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.radloom.datasetchecks.results.Severity;

/**
 * Reads suites. Strict: a key, rule, table or column that is not known is an error, as is a key
 * that is missing or there twice.
 */
public final class SuiteReader {
  /** The suites that are used unless one is named; together they are one. */
  private static final List<String> DEFAULTS =
      List.of("transcriptions.yaml", "inferences.yaml", "splits.yaml");

  private static final String DEFAULT_NAME = "radloom-default";
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_EXPECTATIONS = 500;
  private static final Set<String> SUITE_KEYS = Set.of("suite", "expectations");
  private static final Set<String> EXPECTATION_KEYS =
      Set.of("name", "table", "column", "columns", "rule", "bound", "severity", "reason");

  private final ObjectMapper yaml =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  /** A reader. */
  public SuiteReader() {
    yaml.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /** Returns the suite of the module. */
  public Suite defaults() throws IOException, SuiteException {
    MessageDigest digest = sha256();
    List<Expectation> all = new ArrayList<>();
    for (String name : DEFAULTS) {
      byte[] text;
      try (InputStream in = SuiteReader.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IOException("the suite %s is not in the jar".formatted(name));
        }
        text = in.readAllBytes();
      }
      digest.update(text);
      all.addAll(parse(text).expectations());
    }
    requireDistinctNames(all);
    return new Suite(DEFAULT_NAME, HexFormat.of().formatHex(digest.digest()), List.copyOf(all));
  }

  /**
   * Returns the suite of a file.
   *
   * @throws SuiteException if it says something it must not
   */
  public Suite read(Path file) throws IOException, SuiteException {
    if (Files.size(file) > MAX_BYTES) {
      throw new SuiteException("the suite has more than %d bytes".formatted(MAX_BYTES));
    }
    return parse(Files.readAllBytes(file));
  }

  /** Returns the suite of a text. */
  Suite parse(byte[] text) throws SuiteException {
    JsonNode root;
    try {
      root = yaml.readTree(text);
    } catch (IOException e) {
      // Jackson's message quotes the text; a line is enough to find the place.
      throw new SuiteException(
          "the suite is not YAML, or has a key twice%s"
              .formatted(
                  e instanceof com.fasterxml.jackson.core.JsonProcessingException at
                          && at.getLocation() != null
                      ? ": line " + at.getLocation().getLineNr()
                      : ""));
    }
    YamlNode suite = YamlNode.of("suite", root).onlyKeys(SUITE_KEYS);
    String name = suite.text("suite");
    List<Expectation> expectations = new ArrayList<>();
    for (YamlNode one : suite.list("expectations")) {
      expectations.add(expectation(one));
    }
    if (expectations.isEmpty() || expectations.size() > MAX_EXPECTATIONS) {
      throw new SuiteException(
          "expectations must be 1 to %d, but are %d"
              .formatted(MAX_EXPECTATIONS, expectations.size()));
    }
    requireDistinctNames(expectations);
    return new Suite(
        name, HexFormat.of().formatHex(sha256().digest(text)), List.copyOf(expectations));
  }

  private static Expectation expectation(YamlNode node) throws SuiteException {
    node.onlyKeys(EXPECTATION_KEYS);
    String code = node.text("table");
    Table table = Table.ofCode(code).orElseThrow(() -> node.wrong("table", "is not known", code));
    List<String> columns = columns(node, table);
    Rule rule = RuleReader.read(node, columns);
    return new Expectation(
        node.text("name"), table, columns, rule, severity(node), node.text("reason"));
  }

  private static List<String> columns(YamlNode node, Table table) throws SuiteException {
    List<String> columns = new ArrayList<>();
    if (node.has("column") && node.has("columns")) {
      throw node.wrong("columns", "must not be there beside column", "");
    }
    if (node.has("column")) {
      columns.add(node.text("column"));
    } else if (node.has("columns")) {
      columns.addAll(node.texts("columns"));
    }
    for (String column : columns) {
      if (!table.columns().contains(column)) {
        throw node.wrong("column", "is not one of table " + table.code(), column);
      }
    }
    return List.copyOf(columns);
  }

  private static Severity severity(YamlNode node) throws SuiteException {
    String code = node.text("severity");
    for (Severity severity : Severity.values()) {
      if (severity.code().equals(code)) {
        return severity;
      }
    }
    throw node.wrong("severity", "must be error or warning", code);
  }

  private static void requireDistinctNames(List<Expectation> expectations) throws SuiteException {
    Set<String> names = new HashSet<>();
    for (Expectation one : expectations) {
      if (!names.add(one.name())) {
        throw new SuiteException("two expectations are named '%s'".formatted(one.name()));
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
