package org.radloom.commandline;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptions;

/** Makes Beam's {@code s3://} file system what {@link ObjectStoreOptions} ask for. */
final class ObjectStore {

  /**
   * Amazon's least part of an upload, and 10,000 of them the largest file: 48 GiB. Beam holds one
   * in memory for every file being written; its own default of 64 MiB would fill the heap.
   */
  private static final int UPLOAD_PART_BYTES = 5 << 20;

  private static final String KMS = "aws:kms";
  private static final Set<String> ENCRYPTIONS = Set.of("", "AES256", KMS);

  /** Flags of Beam that would put secrets into the job graph, or that our client does not heed. */
  private static final Set<String> REFUSED =
      Set.of(
          "awsCredentialsProvider",
          "awsRegion",
          "clientBuilderFactory",
          "endpoint",
          "httpClientConfiguration",
          "proxyConfiguration");

  private ObjectStore() {}

  /** Refuses flags of Beam that those of {@link ObjectStoreOptions} take the place of. */
  static void refuseOthers(List<String> flags) throws UsageException {
    for (String flag : flags) {
      String name = flag.replaceFirst("^--", "").replaceFirst("=.*", "");
      if (REFUSED.contains(name)) {
        throw new UsageException(
            "--%s is not used here; the flags of s3:// paths begin with --s3, and secrets belong in"
                    .formatted(name)
                + " --s3CredentialsFile");
      }
    }
  }

  /** Refuses values that make no sense, and a credentials file that others may read. */
  static void check(ObjectStoreOptions options) throws UsageException {
    String endpoint = options.getS3Endpoint();
    if (!endpoint.isEmpty() && !isUrl(endpoint)) {
      throw new UsageException(
          "--s3Endpoint must be a URL such as https://s3.hospital.example, but was: " + endpoint);
    }
    if (!ENCRYPTIONS.contains(options.getS3SseAlgorithm())) {
      throw new UsageException(
          "--s3SseAlgorithm must be AES256 or %s, but was: %s"
              .formatted(KMS, options.getS3SseAlgorithm()));
    }
    if (!options.getS3SseKmsKeyId().isEmpty() && !options.getS3SseAlgorithm().equals(KMS)) {
      throw new UsageException("--s3SseKmsKeyId needs --s3SseAlgorithm=" + KMS);
    }
    if (!options.getS3CredentialsFile().isEmpty()) {
      try {
        new CredentialsFile(Path.of(options.getS3CredentialsFile())).resolveCredentials();
      } catch (CredentialsFileException e) {
        throw new UsageException(Objects.requireNonNullElse(e.getMessage(), "bad credentials"));
      }
    }
  }

  private static boolean isUrl(String endpoint) {
    try {
      URI url = new URI(endpoint);
      return List.of("http", "https").contains(url.getScheme())
          && url.getHost() != null
          && url.getUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Hands the flags on to Beam. The options then hold the file's absolute path, but no secret. */
  static void configure(PipelineOptions options) {
    ObjectStoreOptions store = options.as(ObjectStoreOptions.class);
    S3Options s3 = options.as(S3Options.class);
    s3.setS3ClientFactoryClass(ObjectStoreClients.class);
    s3.setS3UploadBufferSizeBytes(UPLOAD_PART_BYTES);
    if (!store.getS3CredentialsFile().isEmpty()) {
      store.setS3CredentialsFile(Path.of(store.getS3CredentialsFile()).toAbsolutePath().toString());
    }
    if (!store.getS3SseAlgorithm().isEmpty()) {
      s3.setSSEAlgorithm(store.getS3SseAlgorithm());
    }
    if (!store.getS3SseKmsKeyId().isEmpty()) {
      s3.setSSEKMSKeyId(store.getS3SseKmsKeyId());
    }
  }
}
