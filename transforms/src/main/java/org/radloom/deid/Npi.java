package org.radloom.deid;

/** National provider identifiers: ten digits, the last a Luhn check over 80840 and the rest. */
final class Npi {
  private static final String PREFIX = "80840";

  private Npi() {}

  /** Returns whether ten digits are a provider's number. */
  static boolean isValid(String digits) {
    if (digits.length() != 10 || (digits.charAt(0) != '1' && digits.charAt(0) != '2')) {
      return false;
    }
    String number = PREFIX + digits;
    int sum = 0;
    for (int i = number.length() - 1, fromRight = 0; i >= 0; i--, fromRight++) {
      int digit = Character.digit(number.charAt(i), 10);
      if (fromRight % 2 == 1) {
        digit *= 2;
      }
      sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
  }
}
