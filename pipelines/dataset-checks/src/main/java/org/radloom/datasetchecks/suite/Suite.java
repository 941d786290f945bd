package org.radloom.datasetchecks.suite;

import java.util.List;

/**
 * Expectations under one name.
 *
 * @param name of the suite
 * @param sha256 of its text, hex
 * @param expectations in the order of its text
 */
public record Suite(String name, String sha256, List<Expectation> expectations) {}
