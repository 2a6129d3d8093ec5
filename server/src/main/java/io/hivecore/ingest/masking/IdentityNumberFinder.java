package io.hivecore.ingest.masking;

/**
 * Finds numbers of Chinese resident identity cards (GB 11643: 18 places with a date of birth and a
 * check digit) and of the social security of the United States (three, two and four digits).
 */
record IdentityNumberFinder() implements Finder {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";
  private static final int SOCIAL_LENGTH = 11;

  @Override
  public void find(String text, Matches found) {
    int length = text.length();
    int i = 0;
    while (i < length) {
      if (!Ascii.digit(text.charAt(i))) {
        i++;
        continue;
      }
      int digits = Ascii.digitsEnd(text, i);
      int end = Ascii.beginsAt(text, i) ? end(text, i, digits) : 0;
      if (end > 0) {
        found.add(i, end);
      }
      i = Math.max(end, digits);
    }
  }

  private static int end(String text, int begin, int digits) {
    int end = begin;
    if (digits - begin >= WEIGHTS.length) {
      end = begin + WEIGHTS.length + 1;
      return end <= text.length() && Ascii.endsAt(text, end) && resident(text, begin) ? end : 0;
    }
    end = begin + SOCIAL_LENGTH;
    return digits - begin == 3
            && end <= text.length()
            && social(text, begin)
            && Ascii.endsAt(text, end)
            && !(begin > 0 && text.charAt(begin - 1) == '-')
            && !(end < text.length() && text.charAt(end) == '-')
        ? end
        : 0;
  }

  private static boolean resident(String text, int begin) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      char c = text.charAt(begin + i);
      if (!Ascii.digit(c)) {
        return false;
      }
      sum += (c - '0') * WEIGHTS[i];
    }
    char check = text.charAt(begin + WEIGHTS.length);
    int year = number(text, begin + 6, 4);
    int month = number(text, begin + 10, 2);
    int day = number(text, begin + 12, 2);
    return text.charAt(begin) != '0'
        && year >= 1800
        && year < 2200
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= 31
        && CHECKS.charAt(sum % 11) == (check == 'x' ? 'X' : check);
  }

  private static boolean social(String text, int begin) {
    char separator = text.charAt(begin + 3);
    if ((separator != '-' && separator != ' ')
        || text.charAt(begin + 6) != separator
        || Ascii.digitsEnd(text, begin + 4) != begin + 6
        || Ascii.digitsEnd(text, begin + 7) != begin + SOCIAL_LENGTH) {
      return false;
    }
    int area = number(text, begin, 3);
    return area != 0
        && area != 666
        && area < 900
        && number(text, begin + 4, 2) != 0
        && number(text, begin + 7, 4) != 0;
  }

  private static int number(String text, int at, int digits) {
    int number = 0;
    for (int i = at; i < at + digits; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }
}
