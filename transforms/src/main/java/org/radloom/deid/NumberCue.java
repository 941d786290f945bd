package org.radloom.deid;

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

  private static final int ALWAYS = 256;
  private static final int FILLER = 512;
  private static final int NAMING = 1024;
  private static final Kind[] KINDS = Kind.values();

  /** By word: the kind's ordinal, plus 1, and ALWAYS; or FILLER and NAMING. */
  private static final WordTable MEANINGS = meanings();

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
        int meaning = MEANINGS.get(hash);
        if ((meaning & FILLER) != 0) {
          named |= (meaning & NAMING) != 0;
          continue;
        }
        if (meaning == 0) {
          return NOTHING;
        }
        Kind kind = KINDS[(meaning & (ALWAYS - 1)) - 1];
        boolean always = (meaning & ALWAYS) != 0;
        if (kind == Kind.SSN
            && tokens.isAnyOf(at, "security", "sec")
            && !tokens.isAnyOf(at - 1, "social", "soc")
            && !(tokens.is(at - 1, '.') && tokens.is(at - 2, "soc"))) {
          return NOTHING;
        }
        boolean plate =
            tokens.isAnyOf(at, "plate", "plates") && tokens.isAnyOf(at - 1, "license", "licence");
        boolean enough = named || (punctuated && kind != Kind.OTHER);
        return new Cue(kind, always || enough || plate);
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

  private static WordTable meanings() {
    WordTable all = WordTable.forWords(256);
    put(all, Kind.RECORD, true, "mrn mrns emrn umrn medrec recno");
    put(
        all,
        Kind.RECORD,
        false,
        "record chart case file encounter visit patient hospital unit pt mr rec hosp med nhs");
    put(all, Kind.ACCESSION, true, "accession acc accn accno");
    put(all, Kind.ACCESSION, false, "requisition");
    put(all, Kind.ACCOUNT, true, "account acct");
    put(all, Kind.ACCOUNT, false, "invoice billing bill bank card claim");
    put(all, Kind.PLAN, true, "medicare medicaid subscriber beneficiary policyholder");
    put(all, Kind.PLAN, false, "plan policy member insurance group payer hmo coverage membership");
    put(all, Kind.LICENCE, true, "dea licence license");
    put(
        all,
        Kind.LICENCE,
        false,
        "certificate cert permit registration passport certification lic");
    put(all, Kind.VEHICLE, true, "vin");
    put(all, Kind.VEHICLE, false, "vehicle car truck plate plates");
    put(all, Kind.DEVICE, true, "serial sn udi imei");
    put(
        all,
        Kind.DEVICE,
        false,
        "device lot model implant pacemaker generator defibrillator scanner pump catalog ref stent");
    put(all, Kind.SSN, true, "ssn ssns security soc sec");
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
    put(
        all,
        Kind.OTHER,
        false,
        "badge employee ticket confirmation tracking exam study order request");
    put(all, Kind.OTHER, false, "specimen report locker user");
    put(all, Kind.OTHER, false, "reference");
    fillers(all);
    return all;
  }

  private static void put(WordTable all, Kind kind, boolean always, String words) {
    for (String word : words.split(" ", -1)) {
      all.put(word, (kind.ordinal() + 1) | (always ? ALWAYS : 0));
    }
  }

  /** Words to pass over, and whether they announce a number. */
  private static void fillers(WordTable all) {
    for (String word :
        "number numbers no num nr nbr id ids code identification identifier".split(" ", -1)) {
      all.put(word, FILLER | NAMING);
    }
    for (String word :
        ("is was as of the at on and or to by us me him her them back his their my our under with"
                + " for a an same new home work office direct line has ending")
            .split(" ", -1)) {
      all.put(word, FILLER);
    }
  }
}
