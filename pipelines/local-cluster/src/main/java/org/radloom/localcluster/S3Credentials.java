package org.radloom.localcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What a client of the S3 server signs with. Kept in a file for its owner alone, in the format of
 * AWS's shared credentials, so that {@code AWS_SHARED_CREDENTIALS_FILE} may name it.
 *
 * @param accessKeyId who signs
 * @param secretAccessKey signed with; belongs in no log and no command line
 */
public record S3Credentials(String accessKeyId, String secretAccessKey) {
  private static final int SECRET_BYTES = 20;

  static S3Credentials random() {
    SecureRandom random = new SecureRandom();
    byte[] id = new byte[8];
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(id);
    random.nextBytes(secret);
    return new S3Credentials(
        "RADLOOM" + HexFormat.of().withUpperCase().formatHex(id), HexFormat.of().formatHex(secret));
  }

  /** Returns those in the file; makes the file, with new ones, if there is none. */
  static S3Credentials in(Path file) throws IOException {
    if (!Files.exists(file)) {
      S3Credentials made = random();
      writeForOwner(
          file,
          "[default]%naws_access_key_id=%s%naws_secret_access_key=%s%n"
              .formatted(made.accessKeyId, made.secretAccessKey));
    }
    return new S3Credentials(
        value(file, "aws_access_key_id="), value(file, "aws_secret_access_key="));
  }

  private static String value(Path file, String key) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()))
        .findFirst()
        .orElseThrow(() -> new IOException("there is no %s in %s".formatted(key, file)));
  }

  /** Gives the file this text; nobody but its owner can read it at any time. */
  static void writeForOwner(Path file, String text) throws IOException {
    Path next =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            ".",
            ".next",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Says whose they are, without the secret. */
  @Override
  public String toString() {
    return "S3Credentials[%s]".formatted(accessKeyId);
  }
}
