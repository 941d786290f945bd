package org.radloom.trainingdata.export;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.radloom.formats.ModelFiles;
import org.radloom.transforms.DecideFates;
import org.radloom.transforms.ExportSettings;
import org.radloom.transforms.StagingArea;
import org.radloom.transforms.StoredFile;

/**
 * What workers read of the version before: its splits, because what it decided stands, and the
 * baselines of its models. Where it is encrypted, they are opened for them here, in the closed
 * staging folder.
 */
final class PreviousFiles {
  private PreviousFiles() {}

  /**
   * Opens the files of the version before, if that version is encrypted.
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
    JsonNode manifest = ExportCommand.readManifest(folder);
    if (!manifest.has("encryption")) {
      return;
    }
    if (options.getEncryptWith().isEmpty()) {
      throw new UsageException(
          "%s is encrypted, and its splits stand; --encryptWith must name its keyset"
              .formatted(folder));
    }
    EncryptionKeys keys = DecryptCommand.keys(options.getEncryptWith());
    open(settings, previous, DecideFates.SPLITS_FILE, StagingArea.PREVIOUS_SPLITS, keys);
    for (JsonNode file : manifest.path("files")) {
      if (file.path("path").asText().equals(ModelFiles.BASELINE)) {
        open(settings, previous, ModelFiles.BASELINE, StagingArea.PREVIOUS_BASELINE, keys);
      }
    }
  }

  private static void open(
      ExportSettings settings, String previous, String path, String staged, EncryptionKeys keys)
      throws IOException {
    String file = "%s/%s/%s/%s".formatted(settings.output(), settings.dataset(), previous, path);
    Path encrypted = Files.createTempFile("radloom-previous-", ".encrypted");
    try {
      try (InputStream in = Channels.newInputStream(StoredFile.open(file))) {
        Files.copy(in, encrypted, StandardCopyOption.REPLACE_EXISTING);
      }
      String target = settings.staging().root() + "/" + staged;
      try (InputStream in =
              VersionDecryption.open(encrypted, settings.dataset(), previous, path, keys);
          OutputStream out =
              Channels.newOutputStream(
                  FileSystems.create(
                      FileSystems.matchNewResource(target, false), MimeTypes.BINARY))) {
        in.transferTo(out);
      }
    } finally {
      Files.delete(encrypted);
    }
  }
}
