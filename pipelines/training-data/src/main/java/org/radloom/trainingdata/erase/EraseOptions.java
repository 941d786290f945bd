package org.radloom.trainingdata.erase;

import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.radloom.audit.AuditOptions;
import org.radloom.commandline.ObjectStoreOptions;

/** The flags of {@code ./radloom erase}. */
public interface EraseOptions extends ObjectStoreOptions, AuditOptions {

  @Description("Folder of all datasets, or of a stream, on this disk. e.g. out")
  @Validation.Required
  String getOutput();

  void setOutput(String output);

  @Description("Key file that the datasets were made with. e.g. hospital.keys")
  @Validation.Required
  String getKeyFile();

  void setKeyFile(String keyFile);

  @Description(
      "File of patient ids, one a line, exactly as the events say them; better than --patient."
          + " e.g. erase.txt")
  @Default.String("")
  String getPatientFile();

  void setPatientFile(String file);

  @Description(
      "One patient id; - reads ids from standard input. A command line is seen by everybody on this"
          + " machine, and kept by the shell: use - or --patientFile. e.g. -")
  @Default.String("")
  String getPatient();

  void setPatient(String patient);

  @Description(
      "Events that the exports were made of, to know the records that only rejects name; curated"
          + " events in OUTPUT are always read. e.g. 'events/*.jsonl'")
  List<String> getInput();

  void setInput(List<String> input);

  @Description("Keyset of encrypted versions, so that they can be searched. e.g. storage.keyset")
  @Default.String("")
  String getKeyset();

  void setKeyset(String keyset);
}
