package org.radloom.speech;

import java.util.Locale;

/** Why a recording is not transcribed. The code is part of the contract with who reads rejects. */
public enum AudioRefusal {
  /** The file cannot be read. */
  UNREADABLE_AUDIO,
  /** The file is no WAV file. */
  NOT_WAV,
  /** The WAV file is cut short, or its parts contradict each other. */
  DAMAGED_WAV,
  /** A WAV file of an encoding, rate or number of channels that is not read. */
  UNSUPPORTED_WAV,
  /** The recording is shorter than one frame of 10 ms. */
  EMPTY_AUDIO,
  /** The file or the recording is larger than is allowed. */
  AUDIO_TOO_LONG,
  /** There is no JSON file of the same name beside the recording. */
  MISSING_SIDECAR,
  /** The JSON file beside the recording lacks something, or holds something else than it should. */
  INVALID_SIDECAR,
  /** The model failed on it, or took too long. */
  MODEL_FAILED;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** Returns the reason as rejects spell it, for example {@code not_wav}. */
  public String code() {
    return code;
  }
}
