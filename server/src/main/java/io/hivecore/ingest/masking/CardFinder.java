package io.hivecore.ingest.masking;

/**
 * Finds numbers of payment cards: of a length and a beginning that issuers use, with the right
 * check digit (ISO/IEC 7812), in one piece or in groups between blanks or hyphens.
 */
record CardFinder() implements Finder {
  private static final int LEAST_DIGITS = 13;
  private static final int MOST_DIGITS = 19;

  @Override
  public void find(String text, Matches found) {
    int length = text.length();
    int i = 0;
    while (i < length) {
      if (!Ascii.digit(text.charAt(i))) {
        i++;
        continue;
      }
      int end = Ascii.beginsAt(text, i) && !Ascii.fraction(text, i) ? end(text, i) : 0;
      if (end > 0) {
        found.add(i, end);
        i = end;
      } else {
        i = Ascii.digitsEnd(text, i);
      }
    }
  }

  /** The longest card number that begins at a place; 0 when none does. */
  private static int end(String text, int begin) {
    int digits = 0;
    int end = 0;
    int at = begin;
    while (true) {
      int group = Ascii.digitsEnd(text, at);
      digits += group - at;
      if (digits > MOST_DIGITS || !Ascii.endsAt(text, group)) {
        return end;
      }
      if (digits >= LEAST_DIGITS && card(text, begin, group, digits)) {
        end = group;
      }
      int next = group + 1;
      if (!grouped(group - at, at == begin)
          || !Ascii.digitAt(text, next)
          || !separator(text.charAt(group))) {
        return end;
      }
      at = next;
    }
  }

  /** Whether more digits may follow a group of this many. */
  private static boolean grouped(int digits, boolean first) {
    return first ? digits == 4 : digits >= 3 && digits <= 6;
  }

  private static boolean separator(char c) {
    return c == ' ' || c == '-';
  }

  private static boolean card(String text, int begin, int end, int digits) {
    return issued(text, begin, digits) && checked(text, begin, end);
  }

  /** Whether an issuer gives out numbers with these two first digits and this length. */
  private static boolean issued(String text, int begin, int digits) {
    char second = text.charAt(begin + 1);
    return switch (text.charAt(begin)) {
      case '2' -> digits == 16 && second >= '2' && second <= '7';
      case '3' ->
          switch (second) {
            case '4', '7' -> digits == 15;
            case '0', '6', '8', '9' -> digits == 14 || digits >= 16;
            case '5' -> digits >= 16;
            default -> false;
          };
      case '4' -> digits == 13 || digits == 16 || digits == 19;
      case '5' -> digits == 16 || second < '1' || second > '5';
      case '6' -> digits >= 14;
      default -> false;
    };
  }

  /** Luhn's check digit. */
  private static boolean checked(String text, int begin, int end) {
    int sum = 0;
    boolean doubled = false;
    for (int i = end - 1; i >= begin; i--) {
      if (Ascii.digit(text.charAt(i))) {
        int digit = text.charAt(i) - '0';
        int part = doubled ? 2 * digit : digit;
        sum += part > 9 ? part - 9 : part;
        doubled = !doubled;
      }
    }
    return sum % 10 == 0;
  }
}
