package org.radloom.records;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.radloom.privacy.Pseudonym;

/**
 * Patients whose records may never be used again, whatever any consent says. Holds pseudonyms and
 * nothing else; about 60 bytes a patient in a job graph.
 *
 * @param pseudonyms 32 hex digits each, in order, each once
 */
public record ErasedPatients(List<String> pseudonyms) implements Serializable {
  /** Nobody. */
  public static final ErasedPatients NOBODY = new ErasedPatients(List.of());

  /** Sorts the pseudonyms. */
  public ErasedPatients {
    // A list of its own kind travels in every job graph.
    pseudonyms = new ArrayList<>(new TreeSet<>(pseudonyms));
  }

  /** Returns the policy that denies these patients, and asks {@code consents} about the others. */
  public ConsentPolicy over(ConsentPolicy consents) {
    if (pseudonyms.isEmpty()) {
      return consents;
    }
    Set<Pseudonym> erased = new HashSet<>();
    pseudonyms.forEach(hex -> erased.add(Pseudonym.ofHex(hex)));
    return patient -> !erased.contains(patient) && consents.allows(patient);
  }
}
