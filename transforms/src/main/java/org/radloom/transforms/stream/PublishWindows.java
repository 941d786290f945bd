package org.radloom.transforms.stream;

import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PDone;

/**
 * Publishes records as they come, a small dataset a window: hold each record for its other half,
 * ask the patient's consent, drop duplicates, leave out what another split has nearly the same,
 * gather by window, publish. Takes the rows that {@link DropRedeliveries} leaves. Unbounded.
 *
 * <p>A window is of the time at which a record was let go, not at which it was dictated. Beside the
 * batch export it knows no best share by score, since it never sees all records, no clusters of
 * near-duplicates and no templates; the split of a patient is the hashed one.
 *
 * <pre>{@code
 * OUT/windows/2026-11-21T10-00-00Z/manifest.json
 *                                  part-s000-0000-HASH/{coco,csv,tfrecord,whisper,...}
 *                                                      manifest.json
 * }</pre>
 */
public final class PublishWindows extends PTransform<PCollection<KV<byte[], byte[]>>, PDone> {
  private final WindowSettings settings;

  private PublishWindows(WindowSettings settings) {
    this.settings = settings;
  }

  /** Publishes by these settings. */
  public static PublishWindows of(WindowSettings settings) {
    return new PublishWindows(settings);
  }

  @Override
  public PDone expand(PCollection<KV<byte[], byte[]>> rows) {
    PCollectionTuple routed = rows.apply("RouteRecords", new RouteRecords(settings));
    PCollection<KV<byte[], byte[]>> records =
        routed.get(RouteRecords.EVENTS).apply("HoldForPartner", new HoldForPartner(settings));
    PCollection<byte[]> usable =
        PCollectionList.of(routed.get(RouteRecords.CONSENTS))
            .and(records)
            .apply("ByPatient", Flatten.pCollections())
            .apply("ApplyConsents", new ApplyConsents(settings.consent(), settings.erased()))
            .apply("DropDuplicates", new DropDuplicates(settings.times().horizon()));
    PCollectionTuple packed = usable.apply("PackForWindows", new PackForWindows(settings));
    PCollection<KV<byte[], byte[]>> vetoes =
        packed.get(PackForWindows.BANDS).apply("FindNearTexts", new FindNearTexts(settings));
    return PCollectionList.of(packed.get(PackForWindows.RECORDS))
        .and(vetoes)
        .apply("ByWindow", Flatten.pCollections())
        .apply("CollectParts", new CollectParts(settings))
        .apply("PublishParts", new PublishParts(settings))
        .apply("PublishManifests", new PublishManifests(settings));
  }
}
