package org.radloom.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.radloom.deid.DateMode;
import org.radloom.events.EventType;
import org.radloom.privacy.Pseudonym;
import org.radloom.text.TextAssessor;

/** Assembles the events of one record, whatever they are. Not thread-safe. */
public final class RecordAssembler {
  private final TranscriptionAssembler transcriptions;
  private final InferenceAssembler inferences;
  private final ConsentAssembler consents = new ConsentAssembler();

  /**
   * Makes an assembler.
   *
   * @param pseudonyms the pseudonyms of everyone that records name
   * @param policy whose records may be used
   * @param assessor judges dictations
   * @param images opens the images that records embed; empty to leave images alone
   * @param minAccuracy what accuracy a record must exceed not to be a hard example, 0 to 1
   * @param dates what is done about dates in texts
   */
  public RecordAssembler(
      Pseudonymiser pseudonyms,
      ConsentPolicy policy,
      TextAssessor assessor,
      Optional<ImageSource> images,
      double minAccuracy,
      DateMode dates) {
    transcriptions = new TranscriptionAssembler(pseudonyms, policy, assessor, dates);
    inferences = new InferenceAssembler(pseudonyms, policy, images, minAccuracy, dates);
  }

  /**
   * Settles all events of one record, or makes a candidate of them.
   *
   * @param home what the events belong to, see {@link EventEncoder#home}
   * @param events the events, none of them of unknown type
   */
  public void assemble(Pseudonym home, List<ReceivedEvent> events, AssemblyOutput out) {
    List<ReceivedEvent> main = new ArrayList<>(events.size());
    List<ReceivedEvent> partners = new ArrayList<>(events.size());
    EventType type = EventType.UNKNOWN;
    for (ReceivedEvent event : events) {
      type = mainType(event.ref().type());
      (event.ref().type() == type ? main : partners).add(event);
    }
    switch (type) {
      case TRANSCRIPTION -> transcriptions.assemble(home, main, partners, out);
      case INFERENCE -> inferences.assemble(home, main, partners, out);
      case CONSENT -> consents.assemble(home, main, out);
      default -> throw new IllegalArgumentException("events must have a type, but: " + type);
    }
  }

  private static EventType mainType(EventType type) {
    return switch (type) {
      case TRANSCRIPTION, CORRECTION -> EventType.TRANSCRIPTION;
      case INFERENCE, GROUND_TRUTH -> EventType.INFERENCE;
      case CONSENT, UNKNOWN -> type;
    };
  }
}
