package org.radloom.commandline;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.beam.sdk.io.aws2.options.S3ClientBuilderFactory;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.core.retry.backoff.BackoffStrategy;
import software.amazon.awssdk.core.retry.backoff.EqualJitterBackoffStrategy;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Makes the client of {@code s3://} paths, on the submitting machine and on every worker, as {@link
 * ObjectStoreOptions} say. Beam makes one for every job, so nothing is looked up here: a job on
 * local disks waits for no server, and credentials are read at the first request.
 *
 * <p>A request is tried again while the server answers 5xx or "slow down", and while it cannot be
 * reached: {@value #RETRIES} times, after waits that double from half a second to fifteen, each
 * between half of that and all of it. So a server that is away for 75 s is always ridden out, and
 * one that refuses for 150 s never. A server that takes requests and does not answer costs 30 s a
 * try; after ten minutes in all a request fails.
 */
public final class ObjectStoreClients implements S3ClientBuilderFactory {
  private static final int RETRIES = 14;
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
  private static final Duration LONGEST_REQUEST = Duration.ofMinutes(10);

  /** Beam matches globs with 50 threads, beside the files that tasks read and write. */
  private static final int CONNECTIONS = 128;

  @Override
  public S3ClientBuilder createBuilder(S3Options options) {
    ObjectStoreOptions store = options.as(ObjectStoreOptions.class);
    boolean ownServer = !store.getS3Endpoint().isEmpty();
    Boolean pathStyle = store.getS3PathStyle();
    S3ClientBuilder client =
        S3Client.builder()
            .httpClientBuilder(ApacheHttpClient.builder().maxConnections(CONNECTIONS))
            .forcePathStyle(pathStyle == null ? ownServer : pathStyle)
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .retryPolicy(retries())
                    .apiCallTimeout(LONGEST_REQUEST)
                    .addExecutionInterceptor(new OnlyEncryptionAskedFor())
                    .build());
    if (ownServer) {
      client.endpointOverride(URI.create(store.getS3Endpoint())).region(Region.US_EAST_1);
    }
    if (!store.getS3Region().isEmpty()) {
      client.region(Region.of(store.getS3Region()));
    }
    if (!store.getS3CredentialsFile().isEmpty()) {
      client.credentialsProvider(new CredentialsFile(Path.of(store.getS3CredentialsFile())));
    }
    return client;
  }

  private static RetryPolicy retries() {
    BackoffStrategy waits =
        EqualJitterBackoffStrategy.builder()
            .baseDelay(FIRST_WAIT)
            .maxBackoffTime(LONGEST_WAIT)
            .build();
    return RetryPolicy.builder()
        .numRetries(RETRIES)
        .backoffStrategy(waits)
        .throttlingBackoffStrategy(waits)
        // By default all requests share a bucket of tries, which a minute's outage empties.
        .retryCapacityCondition(context -> true)
        .build();
  }

  /**
   * Takes back the one header on encryption that Beam sends unasked, "no bucket key". It overrules
   * the bucket's setting, and servers without encryption refuse the request for it.
   */
  private static final class OnlyEncryptionAskedFor implements ExecutionInterceptor {
    private static final String BUCKET_KEY = "x-amz-server-side-encryption-bucket-key-enabled";

    @Override
    public SdkHttpRequest modifyHttpRequest(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      SdkHttpRequest request = context.httpRequest();
      boolean unasked = request.firstMatchingHeader(BUCKET_KEY).filter("false"::equals).isPresent();
      return unasked ? request.copy(copy -> copy.removeHeader(BUCKET_KEY)) : request;
    }
  }
}
