package io.hivecore.telemetry.rollup;

import java.io.IOException;
import java.util.Map;

/** Copies a roll-up without what has expired. */
public final class RollUpTrim {
  private RollUpTrim() {}

  /**
   * Copies the days that a limit neither ends nor cuts; the writer is not finished.
   *
   * @param limits microseconds before which nothing of a tenant is kept; a day that one cuts is for
   *     the caller to write
   */
  public static void copy(RollUpFile source, Map<Integer, Long> limits, RollUpWriter writer)
      throws IOException {
    for (RollUpFile.Entry entry : source.index()) {
      Long limit = limits.get(entry.tenant());
      if (limit == null || entry.day() >= limit) {
        writer.add(entry, source.bytes(entry));
      }
    }
  }
}
