package org.radloom.audit;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The flags of every job that keeps an audit trail. */
public interface AuditOptions extends PipelineOptions {

  @Description(
      "Folder of the audit trail, on this disk, or off; empty for OUTPUT/audit, and for off where"
          + " the output is in an object store. e.g. /srv/radloom/audit")
  @Default.String("")
  String getAudit();

  void setAudit(String folder);

  @Description(
      "Key that signs the audit trail, made by 'radloom audit key new'; empty for an unsigned one."
          + " e.g. audit.key")
  @Default.String("")
  String getAuditKey();

  void setAuditKey(String file);
}
