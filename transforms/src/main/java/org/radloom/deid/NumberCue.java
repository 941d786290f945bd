package org.radloom.deid;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells from the words before a number what number it is. */
final class NumberCue {
  private static final int MOST_WORDS_BACK = 7;

  /**
   * What the words before a number say.
   *
   * @param kind what number it is; null if they say nothing
   * @param strong whether short numbers are meant too
   */
  record Cue(@Nullable Kind kind, boolean strong) {}

  static final Cue NOTHING = new Cue(null, false);

  private record Meaning(Kind kind, boolean always) {}

  private static final Map<Long, Meaning> MEANINGS = meanings();
  private static final Map<Long, Boolean> FILLERS = fillers();

  private final Tokens tokens;

  NumberCue(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Returns what the words before token {@code i} say of a number that begins there. */
  Cue before(int i) {
    boolean named = false;
    boolean punctuated = false;

    for (int at = i - 1; at >= Math.max(0, i - MOST_WORDS_BACK); at--) {
      if (tokens.isWord(at)) {
        long hash = tokens.hash(at);
        Boolean naming = FILLERS.get(hash);
        if (naming != null) {
          named |= naming;
          continue;
        }
        Meaning meaning = MEANINGS.get(hash);
        if (meaning == null) {
          return NOTHING;
        }
        Kind kind = meaning.kind;
        if (kind == Kind.SSN && tokens.is(at, "security") && !tokens.is(at - 1, "social")) {
          return NOTHING;
        }
        boolean plate =
            tokens.isAnyOf(at, "plate", "plates") && tokens.isAnyOf(at - 1, "license", "licence");
        boolean enough = named || (punctuated && kind != Kind.OTHER);
        return new Cue(kind, meaning.always || enough || plate);
      }
      if (tokens.is(at, '#') || tokens.is(at, ':') || tokens.is(at, '=')) {
        punctuated = true;
      } else if (tokens.is(at, '.') && !isAbbreviation(at)) {
        return NOTHING;
      } else if (!tokens.isOneOf(at, "().,-/'\"\u2019")) {
        return NOTHING;
      }
    }
    return NOTHING;
  }

  private boolean isAbbreviation(int stop) {
    return tokens.joined(stop) && tokens.isWord(stop - 1) && tokens.length(stop - 1) <= 4;
  }

  private static Map<Long, Meaning> meanings() {
    Map<Long, Meaning> all = new HashMap<>();
    put(all, Kind.RECORD, true, "mrn mrns emrn umrn medrec recno");
    put(all, Kind.RECORD, false, "record chart case file encounter visit patient hospital unit pt");
    put(all, Kind.ACCESSION, true, "accession acc accn accno");
    put(all, Kind.ACCESSION, false, "requisition");
    put(all, Kind.ACCOUNT, true, "account acct");
    put(all, Kind.ACCOUNT, false, "invoice billing bill bank card claim");
    put(all, Kind.PLAN, true, "medicare medicaid subscriber beneficiary policyholder");
    put(all, Kind.PLAN, false, "plan policy member insurance group payer hmo coverage membership");
    put(all, Kind.LICENCE, true, "dea licence license");
    put(all, Kind.LICENCE, false, "certificate cert permit registration passport certification");
    put(all, Kind.VEHICLE, true, "vin");
    put(all, Kind.VEHICLE, false, "vehicle car truck plate plates");
    put(all, Kind.DEVICE, true, "serial sn udi imei");
    put(
        all,
        Kind.DEVICE,
        false,
        "device lot model implant pacemaker generator defibrillator scanner pump catalog ref stent");
    put(all, Kind.SSN, true, "ssn ssns security");
    put(all, Kind.SSN, false, "social");
    put(
        all,
        Kind.PHONE,
        true,
        "phone telephone tel cell mobile pager beeper ext extension callback dial hotline");
    put(all, Kind.PHONE, false, "call called contact reached calling contacted paged telephoned");
    put(all, Kind.FAX, true, "fax facsimile faxed");
    put(all, Kind.NPI, true, "npi");
    put(all, Kind.LOCATION, true, "zip zipcode postcode postal");
    put(all, Kind.OTHER, false, "badge employee ticket confirmation tracking exam study order");
    put(all, Kind.OTHER, false, "specimen report locker user");
    put(all, Kind.OTHER, false, "reference");
    return all;
  }

  private static void put(Map<Long, Meaning> all, Kind kind, boolean always, String words) {
    for (String word : words.split(" ", -1)) {
      all.put(Lexicon.hash(word), new Meaning(kind, always));
    }
  }

  /** Words to pass over, and whether they announce a number. */
  private static Map<Long, Boolean> fillers() {
    Map<Long, Boolean> all = new HashMap<>();
    for (String word :
        "number numbers no num nr nbr id ids code identification identifier".split(" ", -1)) {
      all.put(Lexicon.hash(word), true);
    }
    for (String word :
        ("is was as of the at on and or to by us me him her them back his their my our under with"
                + " for a an same new home work office direct line has ending")
            .split(" ", -1)) {
      all.put(Lexicon.hash(word), false);
    }
    return all;
  }
}
