package org.radloom.trainingdata.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.radloom.events.AvroBytes;
import org.radloom.events.EventType;
import org.radloom.events.InvalidEventException;
import org.radloom.events.JsonEvents;
import org.radloom.events.LineReader;
import org.radloom.events.RejectReason;
import org.radloom.formats.Categories;
import org.radloom.formats.DatasetFacts;
import org.radloom.formats.DatasetSink;
import org.radloom.formats.FileEntry;
import org.radloom.formats.InferenceContext;
import org.radloom.formats.ModelFiles;
import org.radloom.formats.PublishedFile;
import org.radloom.formats.SectionFiles;
import org.radloom.neardup.LinkedSets;
import org.radloom.neardup.LongLongMap;
import org.radloom.neardup.NearDuplicates;
import org.radloom.neardup.Shingles;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.AssemblyOutput;
import org.radloom.records.Candidate;
import org.radloom.records.DuplicateKey;
import org.radloom.records.EventEncoder;
import org.radloom.records.EventRef;
import org.radloom.records.Fate;
import org.radloom.records.ImageSource;
import org.radloom.records.InferenceAssembler;
import org.radloom.records.ReceivedEvent;
import org.radloom.records.RecordAssembler;
import org.radloom.records.SettledEvent;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.Consent;
import org.radloom.schemas.ConsentScope;
import org.radloom.schemas.ConsentStatus;
import org.radloom.schemas.InferenceRecord;
import org.radloom.schemas.TranscriptionRecord;
import org.radloom.split.Assignments;
import org.radloom.split.CandidateTable;
import org.radloom.split.Clusters;
import org.radloom.split.Decider;
import org.radloom.split.Decision;
import org.radloom.split.Drops;
import org.radloom.split.GroupSplitter;
import org.radloom.split.Split;
import org.radloom.text.TokenizedText;
import org.radloom.transforms.ExportSettings;
import org.radloom.transforms.RejectSink;
import org.radloom.transforms.SourceFile;
import org.radloom.vision.ImageTasks;
import org.radloom.watch.WatchedModels;

/**
 * The baseline of the export job: one thread, everything in memory, the same domain classes and no
 * Beam. Reads plain JSON Lines files on this disk under opt-out consent, publishes nothing, and
 * leaves files with the very bytes that the job publishes. Needs about 5 KB of heap an event.
 */
public final class PlainExport implements AssemblyOutput {

  private record Arrived(Pseudonym home, ReceivedEvent event) {}

  @SuppressWarnings("ArrayRecordComponent") // Handed from step to step; never compared.
  private record Stored(
      EventRef ref, @Nullable EventRef partner, Pseudonym id, byte[] record, Candidate candidate) {
    private static final Comparator<Stored> BY_STANDING =
        Comparator.comparing(stored -> stored.candidate.standing());
  }

  /** A reject, or a stored candidate, in canonical order. */
  private record Entry(@Nullable SettledEvent settled, @Nullable Stored stored) {}

  private final ExportSettings settings;
  private final EventEncoder encoder;
  private final List<Arrived> arrived = new ArrayList<>();
  private final Map<Pseudonym, SettledEvent> strays = new HashMap<>();
  private final Map<Pseudonym, Consent> consents = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Stored> candidates = new ArrayList<>();
  private final List<CandidateTable.Kind> kinds = new ArrayList<>();
  private final Set<String> categories = new TreeSet<>();
  private final AvroBytes<TranscriptionRecord> transcriptions =
      new AvroBytes<>(TranscriptionRecord.getClassSchema());
  private final AvroBytes<InferenceRecord> inferences =
      new AvroBytes<>(InferenceRecord.getClassSchema());
  private final RowWriter scratch = new RowWriter(4096);
  private final WatchedModels models = new WatchedModels();

  private PlainExport(ExportSettings settings) throws IOException {
    this.settings = settings;
    this.encoder = new EventEncoder(settings.pseudonymiser());
  }

