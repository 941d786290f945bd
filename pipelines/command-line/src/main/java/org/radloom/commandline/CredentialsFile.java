package org.radloom.commandline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radloom.files.OwnerOnlyFile;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * Credentials from a file in the format of {@code ~/.aws/credentials}, its {@code default} profile.
 * The file is looked at whenever credentials are asked for, so a job that runs for months goes on
 * after they were changed, and refused whenever group or others have any permission on it. Where
 * the file system has no POSIX permissions, none are checked.
 */
final class CredentialsFile implements AwsCredentialsProvider {
  private static final String PROFILE = "default";
  private final Path file;
  private @Nullable FileTime writtenAt;
  private @Nullable AwsCredentialsProvider profile;

  CredentialsFile(Path file) {
    this.file = file;
  }

  /**
   * Returns what the file holds now.
   *
   * @throws CredentialsFileException if there is none, others may open it, or it is no such file
   */
  @Override
  public AwsCredentials resolveCredentials() {
    try {
      requireOwnerOnly();
      return profile().resolveCredentials();
    } catch (IOException e) {
      throw refused("cannot be read");
    } catch (SdkClientException | IllegalArgumentException | IllegalStateException e) {
      // The cause does not go on: it may quote the text around the fault.
      throw refused(
          "must have aws_access_key_id and aws_secret_access_key below a line [%s]"
              .formatted(PROFILE));
    }
  }

  private void requireOwnerOnly() throws IOException {
    Optional<String> problem = OwnerOnlyFile.problem(file);
    if (problem.isPresent()) {
      throw refused(problem.get());
    }
  }

  private synchronized AwsCredentialsProvider profile() throws IOException {
    FileTime written = Files.getLastModifiedTime(file);
    AwsCredentialsProvider current = profile;
    if (current == null || !written.equals(writtenAt)) {
      current =
          ProfileCredentialsProvider.builder()
              .profileFile(
                  ProfileFile.builder().content(file).type(ProfileFile.Type.CREDENTIALS).build())
              .profileName(PROFILE)
              .build();
      profile = current;
      writtenAt = written;
    }
    return current;
  }

  private CredentialsFileException refused(String reason) {
    return new CredentialsFileException(file, reason);
  }

  @Override
  public String toString() {
    return "CredentialsFile(%s)".formatted(file);
  }
}
