package org.radloom.localcluster;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** How the S3 server is started: s3proxy over a folder, whose sub-folders are the buckets. */
final class S3Launch {
  /** The bucket that is there from the start. */
  static final String BUCKET = "radloom";

  private static final String SERVER = "org.gaul.s3proxy.Main";

  private final Installation installation;
  private final ClusterFolder folder;
  private final ClusterPorts ports;

  S3Launch(Installation installation, ClusterFolder folder, ClusterPorts ports) {
    this.installation = installation;
    this.folder = folder;
    this.ports = ports;
  }

  /** Returns the server under the name, with its settings and first bucket made. */
  Launch server(String name) throws IOException {
    Files.createDirectories(folder.s3Data().resolve(BUCKET));
    StringWriter text = new StringWriter();
    settings(S3Credentials.in(folder.s3Credentials())).store(text, null);
    S3Credentials.writeForOwner(folder.s3Properties(), text.toString());
    return new Launch(
        name,
        List.of(
            "-Xmx256m",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            // It takes the error stream for a log of its own, which the binding writes to else.
            "-Dorg.slf4j.simpleLogger.logFile=System.out",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss,SSS",
            "-cp",
            installation.classPath("s3"),
            SERVER,
            "--properties",
            folder.s3Properties().toString()),
        Map.of(),
        folder.log(name));
  }

  private Properties settings(S3Credentials credentials) {
    Properties settings = new Properties();
    settings.put("s3proxy.endpoint", "http://127.0.0.1:" + ports.s3());
    settings.put("s3proxy.authorization", "aws-v2-or-v4");
    settings.put("s3proxy.identity", credentials.accessKeyId());
    settings.put("s3proxy.credential", credentials.secretAccessKey());
    settings.put("jclouds.provider", "filesystem-nio2");
    settings.put("jclouds.filesystem.basedir", folder.s3Data().toString());
    return settings;
  }
}
