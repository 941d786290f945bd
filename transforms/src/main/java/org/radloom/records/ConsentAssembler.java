package org.radloom.records;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.radloom.events.AvroBytes;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.Redeliveries.Decoded;
import org.radloom.schemas.Consent;
import org.radloom.schemas.ConsentScope;
import org.radloom.schemas.ConsentStatus;

/**
 * Settles the consent events of one patient: for each scope the latest decision applies, at the
 * same time a revocation before a grant, and the others are duplicates. Not thread-safe.
 */
public final class ConsentAssembler {
  /** Reason code of the decision that counts. */
  public static final String IN_FORCE = "in_force";

  private static final Comparator<Consent> IN_FORCE_FIRST =
      Comparator.comparing(Consent::getAt)
          .thenComparing(consent -> consent.getStatus() == ConsentStatus.revoked)
          .reversed();

  private final AvroBytes<Consent> consentBytes = new AvroBytes<>(Consent.getClassSchema());

  /** Settles all consent events of one patient. */
  public void assemble(Pseudonym patient, List<ReceivedEvent> consents, AssemblyOutput out) {
    List<Decoded<Consent>> decided = new ArrayList<>(consents.size());
    for (ReceivedEvent received : consents) {
      decided.add(
          new Decoded<>(
              received,
              consentBytes.decode(received.chunk(), received.offset(), received.length())));
    }
    decided.sort(Redeliveries.inFull(IN_FORCE_FIRST));
    Set<ConsentScope> scopes = new HashSet<>();
    Set<Consent> seen = new HashSet<>();
    for (Decoded<Consent> one : decided) {
      boolean repeated = !seen.add(one.event());
      if (scopes.add(one.event().getScope())) {
        out.settled(
            new SettledEvent(one.received().ref(), Fate.APPLIED, IN_FORCE, null, null, null));
      } else {
        out.settled(
            new SettledEvent(
                one.received().ref(),
                Fate.DUPLICATE,
                repeated ? Redeliveries.REDELIVERY : Redeliveries.SUPERSEDED,
                null,
                null,
                null));
      }
    }
  }
}
