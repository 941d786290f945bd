package org.radloom.deid;

/** What an identifier is, after the list of 45 CFR 164.514(b)(2), and the tag that replaces it. */
public enum Kind {
  /** Names of patients, relatives, physicians and others. */
  NAME("NAME"),
  /** Places smaller than a state: street addresses, cities, counties, facilities, ZIP codes. */
  LOCATION("LOCATION"),
  /** Elements of dates other than the year. */
  DATE("DATE"),
  /** Ages over 89; they become {@code 90+}. */
  AGE("AGE"),
  /** Telephone and pager numbers. */
  PHONE("PHONE"),
  /** Fax numbers. */
  FAX("FAX"),
  /** E-mail addresses. */
  EMAIL("EMAIL"),
  /** Social security numbers. */
  SSN("SSN"),
  /** Medical record numbers. */
  RECORD("RECORD"),
  /** Accession numbers. */
  ACCESSION("ACCESSION"),
  /** Numbers of health plans and of their members. */
  PLAN("PLAN"),
  /** Account numbers. */
  ACCOUNT("ACCOUNT"),
  /** Numbers of certificates and licences. */
  LICENCE("LICENCE"),
  /** Vehicle identifiers, licence plates among them. */
  VEHICLE("VEHICLE"),
  /** Device identifiers and serial numbers. */
  DEVICE("DEVICE"),
  /** Web addresses. */
  URL("URL"),
  /** IP addresses, version 4 and 6. */
  IP("IP"),
  /** National provider identifiers of US clinicians. */
  NPI("NPI"),
  /** Any other number or code that may be somebody's alone. */
  OTHER("ID");

  private final String tag;

  Kind(String label) {
    this.tag = "[" + label + "]";
  }

  /** Returns the tag, for example {@code [PHONE]}. */
  public String tag() {
    return tag;
  }
}
