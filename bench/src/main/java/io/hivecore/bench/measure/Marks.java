package io.hivecore.bench.measure;

/** Finds again which batch an event came from: its agent is named {@code batch-N}. */
final class Marks {
  private static final String MARK = "\"agent_name\":\"batch-";

  private Marks() {}

  static int read(String data) {
    int start = data.indexOf(MARK);
    if (start < 0) {
      throw new IllegalArgumentException("the event names no agent: " + data);
    }
    int end = data.indexOf('"', start + MARK.length());
    return Integer.parseInt(data.substring(start + MARK.length(), end));
  }
}
