package io.hivecore.ingest.masking;

/**
 * Finds phone numbers: international ones, which begin with a plus sign, and Chinese mobile ones,
 * with or without the country's code.
 */
record PhoneFinder() implements Finder {
  private static final int LEAST_DIGITS = 8;

  /** ITU-T E.164. */
  private static final int MOST_DIGITS = 15;

  private static final int MOBILE_DIGITS = 11;

  @Override
  public void find(String text, Matches found) {
    int length = text.length();
    int i = 0;
    while (i < length) {
      char c = text.charAt(i);
      int end = 0;
      if (c == '+') {
        end = internationalEnd(text, i);
      } else if (Ascii.digit(c)) {
        end = mobileEnd(text, i);
        if (end == 0) {
          i = Ascii.digitsEnd(text, i);
          continue;
        }
      }
      if (end > 0) {
        found.add(i, end);
        i = end;
      } else {
        i++;
      }
    }
  }

  private static int internationalEnd(String text, int plus) {
    if (!Ascii.beginsAt(text, plus)
        || !Ascii.digitAt(text, plus + 1)
        || text.charAt(plus + 1) == '0') {
      return 0;
    }
    int end = 0;
    int digits = 0;
    int at = plus + 1;
    while (true) {
      int group = Ascii.digitsEnd(text, at);
      digits += group - at;
      if (digits > MOST_DIGITS || !Ascii.endsAt(text, group)) {
        return end;
      }
      if (digits >= LEAST_DIGITS) {
        end = group;
      }
      at = nextGroup(text, group);
      if (at == 0) {
        return end;
      }
    }
  }

  /** Where digits go on behind at most three separators; 0 when they do not. */
  private static int nextGroup(String text, int at) {
    int next = at;
    while (next < text.length() && next - at < 3 && " -.()".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    return next > at && Ascii.digitAt(text, next) ? next : 0;
  }

  private static int mobileEnd(String text, int at) {
    if (!Ascii.beginsAt(text, at) || Ascii.fraction(text, at)) {
      return 0;
    }
    int end = Ascii.digitsEnd(text, at);
    if (!Ascii.endsAt(text, end)) {
      return 0;
    }
    int digits = end - at;
    int mobile = at;
    if (text.startsWith("0086", at)) {
      mobile += 4;
    } else if (text.startsWith("86", at)) {
      mobile += 2;
    }
    if (mobile == end) {
      mobile = end + 1;
      if (end == text.length() || !separator(text.charAt(end))) {
        return 0;
      }
      end = Ascii.digitsEnd(text, mobile);
      digits = end - mobile;
    } else {
      digits -= mobile - at;
    }
    if (!mobileAt(text, mobile)) {
      return 0;
    }
    if (digits == MOBILE_DIGITS) {
      return decimals(text, end) ? 0 : whole(text, end);
    }
    return digits == 3 ? groupedEnd(text, end) : 0;
  }

  /** 138 1234 5678 and 138-1234-5678. */
  private static int groupedEnd(String text, int first) {
    if (first + 10 > text.length()
        || !separator(text.charAt(first))
        || text.charAt(first + 5) != text.charAt(first)
        || Ascii.digitsEnd(text, first + 1) != first + 5
        || Ascii.digitsEnd(text, first + 6) != first + 10) {
      return 0;
    }
    return whole(text, first + 10);
  }

  private static int whole(String text, int end) {
    return Ascii.endsAt(text, end) ? end : 0;
  }

  private static boolean mobileAt(String text, int at) {
    return at + 1 < text.length()
        && text.charAt(at) == '1'
        && text.charAt(at + 1) >= '3'
        && text.charAt(at + 1) <= '9';
  }

  private static boolean separator(char c) {
    return c == ' ' || c == '-';
  }

  private static boolean decimals(String text, int end) {
    return end + 1 < text.length() && text.charAt(end) == '.' && Ascii.digitAt(text, end + 1);
  }
}
