package org.radloom.deid;

/** What a word may be: bits of a set. */
final class Word {
  static final int FIRST = 1;
  static final int LAST = 1 << 1;
  static final int ALSO_WORD = 1 << 2;
  static final int EPONYM = 1 << 3;
  static final int HEAD = 1 << 4;
  static final int COMMON = 1 << 5;
  static final int TITLE = 1 << 6;
  static final int PARTICLE = 1 << 7;
  static final int RELATIVE = 1 << 8;
  static final int PERSON_CUE = 1 << 9;
  static final int MONTH = 1 << 10;
  static final int WEEKDAY = 1 << 11;

  /** Zero to nine and "oh". */
  static final int DIGIT = 1 << 12;

  static final int TEEN = 1 << 13;
  static final int TENS = 1 << 14;
  static final int ORDINAL = 1 << 15;
  static final int STREET = 1 << 16;
  static final int STATE = 1 << 17;
  static final int STATE_CODE = 1 << 18;
  static final int CITY = 1 << 19;
  static final int COUNTRY = 1 << 20;
  static final int UNIT = 1 << 21;
  static final int FACILITY = 1 << 22;
  static final int PLACE_CUE = 1 << 23;
  static final int TOP_LEVEL = 1 << 24;
  static final int CREDENTIAL = 1 << 25;
  static final int YEAR_UNIT = 1 << 26;
  static final int MULTIPLIER = 1 << 27;

  /** "Dictated", "discussed": a person comes behind it and "by" or "with". */
  static final int VERB = 1 << 28;

  /** "Patient", "nurse": a person may come right behind it. */
  static final int DIRECT = 1 << 29;

  /** "Lived", "moved": a place comes behind it and "in" or "from". */
  static final int HOME = 1 << 30;

  /** "Fort", "san": first word of a place's name. */
  static final int PLACE_START = 1 << 31;

  static final int NAME = FIRST | LAST;
  static final int SPOKEN_NUMBER = DIGIT | TEEN | TENS | MULTIPLIER;

  /** The words at which some finder has to look. */
  static final int TRIGGER =
      NAME
          | TITLE
          | RELATIVE
          | PERSON_CUE
          | MONTH
          | WEEKDAY
          | DIGIT
          | TEEN
          | TENS
          | MULTIPLIER
          | STREET
          | STATE
          | STATE_CODE
          | CITY
          | FACILITY
          | PLACE_CUE
          | TOP_LEVEL
          | CREDENTIAL;

  private Word() {}
}
