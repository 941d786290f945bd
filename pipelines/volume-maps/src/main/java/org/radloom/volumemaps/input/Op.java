package org.radloom.volumemaps.input;

import java.util.List;

/** What a sidecar asks for. */
public enum Op {
  /** Coronary calcium of one volume. */
  AGATSTON("agatston"),
  /** Maps of flow, volume and time of a series. */
  PERFUSION("perfusion");

  private final String code;

  Op(String code) {
    this.code = code;
  }

  /** Returns its name in sidecars and results. */
  public String code() {
    return code;
  }

  /** Returns the label volumes that it can use. */
  public List<Companion> companions() {
    return switch (this) {
      case AGATSTON -> List.of(Companion.ARTERY_LABELS);
      case PERFUSION ->
          List.of(Companion.AIF_MASK, Companion.VOF_MASK, Companion.MASK, Companion.REGIONS);
    };
  }
}
