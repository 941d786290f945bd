package org.radloom.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order in which people count: runs of digits by their value, the rest by letters. */
final class VersionOrder {
  static final Comparator<String> NATURAL = VersionOrder::compare;

  private static final Pattern PIECE = Pattern.compile("\\d+|\\D+");

  private VersionOrder() {}

  private static int compare(String left, String right) {
    List<String> a = pieces(left);
    List<String> b = pieces(right);
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = comparePieces(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int comparePieces(String a, String b) {
    if (!Character.isDigit(a.charAt(0)) || !Character.isDigit(b.charAt(0))) {
      return a.compareTo(b);
    }
    String x = a.replaceFirst("^0+(?=.)", "");
    String y = b.replaceFirst("^0+(?=.)", "");
    return x.length() == y.length() ? x.compareTo(y) : Integer.compare(x.length(), y.length());
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    Matcher matcher = PIECE.matcher(text);
    while (matcher.find()) {
      pieces.add(matcher.group());
    }
    return pieces;
  }
}
