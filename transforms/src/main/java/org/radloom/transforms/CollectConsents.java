package org.radloom.transforms;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.ConsentPolicy;
import org.radloom.records.Standing;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.Consent;
import org.radloom.schemas.ConsentScope;
import org.radloom.schemas.ConsentStatus;
import org.radloom.split.PseudonymIndex;

/**
 * Finds each patient's consent in force for training, as a side input: the latest decision, at the
 * same time a revocation. Bounded. Holds one entry of about 100 bytes a patient with a decision.
 *
 * <pre>{@code
 * PCollectionView<Iterable<byte[]>> decided = read.get(CONSENTS).apply(CollectConsents.create());
 * ConsentPolicy policy = CollectConsents.policy(context.sideInput(decided), ConsentMode.optOut);
 * }</pre>
 */
public final class CollectConsents
    extends PTransform<PCollection<KV<Integer, byte[]>>, PCollectionView<Iterable<byte[]>>> {

  /** Whose records may be used when a patient said nothing. */
  public enum Mode {
    /** Everybody's who did not revoke. */
    OPT_OUT,
    /** Nobody's who did not grant. */
    OPT_IN
  }

  private CollectConsents() {}

  /** Collects the consents that {@link ReadEvents} read. */
  public static CollectConsents create() {
    return new CollectConsents();
  }

  static void put(RowWriter row, Pseudonym patient, Consent consent) {
    if (consent.getScope() != ConsentScope.training) {
      return;
    }
    long micros = Standing.micros(consent.getAt());
    row.putLong(patient.hi()).putLong(patient.lo());
    row.putLong(micros).putByte(consent.getStatus() == ConsentStatus.revoked ? 1 : 0);
  }

  @Override
  public PCollectionView<Iterable<byte[]>> expand(PCollection<KV<Integer, byte[]>> consents) {
    return consents
        .apply("Gather", GroupByKey.create())
        .apply("KeepLatest", ParDo.of(new KeepLatestFn()))
        .apply("View", View.asIterable());
  }

  /** The policy that the collected decisions make. */
  static ConsentPolicy policy(Iterable<byte[]> decided, Mode mode) {
    PseudonymIndex revoked = new PseudonymIndex();
    PseudonymIndex granted = new PseudonymIndex();
    for (byte[] chunk : decided) {
      RowReader rows = new RowReader(chunk);
      while (rows.hasMore()) {
        long hi = rows.readLong();
        long lo = rows.readLong();
        (rows.readByte() == 1 ? revoked : granted).add(hi, lo);
      }
    }
    return mode == Mode.OPT_IN
        ? patient -> granted.find(patient.hi(), patient.lo()) >= 0
        : patient -> revoked.find(patient.hi(), patient.lo()) < 0;
  }

  /** The policy that the collected decisions make for an export: the erased are never allowed. */
  static ConsentPolicy policy(Iterable<byte[]> decided, ExportSettings.Selection selection) {
    return selection.erased().over(policy(decided, selection.consent()));
  }

  private record Decided(long micros, boolean revoked) {}

  static final class KeepLatestFn extends DoFn<KV<Integer, Iterable<byte[]>>, byte[]> {
    @ProcessElement
    public void keep(@Element KV<Integer, Iterable<byte[]>> chunks, OutputReceiver<byte[]> out) {
      Map<Pseudonym, Decided> latest = new HashMap<>();
      for (byte[] chunk : chunks.getValue()) {
        RowReader rows = new RowReader(chunk);
        while (rows.hasMore()) {
          Pseudonym patient = new Pseudonym(rows.readLong(), rows.readLong());
          Decided decided = new Decided(rows.readLong(), rows.readByte() == 1);
          latest.merge(patient, decided, KeepLatestFn::inForce);
        }
      }
      RowWriter rows = new RowWriter(17 * latest.size() + 1);
      latest.forEach(
          (patient, decided) ->
              rows.putLong(patient.hi()).putLong(patient.lo()).putByte(decided.revoked ? 1 : 0));
      out.output(rows.toBytes());
    }

    private static Decided inForce(Decided a, Decided b) {
      if (a.micros != b.micros) {
        return a.micros > b.micros ? a : b;
      }
      return a.revoked ? a : b;
    }
  }
}
