package org.radloom.speech.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.radloom.files.Digests;
import org.radloom.speech.AudioRefusal;
import org.radloom.speech.AudioRefusedException;

/** The file of a recording as it was found: what is hashed must be what is heard. */
record RecordingFile(Path path, long bytes, FileTime changed) {
  /** Most bytes of a file: what RIFF can state, and its own header. */
  private static final long MOST_BYTES = (1L << 32) + 8;

  static RecordingFile of(Path path) throws AudioRefusedException {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      if (found.size() > MOST_BYTES) {
        throw new AudioRefusedException(
            AudioRefusal.AUDIO_TOO_LONG,
            "it must have %d bytes at most, but had: %d".formatted(MOST_BYTES, found.size()));
      }
      return new RecordingFile(path, found.size(), found.lastModifiedTime());
    } catch (IOException e) {
      throw new AudioRefusedException(AudioRefusal.UNREADABLE_AUDIO, "it cannot be read", e);
    }
  }

  String sha256() throws AudioRefusedException {
    try {
      return Digests.sha256Hex(path);
    } catch (IOException e) {
      throw new AudioRefusedException(AudioRefusal.UNREADABLE_AUDIO, "it cannot be read", e);
    }
  }

  /** Refuses a file that somebody wrote to meanwhile. */
  void refuseChange() throws AudioRefusedException {
    if (!of(path).equals(this)) {
      throw new AudioRefusedException(
          AudioRefusal.UNREADABLE_AUDIO, "it changed while it was transcribed");
    }
  }
}
