package io.hivecore.ingest.masking;

/** Finds addresses of electronic mail that are written in ASCII. */
record EmailFinder() implements Finder {
  @Override
  public void find(String text, Matches found) {
    int from = 0;
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int begin = begin(text, at, from);
      int end = begin < at ? end(text, at + 1) : 0;
      if (end > 0) {
        found.add(begin, end);
        from = end;
        at = end - 1;
      } else {
        // What cannot be the part before one sign is looked at only once.
        from = at + 1;
      }
    }
  }

  private static int begin(String text, int at, int from) {
    int begin = at;
    while (begin > from && local(text.charAt(begin - 1))) {
      begin--;
    }
    while (begin < at && text.charAt(begin) == '.') {
      begin++;
    }
    return begin;
  }

  private static boolean local(char c) {
    return Ascii.alphanumeric(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
  }

  /** Where the domain ends that begins at a place; 0 when it is none: it needs a full stop. */
  private static int end(String text, int domain) {
    int end = domain;
    int lastDot = -1;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c == '.') {
        if (end == domain || !Ascii.alphanumeric(text.charAt(end - 1))) {
          break;
        }
        if (end + 1 == text.length() || !Ascii.alphanumeric(text.charAt(end + 1))) {
          break;
        }
        lastDot = end;
      } else if (!Ascii.alphanumeric(c) && c != '-') {
        break;
      }
      end++;
    }
    while (end > domain && text.charAt(end - 1) == '-') {
      end--;
    }
    boolean country = lastDot > 0 && end - lastDot > 2 && Ascii.letter(text.charAt(lastDot + 1));
    return country ? end : 0;
  }
}
