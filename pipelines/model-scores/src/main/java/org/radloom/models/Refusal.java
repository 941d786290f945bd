package org.radloom.models;

/** Why a model is not opened. */
public enum Refusal {
  /** A file of it cannot be read, or is not what its name says. */
  UNREADABLE,
  /** {@code model.json} lacks a key, or the key holds something else than it should. */
  DESCRIPTION,
  /** A file's SHA-256 is not the one that {@code model.json} states. */
  HASH,
  /** A file, a list or a tensor is larger than is allowed. */
  SIZE,
  /** The model is written in an operator set that was not agreed on. */
  OPSET,
  /** Inputs or outputs are not those that {@code model.json} states. */
  SHAPE,
  /** Nobody knows the task. */
  TASK,
  /** Nothing on the class path runs such models, or not on this machine. */
  ENGINE
}
