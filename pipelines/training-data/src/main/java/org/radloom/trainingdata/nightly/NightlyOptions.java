package org.radloom.trainingdata.nightly;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.radloom.audit.AuditOptions;
import org.radloom.trainingdata.export.ExportOptions;

/**
 * The flags of {@code ./radloom nightly}: those of an export, and these. Each description is one
 * line, with the unit, and an example after {@code e.g.}
 */
public interface NightlyOptions extends ExportOptions, AuditOptions {

  @Description("Name of a night's version; {date} stands for the date. e.g. nightly-{date}")
  @Default.String("{date}")
  String getVersionPattern();

  void setVersionPattern(String pattern);

  @Description("Time zone that the date of a night is of. e.g. Europe/Vienna")
  @Default.String("UTC")
  String getTimeZone();

  void setTimeZone(String zone);

  @Description("Date of the night, to make up for one; empty for today's. e.g. 2026-11-20")
  @Default.String("")
  String getNight();

  void setNight(String date);

  @Description(
      "Versions of this name to keep, LATEST and those it followed; 0 keeps all. On this disk."
          + " e.g. 30")
  @Default.Integer(0)
  int getKeep();

  void setKeep(int versions);

  @Description(
      "Folder of the curated store that ingest writes: checked first, and the input where none is"
          + " given. e.g. /srv/radloom/stream")
  @Default.String("")
  String getStore();

  void setStore(String folder);

  @Description("Age of the newest entry in the store's ledger that is an error, ms to d. e.g. 26h")
  @Default.String("26h")
  String getFreshWithin();

  void setFreshWithin(String duration);

  @Description(
      "File that is locked while a night runs; empty for OUTPUT/.nightly-DATASET.lock."
          + " e.g. /run/radloom/chest.lock")
  @Default.String("")
  String getLockFile();

  void setLockFile(String file);
}
