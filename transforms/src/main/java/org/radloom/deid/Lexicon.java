package org.radloom.deid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is known of words: an open-addressing table from the hash of a word, in lower case and
 * without accents, to a set of {@link Word} bits and a number. Two words with the same 64-bit hash
 * would be taken for one; among the few thousand listed none are. Immutable.
 */
final class Lexicon {
  static final long HASH_START = 0xcbf29ce484222325L;
  private static final long HASH_FACTOR = 0x100000001b3L;
  private static final int SIZE = 1 << 15;
  private static final char[] FOLDED = folded();

  private static final Map<String, Integer> SECTIONS =
      Map.ofEntries(
          Map.entry("first", Word.FIRST),
          Map.entry("last", Word.LAST),
          Map.entry("also-words", Word.ALSO_WORD),
          Map.entry("eponyms", Word.EPONYM),
          Map.entry("heads", Word.HEAD),
          Map.entry("cities", Word.CITY),
          Map.entry("states", Word.STATE),
          Map.entry("state-codes", Word.STATE_CODE),
          Map.entry("countries", Word.COUNTRY),
          Map.entry("streets", Word.STREET),
          Map.entry("phrases", 0));

  static final Lexicon STANDARD = new Lexicon();

  private final long[] keys = new long[SIZE];
  private final int[] flags = new int[SIZE];
  private final int[] values = new int[SIZE];
  private int words;

  private Lexicon() {
    read("/org/radloom/text/medical-terms.txt", Word.COMMON);
    read("/org/radloom/text/everyday-words.txt", Word.COMMON);
    read("/org/radloom/deid/common-words.txt", Word.COMMON);
    read("/org/radloom/deid/names.txt", 0);
    read("/org/radloom/deid/safe.txt", 0);
    read("/org/radloom/deid/places.txt", 0);
    all(
        Word.TITLE,
        "dr doctor drs doctors mr mrs ms miss mister missus prof professor rev reverend mme herr"
            + " frau");
    all(Word.PARTICLE, "van von de del della di da la le el al bin ibn den der dos ter st mac");
    all(
        Word.RELATIVE,
        "wife husband son daughter mother father sister brother spouse partner guardian caregiver"
            + " nephew niece grandson granddaughter grandmother grandfather aunt uncle neighbor"
            + " fiance fiancee girlfriend boyfriend roommate friend cousin caretaker stepson"
            + " stepdaughter mom dad");
    all(
        Word.PERSON_CUE,
        "by with to from and name named patient pt client physician provider radiologist surgeon"
            + " attending resident technologist nurse dictated referring ordering signed"
            + " transcribed reviewed interpreted reported pcp sonographer technician fellow"
            + " informed notified paged contacted telephoned attn cc re resident cardiologist"
            + " oncologist neurologist pathologist assistant witness consultant clinician reader"
            + " called reader registrar faculty staff officer operator operators performing"
            + " requesting kin contact copies attention regards wishes truly sincerely dear thank"
            + " hello baby infant primary internist urologist gynecologist hematologist"
            + " endocrinologist nephrologist pediatrician neurosurgeon hospitalist intensivist"
            + " dictating phoned this consultants family guardian operated witnesses monitored"
            + " reporting authenticated verified author sender recipient");
    all(
        Word.VERB,
        "dictated signed transcribed reviewed interpreted read reported referred"
            + " performed seen verified approved ordered requested examined evaluated"
            + " discussed spoke spoken communicated relayed called telephoned conveyed phoned"
            + " paged talked consulted conferred authenticated electronically finalized"
            + " confirmed witnessed supervised obtained given attended assisted faxed results"
            + " delivered prepared typed sent forwarded attested cosigned checked injected"
            + " assisted done placed staffed overread monitored operated escorted scanned"
            + " accompanied recommended presented followed managed treated spoken updated"
            + " repeated handed escalated checked countersigned scrubbed positioned"
            + " interviewed told reached admitted accepted");
    all(
        Word.DIRECT,
        "patient pt client nurse notified informed resident technologist physician"
            + " surgeon radiologist attending attn cc technician fellow paged contacted"
            + " telephoned re sonographer cardiologist oncologist neurologist pathologist"
            + " registrar assistant consultant called provider pcp faculty officer kin baby"
            + " infant internist urologist gynecologist hematologist endocrinologist"
            + " nephrologist pediatrician neurosurgeon hospitalist intensivist phoned regards"
            + " wishes truly sincerely dear thank hello attention contact this dictating"
            + " copies primary consultants guardian operator operators performing requesting reporting fellow staff author");
    all(
        Word.HOME,
        "lives lived resides resided residing living live moved relocated resident raised native"
            + " grew visiting traveled travelled traveling retired back drove flew flown raised"
            + " visitor employed works worked working emigrated immigrated native treated"
            + " transferred transported airlifted returned came schooled studied");
    all(
        Word.PLACE_START,
        "fort san santa los las el saint port lake west east north south new mount cedar grand palm"
            + " long salt colorado oklahoma kansas baton little rapid green st des sioux ann coral"
            + " iowa jersey virginia mexico quad tel hong panama cape terre eau boca santo sao rio"
            + " kuala addis buenos");
    all(
        Word.FACILITY,
        "hospital clinic center centre infirmary hospice county parish imaging institute memorial"
            + " home living rehab rehabilitation general health");
    all(Word.PLACE_CUE, "in from at near to of lives resides hometown zip address home");
    all(
        Word.TOP_LEVEL,
        "com org net edu gov io health www http https uk de info ca nl fr au eu ch se dk ie nz"
            + " int biz");
    all(Word.CREDENTIAL, "md rn phd np do dds facs crna pa rt arnp lpn pharmd mph dpm facc");
    all(Word.YEAR_UNIT, "year years yr yrs yo y");
    all(
        Word.UNIT,
        "mm cm m km ml l dl cc mg mcg g gm gram grams kg lb lbs pound pounds ounce ounces oz inch"
            + " inches ft feet hu bpm beats mmhg kv kvp ma mas msv mgy mci mbq meq mmol iu unit"
            + " units percent degrees fr french gauge ga hz khz mhz t tesla sec second seconds"
            + " min minute minutes hour hours hr hrs day days week weeks month months weekly daily"
            + " times x cells platelets counts ul nl ng pg copies colonies dollars calories kcal"
            + " milligrams milliliters millimeters centimeters micrograms kilograms liters cmh");
    numbered(Word.DIGIT, "zero one two three four five six seven eight nine", 0, 1);
    numbered(Word.DIGIT, "oh", 0, 1);
    numbered(
        Word.TEEN,
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        10,
        1);
    numbered(Word.TENS, "twenty thirty forty fifty sixty seventy eighty ninety", 20, 10);
    numbered(Word.MULTIPLIER, "hundred", 100, 1);
    numbered(Word.MULTIPLIER, "thousand", 1000, 1);
    numbered(
        Word.ORDINAL,
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
            + " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
            + " twentieth",
        1,
        1);
    numbered(Word.ORDINAL, "thirtieth", 30, 1);
    String months =
        "january february march april may june july august september october november december";
    numbered(Word.MONTH, months, 1, 1);
    numbered(Word.MONTH, "jan feb mar apr", 1, 1);
    numbered(Word.MONTH, "jun jul aug sep oct nov dec", 6, 1);
    numbered(Word.MONTH, "sept", 9, 1);
    numbered(Word.WEEKDAY, "monday tuesday wednesday thursday friday saturday sunday", 1, 1);
    numbered(Word.WEEKDAY, "mon tue wed thu fri sat sun", 1, 1);
  }

