package io.hivecore.telemetry.http;

import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.http.QueryReader;

/** Which page of a list is asked for by number: from 1 on, or the last. */
record PageNumber(long number, boolean last) {
  private static final PageNumber FIRST = new PageNumber(1, false);

  /**
   * Reads {@code page}.
   *
   * @throws ProblemException 404 when it is no page, as in the original
   */
  static PageNumber read(QueryReader query) {
    String text = query.text("page").map(String::strip).orElse("1");
    if (text.equals("last")) {
      return new PageNumber(0, true);
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 1) {
        return new PageNumber(number, false);
      }
    } catch (NumberFormatException e) {
      throw new ProblemException(invalid().problem(), e);
    }
    throw invalid();
  }

  /**
   * The number of this page in a list of so many records.
   *
   * @throws ProblemException 404 when the list has no such page
   */
  long within(long records, int pageSize) {
    long pages = Math.max(1, (records + pageSize - 1) / pageSize);
    if (last) {
      return pages;
    }
    if (number > pages) {
      throw invalid();
    }
    return number;
  }

  boolean isFirst() {
    return equals(FIRST);
  }

  private static ProblemException invalid() {
    return Problem.notFound("Invalid page.").asException();
  }
}
