package org.radloom.trainingdata.objectstore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An S3 server, as a process of its own, with one bucket. Its objects are files in a folder, so a
 * test may look at them as such.
 */
public final class S3Server implements AutoCloseable {
  /** The name of the bucket. */
  public static final String BUCKET = "radiology";

  private static final Path JARS = Path.of("../local-cluster/s3/target/lib");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ID = "radloom-test";
  private static final String SECRET = "not-to-be-seen-anywhere";

  private final Process process;
  private final URI url;
  private final Path folder;

  private S3Server(Process process, URI url, Path folder) {
    this.process = process;
    this.url = url;
    this.folder = folder;
  }

  /** Starts one that keeps its things in the folder, and returns when it takes requests. */
  public static S3Server start(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("objects").resolve(BUCKET));
    URI url = URI.create("http://127.0.0.1:" + freePort());
    Path settings =
        Files.write(
            folder.resolve("server.properties"),
            List.of(
                "s3proxy.endpoint=" + url,
                "s3proxy.authorization=aws-v2-or-v4",
                "s3proxy.identity=" + ID,
                "s3proxy.credential=" + SECRET,
                "jclouds.provider=filesystem-nio2",
                "jclouds.filesystem.basedir=" + folder.resolve("objects")));
    Path log = folder.resolve("server.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                // It logs what goes to the error stream, where the binding would write else.
                "-Dorg.slf4j.simpleLogger.logFile=System.out",
                "-cp",
                JARS + "/*",
                "org.gaul.s3proxy.Main",
                "--properties",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    S3Server server = new S3Server(process, url, folder);
    server.writeCredentials(ID, SECRET);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!server.listens()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        server.close();
        throw new IllegalStateException("the S3 server did not start: " + Files.readString(log));
      }
      Thread.sleep(50);
    }
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns where it listens. */
  public URI url() {
    return url;
  }

  /** Returns the file of its credentials. */
  public Path credentials() {
    return folder.resolve("s3.credentials");
  }

  /** Writes other credentials to that file. */
  public void writeCredentials(String id, String secret) throws IOException {
    Files.write(
        credentials(),
        List.of("[default]", "aws_access_key_id=" + id, "aws_secret_access_key=" + secret));
    Files.setPosixFilePermissions(credentials(), PosixFilePermissions.fromString("rw-------"));
  }

  /** Returns what must be in no output and no job graph. */
  public String secret() {
    return SECRET;
  }

  /** Returns the folder that holds the bucket's objects. */
  public Path bucket() {
    return folder.resolve("objects").resolve(BUCKET);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
