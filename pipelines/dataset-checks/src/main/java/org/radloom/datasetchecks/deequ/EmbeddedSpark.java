package org.radloom.datasetchecks.deequ;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.radloom.datasetchecks.suite.PersonalPattern;

/** Spark inside this process: two threads, no web pages, nothing that other machines reach. */
public final class EmbeddedSpark {
  /** How many things it does at a time. */
  static final int THREADS = 2;

  private EmbeddedSpark() {}

  /**
   * Starts it.
   *
   * @param scratch folder for what does not fit in memory; the caller deletes it
   */
  public static SparkSession start(Path scratch) {
    // Hadoop asks for the name of the user, which a container may not have.
    System.setProperty("HADOOP_USER_NAME", "radloom");
    SparkSession spark =
        SparkSession.builder()
            .appName("radloom-dataset-checks")
            .master("local[%d]".formatted(THREADS))
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.local.dir", scratch.resolve("spark").toString())
            .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toUri().toString())
            .config("spark.sql.catalogImplementation", "in-memory")
            .config("spark.sql.session.timeZone", "UTC")
            // Plans that are made anew between stages cost more than they save on tables of this
            // kind.
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.ansi.enabled", "false")
            .getOrCreate();
    for (PersonalPattern pattern : PersonalPattern.values()) {
      UDF1<String, Boolean> isIn = text -> text != null && pattern.isIn(text);
      spark.udf().register(Sql.personal(pattern), isIn, DataTypes.BooleanType);
    }
    return spark;
  }
}
