package org.radloom.transforms.stream;

import java.io.IOException;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;
import org.radloom.events.EventType;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.EventBytes;
import org.radloom.records.EventEncoder;
import org.radloom.records.Pseudonymiser;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.Consent;
import org.radloom.schemas.ConsentScope;
import org.radloom.stream.ConsentDecision;
import org.radloom.stream.Message;
import org.radloom.stream.Place;

/**
 * Sends each event to where it belongs: {@link #EVENTS} under the pseudonym of their record, {@link
 * #CONSENTS} for training under that of their patient. What is no event, or was dropped, goes
 * nowhere. Bounded or unbounded, no state.
 */
final class RouteRecords extends PTransform<PCollection<KV<byte[], byte[]>>, PCollectionTuple> {
  /** Type and Avro encoding, under 16 bytes of the record's pseudonym. */
  static final TupleTag<KV<byte[], byte[]>> EVENTS = new TupleTag<>() {};

  /** Decisions, as {@link ApplyConsents} takes them, under 16 bytes of the patient's pseudonym. */
  static final TupleTag<KV<byte[], byte[]>> CONSENTS = new TupleTag<>() {};

  private final WindowSettings settings;

  RouteRecords(WindowSettings settings) {
    this.settings = settings;
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<byte[], byte[]>> rows) {
    PCollectionTuple routed =
        rows.apply(
            "Route",
            ParDo.of(new RouteFn(settings)).withOutputTags(EVENTS, TupleTagList.of(CONSENTS)));
    routed.get(EVENTS).setCoder(Rows.CODER);
    routed.get(CONSENTS).setCoder(Rows.CODER);
    return routed;
  }

  static final class RouteFn extends DoFn<KV<byte[], byte[]>, KV<byte[], byte[]>> {
    private final WindowSettings settings;
    private transient @Nullable EventEncoder homes;
    private transient @Nullable EventBytes events;

    RouteFn(WindowSettings settings) {
      this.settings = settings;
    }

    @Setup
    public void setUp() throws IOException {
      homes = new EventEncoder(new Pseudonymiser(settings.keys()));
      events = new EventBytes();
    }

    @ProcessElement
    public void route(@Element KV<byte[], byte[]> row, MultiOutputReceiver out) {
      if (DropRedeliveries.isRepeated(row.getValue())) {
        return;
      }
      RowReader reader = new RowReader(row.getValue());
      Place.read(reader);
      Message message = Message.read(row.getValue(), reader);
      if (!message.isEvent()) {
        return;
      }
      SpecificRecord event =
          Objects.requireNonNull(events)
              .decode(message.type(), message.bytes(), message.offset(), message.length());
      Pseudonym home = Objects.requireNonNull(homes).home(event);
      if (message.type() != EventType.CONSENT) {
        RowWriter value = new RowWriter(message.length() + 1);
        value.putByte(message.type().ordinal());
        value.putRaw(message.bytes(), message.offset(), message.length());
        out.get(EVENTS).output(KV.of(Rows.key(home), value.toBytes()));
      } else if (event instanceof Consent consent && consent.getScope() == ConsentScope.training) {
        out.get(CONSENTS)
            .output(KV.of(Rows.key(home), ApplyConsents.decision(ConsentDecision.of(consent))));
      }
    }
  }
}
