package io.hivecore.telemetry.duckdb;

import java.util.ArrayList;
import java.util.List;

/**
 * A list of short texts in one column: each between line ends, so that whether one is in it is a
 * search for {@link #held}. Line ends within a text become spaces.
 */
final class Lines {
  private static final char END = '\n';

  private Lines() {}

  static String joined(List<String> texts) {
    if (texts.isEmpty()) {
      return "";
    }
    var lines = new StringBuilder().append(END);
    for (String text : texts) {
      lines.append(text.replace(END, ' ')).append(END);
    }
    return lines.toString();
  }

  static List<String> split(String lines) {
    List<String> texts = new ArrayList<>();
    int from = 1;
    while (from < lines.length()) {
      int end = lines.indexOf(END, from);
      texts.add(lines.substring(from, end));
      from = end + 1;
    }
    return texts;
  }

  /** What a column holds when one of its texts is this. */
  static String held(String text) {
    return END + text.replace(END, ' ') + END;
  }
}
