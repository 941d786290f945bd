package org.radloom.datasetchecks.suite;

/** A suite that says something it must not. The message names the expectation and key. */
public final class SuiteException extends Exception {
  private static final long serialVersionUID = 1L;

  SuiteException(String message) {
    super(message);
  }
}