  /** Exports the files into {@code folder} and returns the SHA-256 of each file by its path. */
  public static Map<String, String> run(
      List<SourceFile> files, ExportSettings settings, Path folder) throws IOException {
    PlainExport export = new PlainExport(settings);
    for (SourceFile file : files) {
      export.read(file);
    }
    export.assemble();
    try (SectionFiles out = new SectionFiles(folder.resolve("parts"))) {
      export.write(export.decide(), files, out);
      Map<String, String> digests = new TreeMap<>();
      for (FileEntry file : out.assemble(export.published(out), folder)) {
        digests.put(file.path(), file.sha256());
      }
      for (ModelFiles.Content file :
          ModelFiles.of(export.models, List.of(), settings.watch().thresholds()).files()) {
        file.writeTo(folder);
        digests.put(file.entry().path(), file.entry().sha256());
      }
      return digests;
    }
  }

  private List<PublishedFile> published(SectionFiles sections) {
    DatasetFacts facts =
        new DatasetFacts(
            settings.dataset(), settings.version(), new Categories(categories), sections);
    List<PublishedFile> files = new ArrayList<>(RejectSink.files(facts));
    settings.sinks().forEach(sink -> files.addAll(sink.files(facts)));
    settings.hardExampleSinks().forEach(sink -> files.addAll(sink.files(facts)));
    return files;
  }

