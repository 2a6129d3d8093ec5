package io.hivecore.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Times as people and clients write them into URLs (ISO-8601), years 0001 to 9999. */
final class QueryTimes {
  private QueryTimes() {}

  static LocalDate date(String text) {
    LocalDate date = LocalDate.parse(text);
    requireYear(date.getYear());
    return date;
  }

  /**
   * A date with a time of day.
   *
   * @param zone of a text without offset
   * @throws DateTimeException when it is none
   */
  static Instant instant(String text, ZoneId zone) {
    String iso = text;
    if (iso.length() > 10 && iso.charAt(10) == ' ') {
      iso = iso.substring(0, 10) + 'T' + iso.substring(11);
    }
    int offsetAt = offsetAt(iso);
    LocalDateTime local = LocalDateTime.parse(iso.substring(0, offsetAt));
    requireYear(local.getYear());
    if (offsetAt == iso.length()) {
      return local.atZone(zone).toInstant();
    }
    String offset = iso.substring(offsetAt);
    if (offset.charAt(0) == ' ') {
      offset = '+' + offset.substring(1);
    }
    return local.toInstant(ZoneOffset.of(offset.equals("z") ? "Z" : offset));
  }

  /** Where the offset begins; the length when there is none. */
  private static int offsetAt(String iso) {
    for (int i = 11; i < iso.length(); i++) {
      char c = iso.charAt(i);
      if (c == 'Z' || c == 'z' || c == '+' || c == '-' || c == ' ') {
        return i;
      }
    }
    return iso.length();
  }

  private static void requireYear(int year) {
    if (year < 1 || year > 9999) {
      throw new DateTimeException("year " + year);
    }
  }
}