  private void read(String resource, int standard) {
    int flag = standard;
    try (InputStream in = Lexicon.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource %s is missing".formatted(resource));
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("[")) {
          flag = SECTIONS.getOrDefault(line.substring(1, line.length() - 1), 0);
        } else if (!line.startsWith("#") && flag != 0) {
          for (String word : line.split("[^\\p{L}\\p{M}]+", -1)) {
            if (!word.isEmpty()) {
              put(word, flag, -1);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void all(int flag, String list) {
    for (String word : list.split(" ", -1)) {
      put(word, flag, -1);
    }
  }

  private void numbered(int flag, String list, int from, int step) {
    int value = from;
    for (String word : list.split(" ", -1)) {
      put(word, flag, value);
      value += step;
    }
  }

  private void put(String word, int flag, int value) {
    long key = hash(word);
    int slot = slot(key);
    if (keys[slot] == 0) {
      if (++words > SIZE / 2) {
        throw new IllegalStateException("the table of words is too small");
      }
      keys[slot] = key;
    }
    flags[slot] |= flag;
    if (value >= 0) {
      values[slot] = value;
    }
  }

  /** Returns the slot of a hash, or the free slot where it would go. */
  int slot(long key) {
    int slot = (int) ((key * 0x9e3779b97f4a7c15L) >>> 49);
    while (keys[slot] != key && keys[slot] != 0) {
      slot = (slot + 1) & (SIZE - 1);
    }
    return slot;
  }

  int flags(int slot) {
    return flags[slot];
  }

  int value(int slot) {
    return values[slot];
  }

  /** Returns the hash of a word, whatever its case and accents. */
  static long hash(String word) {
    long hash = HASH_START;
    for (int i = 0; i < word.length(); i++) {
      hash = step(hash, word.charAt(i));
    }
    return hash;
  }

  static long step(long hash, char c) {
    char folded = fold(c);
    return folded == 0 ? hash : (hash ^ folded) * HASH_FACTOR;
  }

  /** Returns the letter in lower case, without its accent where it is Latin; 0 for a mark. */
  static char fold(char c) {
    if (c < FOLDED.length) {
      return FOLDED[c];
    }
    return Character.getType(c) == Character.NON_SPACING_MARK ? 0 : Character.toLowerCase(c);
  }

  static String fold(String word) {
    StringBuilder out = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = fold(word.charAt(i));
      if (c != 0) {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static char[] folded() {
    char[] folded = new char[0x250];
    for (char c = 0; c < folded.length; c++) {
      String apart = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
      folded[c] = Character.toLowerCase(apart.charAt(0));
    }
    for (String pair : List.of("øo", "łl", "đd", "ıi", "ØO", "ŁL", "ĐD", "’'")) {
      if (pair.charAt(0) < folded.length) {
        folded[pair.charAt(0)] = pair.toLowerCase(Locale.ROOT).charAt(1);
      }
    }
    return folded;
  }
}
