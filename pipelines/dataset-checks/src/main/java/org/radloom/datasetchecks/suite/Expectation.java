package org.radloom.datasetchecks.suite;

import java.util.List;
import org.radloom.datasetchecks.results.Severity;

/**
 * One line of a suite.
 *
 * @param name what is expected, in words
 * @param table where
 * @param columns of which columns, at least one unless the rule is of whole tables
 * @param rule what
 * @param severity what a failure means
 * @param reason why it matters
 */
public record Expectation(
    String name, Table table, List<String> columns, Rule rule, Severity severity, String reason) {}
