package io.hivecore.ingest.json;

import io.hivecore.telemetry.RecordKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Guesses a record's kind from its text without reading it: by the first {@code "kind"} that is
 * followed by a kind's name, wherever it stands. It may be wrong, so it only saves work.
 *
 * <p>The search is Horspool's: it looks at every sixth byte of a text that has none of these
 * letters, and hardly more often at others.
 */
final class KindHint {
  private static final byte[] NAME = "\"kind\"".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_KIND_LENGTH = 20;

  /** How far a hint is searched for. */
  private static final int MOST_BYTES = 16 * 1024;

  /** How far the name can be moved on when a byte stands under its last. */
  private static final byte[] SHIFT = new byte[256];

  static {
    Arrays.fill(SHIFT, (byte) NAME.length);
    for (int i = 0; i < NAME.length - 1; i++) {
      SHIFT[NAME[i]] = (byte) (NAME.length - 1 - i);
    }
  }

  private KindHint() {}

  static Optional<RecordKind> of(byte[] text, int start) {
    int end = Math.min(text.length, start + MOST_BYTES);
    int at = start;
    while (at + NAME.length <= end) {
      int last = text[at + NAME.length - 1] & 0xFF;
      if (last == '"' && Arrays.equals(text, at, at + NAME.length, NAME, 0, NAME.length)) {
        return kind(text, at + NAME.length, end);
      }
      at += SHIFT[last];
    }
    return Optional.empty();
  }

  private static Optional<RecordKind> kind(byte[] text, int start, int end) {
    int at = start;
    while (at < end && (text[at] == ' ' || text[at] == ':')) {
      at++;
    }
    if (at == end || text[at] != '"') {
      return Optional.empty();
    }
    int close = at + 1;
    while (close < end && text[close] != '"' && close - at <= MOST_KIND_LENGTH) {
      close++;
    }
    return RecordKind.ofWireName(
        new String(text, at + 1, close - at - 1, StandardCharsets.US_ASCII));
  }
}
