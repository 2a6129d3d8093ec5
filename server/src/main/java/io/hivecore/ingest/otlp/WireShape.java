package io.hivecore.ingest.otlp;

/**
 * Tells spans, log records and metrics apart by the types of their fields. Their requests look the
 * same down to there, so that logs that were sent to the path of traces would be read as spans
 * without ids.
 */
final class WireShape {
  private static final byte[] SPAN = types("2222201120202025");
  private static final byte[] LOG = types("102-22052212");
  private static final byte[] METRIC = types("222-2-2-2222");

  private WireShape() {}

  /** By field number, from 1 on; {@code -} where there is no such field. */
  private static byte[] types(String types) {
    byte[] table = new byte[types.length() + 1];
    table[0] = -1;
    for (int i = 0; i < types.length(); i++) {
      table[i + 1] = (byte) (types.charAt(i) == '-' ? -1 : types.charAt(i) - '0');
    }
    return table;
  }

  private static byte[] table(Signal signal) {
    return switch (signal) {
      case TRACES -> SPAN;
      case LOGS -> LOG;
      case METRICS -> METRIC;
    };
  }

  /**
   * Refuses an item that can be no item of this signal, but one of another.
   *
   * @param field whose content the item is
   * @throws MalformedOtlpException with the path that it belongs to
   */
  static void requireOf(Signal signal, WireReader field) {
    if (fits(signal, field.content())) {
      return;
    }
    for (Signal other : Signal.values()) {
      if (other != signal && fits(other, field.content())) {
        throw wrongPath(signal, other);
      }
    }
  }

  static MalformedOtlpException wrongPath(Signal signal, Signal other) {
    return new MalformedOtlpException(
        "These are %s, sent to the path of %s: send them to /v1/%s."
            .formatted(other.pathName(), signal.pathName(), other.pathName()));
  }

  private static boolean fits(Signal signal, WireReader item) {
    byte[] table = table(signal);
    while (item.next()) {
      // Numbers beyond the table are fields to come, which say nothing.
      if (item.number() < table.length
          && table[item.number()] >= 0
          && table[item.number()] != item.type()) {
        return false;
      }
    }
    return true;
  }
}
