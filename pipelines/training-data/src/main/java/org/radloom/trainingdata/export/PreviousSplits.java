package org.radloom.trainingdata.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.util.MimeTypes;
import org.radloom.commandline.UsageException;
import org.radloom.encryption.DecryptCommand;
import org.radloom.encryption.EncryptionKeys;
import org.radloom.encryption.VersionDecryption;
import org.radloom.transforms.ExportSettings;
import org.radloom.transforms.StagingArea;
import org.radloom.transforms.StoredFile;

/**
 * The splits of the version before. What it decided stands, so workers read it; where it is
 * encrypted, it is opened for them here, in the closed staging folder.
 */
final class PreviousSplits {
  private static final String FILE = "splits.csv";

  private PreviousSplits() {}

  /**
   * Opens the splits of the version before, if that version is encrypted.
   *
   * @throws UsageException if that takes a keyset that was not given
   */
  static void stage(ExportOptions options, ExportSettings settings)
      throws UsageException, IOException {
    String previous = settings.previous();
    if (previous == null) {
      return;
    }
    String folder = "%s/%s/%s".formatted(settings.output(), settings.dataset(), previous);
    if (!ExportCommand.readManifest(folder).has("encryption")) {
      return;
    }
    if (options.getEncryptWith().isEmpty()) {
      throw new UsageException(
          "%s is encrypted, and its splits stand; --encryptWith must name its keyset"
              .formatted(folder));
    }
    EncryptionKeys keys = DecryptCommand.keys(options.getEncryptWith());
    Path encrypted = Files.createTempFile("radloom-splits-", ".encrypted");
    try {
      try (InputStream in = Channels.newInputStream(StoredFile.open(folder + "/" + FILE))) {
        Files.copy(in, encrypted, StandardCopyOption.REPLACE_EXISTING);
      }
      String target = settings.staging().root() + "/" + StagingArea.PREVIOUS_SPLITS;
      try (InputStream in =
              VersionDecryption.open(encrypted, settings.dataset(), previous, FILE, keys);
          OutputStream out =
              Channels.newOutputStream(
                  FileSystems.create(
                      FileSystems.matchNewResource(target, false), MimeTypes.TEXT))) {
        in.transferTo(out);
      }
    } finally {
      Files.delete(encrypted);
    }
  }
}