  private void read(SourceFile file) throws IOException {
    JsonEvents json = new JsonEvents();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(file.path())))) {
      in.mark(3);
      if (in.read() != 0xef || in.read() != 0xbb || in.read() != 0xbf) {
        in.reset();
      }
      LineReader lines = new LineReader(in, settings.maxLineBytes());
      for (long position = 1; lines.next(); position++) {
        if (!lines.isBlank()) {
          readLine(json, lines, file.number(), position);
        }
      }
    }
  }

  private void readLine(JsonEvents json, LineReader lines, int source, long position) {
    try {
      if (lines.isTooLong()) {
        throw new InvalidEventException(EventType.UNKNOWN, RejectReason.LINE_TOO_LONG, null);
      }
      SpecificRecord event = json.read(lines.buffer(), lines.offset(), lines.length());
      scratch.reset();
      EventRef ref = new EventRef(encoder.encode(event, scratch), source, position);
      Pseudonym home = encoder.home(event);
      byte[] bytes = scratch.toBytes();
      arrived.add(new Arrived(home, new ReceivedEvent(ref, bytes, 0, bytes.length)));
      if (event instanceof Consent consent && consent.getScope() == ConsentScope.training) {
        consents.merge(home, consent, PlainExport::inForce);
      }
    } catch (InvalidEventException e) {
      EventRef ref = new EventRef(e.type(), source, position);
      Pseudonym home = encoder.stray(source, position);
      strays.put(
          home, new SettledEvent(ref, Fate.REJECTED, e.reason().code(), e.field(), null, null));
      arrived.add(new Arrived(home, new ReceivedEvent(ref, new byte[0], 0, 0)));
    }
  }

  private static Consent inForce(Consent a, Consent b) {
    int order = a.getAt().compareTo(b.getAt());
    if (order != 0) {
      return order > 0 ? a : b;
    }
    return a.getStatus() == ConsentStatus.revoked ? a : b;
  }

  private void assemble() throws IOException {
    arrived.sort(
        Comparator.comparing(Arrived::home)
            .thenComparing(one -> one.event().ref().type())
            .thenComparing(one -> one.event().ref().source())
            .thenComparing(one -> one.event().ref().position()));
    RecordAssembler assembler =
        new RecordAssembler(
            settings.pseudonymiser(),
            patient -> {
              Consent consent = consents.get(patient);
              return consent == null || consent.getStatus() == ConsentStatus.granted;
            },
            settings.text().assessor(),
            settings.imageSource(),
            settings.selection().minAccuracy(),
            settings.text().dates());
    for (int from = 0; from < arrived.size(); ) {
      Pseudonym home = arrived.get(from).home();
      List<ReceivedEvent> events = new ArrayList<>();
      while (from < arrived.size() && arrived.get(from).home().equals(home)) {
        events.add(arrived.get(from++).event());
      }
      SettledEvent stray = strays.get(home);
      if (stray != null) {
        settled(stray);
      } else {
        assembler.assemble(home, events, this);
      }
    }
    arrived.clear();
  }

  @Override
  public void settled(SettledEvent event) {
    entries.add(new Entry(event, null));
  }

  @Override
  public void candidate(Candidate candidate) {
    scratch.reset();
    if (candidate.record() instanceof TranscriptionRecord record) {
      transcriptions.encode(record, scratch);
    } else if (candidate.record() instanceof InferenceRecord record) {
      inferences.encode(record, scratch);
      if (ImageTasks.contains(record.getTask())) {
        record.getAnnotations().forEach(annotation -> categories.add(annotation.getCategory()));
      }
    }
    Candidate light =
        new Candidate(
            candidate.ref(),
            candidate.partner(),
            null,
            candidate.patient(),
            candidate.standing(),
            candidate.keys(),
            candidate.score(),
            candidate.grade(),
            candidate.bands(),
            candidate.annotations());
    Stored stored =
        new Stored(
            candidate.ref(),
            candidate.partner(),
            candidate.standing().id(),
            scratch.toBytes(),
            light);
    kinds.add(CandidateTable.Kind.of(candidate));
    candidates.add(stored);
    entries.add(new Entry(null, stored));
  }

  private List<Decision> decide() throws IOException {
    Drops drops = drops();
    CandidateTable table = new CandidateTable();
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i).candidate();
      table.add(
          i,
          candidate.standing().id(),
          candidate.patient(),
          kinds.get(i),
          candidate.grade(),
          candidate.score(),
          candidate.annotations());
    }
    Decider decider = new Decider(table, drops, clusters(drops), settings.selection().topShare());
    GroupSplitter splitter =
        new GroupSplitter(settings.selection().splitMode(), settings.keys(), new Assignments());
    @Nullable Split[] splits =
        splitter.split(table.patients(), decider.patientsThatLeave(), decider.linkedPatients());
    List<Decision> decisions = new ArrayList<>(candidates.size());
    decider.decide(splits, (bucket, decision) -> decisions.add(decision));
    return decisions;
  }

  private Drops drops() {
    Map<DuplicateKey, Integer> best = new HashMap<>();
    for (int i = 0; i < candidates.size(); i++) {
      for (DuplicateKey key : candidates.get(i).candidate().keys()) {
        Integer other = best.putIfAbsent(key, i);
        if (other != null
            && Stored.BY_STANDING.compare(candidates.get(i), candidates.get(other)) < 0) {
          best.put(key, i);
        }
      }
    }
    Drops drops = new Drops();
    for (int i = 0; i < candidates.size(); i++) {
      for (DuplicateKey key : candidates.get(i).candidate().keys()) {
        int survivor = Objects.requireNonNull(best.get(key));
        if (survivor != i) {
          drops.add(i, survivor, key.kind());
        }
      }
    }
    drops.sort();
    return drops;
  }

  private Clusters clusters(Drops drops) {
    LongLongMap firstOfBand = new LongLongMap();
    LinkedSets suspects = new LinkedSets();
    for (int i = 0; i < candidates.size(); i++) {
      if (!drops.contains(i)) {
        for (long band : candidates.get(i).candidate().bands()) {
          long first = firstOfBand.putIfAbsent(band, i);
          if (first != i) {
            suspects.union(first, i);
          }
        }
      }
    }
    TokenizedText words = new TokenizedText();
    List<NearDuplicates.Member> members = new ArrayList<>();
    for (long ref : suspects.members()) {
      Stored stored = candidates.get((int) ref);
      words.tokenize(transcriptions.decode(stored.record(), 0, stored.record().length).getText());
      members.add(
          new NearDuplicates.Member(
              ref, stored.candidate().bands(), Shingles.of(words.hashes(), words.words())));
    }
    Clusters clusters = new Clusters();
    for (NearDuplicates.Placement placement : NearDuplicates.cluster(members)) {
      clusters.add(placement.ref(), placement.cluster());
    }
    return clusters;
  }

  private void write(List<Decision> decisions, List<SourceFile> files, SectionFiles out)
      throws IOException {
    RejectSink rejects = new RejectSink(SourceFile.names(files));
    List<DatasetSink> sinks = settings.sinks();
    List<DatasetSink> hardSinks = settings.hardExampleSinks();
    Optional<ImageSource> images = settings.imageSource();
    Categories numbered = new Categories(categories);
    int next = 0;
    for (Entry entry : entries) {
      SettledEvent settled = entry.settled();
      if (settled != null) {
        rejects.write(settled, out);
      }
      Stored stored = entry.stored();
      if (stored == null) {
        continue;
      }
      Decision decision = decisions.get(next++);
      Fate fate = decision.fate();
      boolean kept =
          fate == Fate.EXPORTED || fate == Fate.HARD_EXAMPLE || fate == Fate.BELOW_CUTOFF;
      if (kept && isReading(stored)) {
        models.add(
            inferences.decode(stored.record(), 0, stored.record().length),
            settings.selection().minAccuracy());
      }
      if (fate == Fate.EXPORTED || fate == Fate.HARD_EXAMPLE) {
        List<DatasetSink> targets = fate == Fate.EXPORTED ? sinks : hardSinks;
        export(stored, decision, targets, numbered, images, out);
      } else {
        Pseudonym survivor = fate == Fate.DUPLICATE ? decision.related() : null;
        DuplicateKey.Kind kind = decision.duplicateOf();
        String reason =
            kind != null
                ? kind.reason()
                : fate == Fate.UNMATCHED ? InferenceAssembler.NO_GROUND_TRUTH : fate.code();
        for (EventRef ref : new @Nullable EventRef[] {stored.ref(), stored.partner()}) {
          if (ref != null) {
            rejects.write(new SettledEvent(ref, fate, reason, null, stored.id(), survivor), out);
          }
        }
      }
    }
  }

  private static boolean isReading(Stored stored) {
    return stored.candidate().keys().get(0).kind() == DuplicateKey.Kind.READING;
  }

  private void export(
      Stored stored,
      Decision decision,
      List<DatasetSink> sinks,
      Categories numbered,
      Optional<ImageSource> images,
      SectionFiles out)
      throws IOException {
    String split = Objects.requireNonNull(decision.split()).code();
    if (!isReading(stored)) {
      TranscriptionRecord record =
          transcriptions.decode(stored.record(), 0, stored.record().length);
      record.setSplit(split);
      Pseudonym cluster = decision.related();
      record.setNearDuplicateCluster(cluster == null ? null : cluster.hex());
      record.setTemplate(decision.clusterSize() > Decider.TEMPLATE_ABOVE);
      record.setWeight(1.0 / decision.clusterSize());
      sinks.forEach(sink -> sink.write(record, out));
      return;
    }
    InferenceRecord record = inferences.decode(stored.record(), 0, stored.record().length);
    record.setSplit(split);
    ByteBuffer image = null;
    if (images.isPresent()
        && decision.fate() == Fate.EXPORTED
        && ImageTasks.contains(record.getTask())) {
      image = images.get().read(record.getImageUri());
    }
    InferenceContext context =
        new InferenceContext(decision.imageId(), decision.annotationId(), numbered, image);
    sinks.forEach(sink -> sink.write(record, context, out));
  }
}
