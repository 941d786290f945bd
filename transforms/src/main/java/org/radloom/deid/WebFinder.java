package org.radloom.deid;

/** Finds e-mail, web and IP addresses, also spoken ones. Every step outwards is bounded. */
final class WebFinder {
  private static final WordTable LIKE_HTTP =
      WordTable.of("http", "https", "io", "de", "uk", "info", "health");
  private static final WordTable LIKE_DOT = WordTable.of("dot", "underscore", "dash");

  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_HOST = 255;
  private static final int LONGEST_URL = 2048;
  private static final int LONGEST_IPV6 = 45;
  private static final int MOST_SPOKEN = 8;

  private final Tokens tokens;
  private final Findings findings;
  private int done;

  WebFinder(Tokens tokens, Findings findings) {
    this.tokens = tokens;
    this.findings = findings;
  }

  /** Begins another text. */
  void begin() {
    done = 0;
  }

  /** Looks at an at sign. */
  void atSign(int i) {
    String text = tokens.text();
    int at = tokens.start(i);
    int start = at;
    while (start > Math.max(done, at - LONGEST_LOCAL) && isLocal(text.charAt(start - 1))) {
      start--;
    }
    int end = at + 1;
    int dots = 0;
    int most = Math.min(text.length(), at + LONGEST_HOST);
    while (end < most && isHost(text.charAt(end))) {
      dots += text.charAt(end) == '.' ? 1 : 0;
      end++;
    }
    while (end > at + 1 && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == '-')) {
      dots -= text.charAt(end - 1) == '.' ? 1 : 0;
      end--;
    }
    if (start < at && end > at + 1 && dots > 0) {
      findings.addAt(start, end, Kind.EMAIL);
      done = end;
    }
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || "._%+-'&".indexOf(c) >= 0;
  }

  private static boolean isHost(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-';
  }

  /** Looks at a colon: "http://", or an IPv6 address. */
  void atColon(int i) {
    if (tokens.start(i) < done) {
      return;
    }
    if (tokens.is(i + 1, '/')
        && tokens.joined(i + 1)
        && tokens.is(i + 2, '/')
        && tokens.isWord(i - 1)
        && tokens.joined(i)) {
      url(tokens.start(i - 1), tokens.end(i + 2));
      return;
    }
    if ((tokens.is(i + 1, ':') || tokens.isNumber(i + 1) || tokens.isWord(i + 1))
        && tokens.joined(i + 1)) {
      ipv6(tokens.start(i));
    }
  }

  private void ipv6(int colon) {
    String text = tokens.text();
    int start = colon;
    while (start > Math.max(done, colon - 4) && isHex(text.charAt(start - 1))) {
      start--;
    }
    int end = colon;
    int colons = 0;
    boolean twice = false;
    boolean letters = false;
    int run = 0;
    int groups = 0;
    int most = Math.min(text.length(), start + LONGEST_IPV6);
    for (end = start; end < most; end++) {
      char c = text.charAt(end);
      if (c == ':') {
        twice |= end > start && text.charAt(end - 1) == ':';
        colons++;
        run = 0;
      } else if (isHex(c)) {
        groups += run == 0 ? 1 : 0;
        if (++run > 4) {
          done = Math.max(done, end);
          return;
        }
        letters |= !Character.isDigit(c);
      } else {
        break;
      }
    }
    boolean clean =
        (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
            && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    if (clean && (colons == 7 || (twice && groups >= 2 && (letters || groups >= 3)))) {
      while (end > start && text.charAt(end - 1) == ':' && !text.startsWith("::", end - 2)) {
        end--;
      }
      findings.addAt(start, end, Kind.IP);
    }
    done = Math.max(done, end);
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** Looks at "www" and at the end of a host name: "example.org". */
  void atTopLevel(int i) {
    if (tokens.start(i) < done) {
      return;
    }
    if (tokens.is(i, "www")) {
      if (tokens.is(i + 1, '.') && tokens.joined(i + 1)) {
        url(tokens.start(i), tokens.end(i + 1));
      } else if (tokens.is(i + 1, "dot")) {
        spoken(i);
      }
      return;
    }
    if (tokens.isIn(i, LIKE_HTTP)) {
      if (!(tokens.is(i - 1, '.')
          && tokens.is(i + 1, '/')
          && tokens.joined(i)
          && tokens.joined(i + 1))) {
        return;
      }
    }
    if (tokens.is(i - 1, "dot")) {
      spoken(i);
      return;
    }
    if (!tokens.is(i - 1, '.')
        || !tokens.joined(i)
        || !tokens.joined(i - 1)
        || (tokens.joined(i + 1) && tokens.isOneOf(i + 1, "@"))) {
      return;
    }
    String text = tokens.text();
    int start = tokens.start(i);
    while (start > Math.max(done, tokens.start(i) - LONGEST_HOST)
        && isHost(text.charAt(start - 1))) {
      start--;
    }
    boolean mailed = start > 0 && text.charAt(start - 1) == '@';
    if (!mailed && start < tokens.start(i) - 1) {
      url(start, tokens.end(i));
    }
  }

  private void url(int start, int from) {
    String text = tokens.text();
    int end = from;
    int most = Math.min(text.length(), start + LONGEST_URL);
    while (end < most && isUrl(text.charAt(end))) {
      end++;
    }
    while (end > from && ".,;:!?)'\"-".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    findings.addAt(start, end, Kind.URL);
    done = end;
  }

  private static boolean isUrl(char c) {
    return c > ' ' && c != '<' && c != '>' && c != '"' && c != '[' && c != ']' && c != '(';
  }

  /** Reads "john dot smith at example dot com" from its "dot com" to the left. */
  private void spoken(int i) {
    int first = i;
    int last = i;
    if (tokens.is(i, "www")) {
      while (last < i + MOST_SPOKEN && tokens.is(last + 1, "dot") && tokens.isWord(last + 2)) {
        last += 2;
      }
      findings.add(first, last, Kind.URL);
      done = tokens.end(last);
      return;
    }
    boolean at = false;
    for (int steps = 0; steps < MOST_SPOKEN; steps++) {
      boolean sign = tokens.is(first - 1, "at");
      if (!(tokens.isIn(first - 1, LIKE_DOT) || (sign && !at))) {
        break;
      }
      if (!tokens.isWord(first - 2) && !tokens.isNumber(first - 2)) {
        break;
      }
      at |= sign;
      first -= 2;
    }
    while (at && (tokens.isNumber(first - 1) || tokens.any(first - 1, Word.DIGIT))) {
      first--;
    }
    if (first < i) {
      findings.add(first, last, at ? Kind.EMAIL : Kind.URL);
      done = tokens.end(last);
    }
  }

  /** Looks at a number for an IPv4 address; returns its last token, or -1. */
  int ipv4(int i) {
    if (tokens.joined(i) && (tokens.is(i - 1, '.') || tokens.isWord(i - 1))) {
      return -1;
    }
    int at = i;
    for (int part = 0; part < 4; part++) {
      if (!tokens.isNumber(at)
          || tokens.length(at) > 3
          || tokens.value(at) > 255
          || (part > 0 && !tokens.joined(at))) {
        return -1;
      }
      if (part < 3 && !(tokens.is(at + 1, '.') && tokens.joined(at + 1))) {
        return -1;
      }
      at += 2;
    }
    int last = at - 2;
    boolean more =
        tokens.is(last + 1, '.')
            && tokens.joined(last + 1)
            && tokens.isNumber(last + 2)
            && tokens.joined(last + 2);
    if (more
        || (tokens.joined(last + 1) && tokens.isWord(last + 1))
        || tokens.isAnyOf(i - 1, "version", "v")) {
      return -1;
    }
    findings.add(i, last, Kind.IP);
    return last;
  }
}
