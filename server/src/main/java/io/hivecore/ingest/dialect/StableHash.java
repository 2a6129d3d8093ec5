package io.hivecore.ingest.dialect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids for spans that came without: always the same for the same texts, so that what is sent again
 * becomes the same span. Part of the data format.
 */
final class StableHash {
  private StableHash() {}

  /** 32 hex digits. */
  static String traceId(String... texts) {
    return of(HexIds.TRACE_BYTES, texts);
  }

  /** 16 hex digits. */
  static String spanId(String... texts) {
    return of(HexIds.SPAN_BYTES, texts);
  }

  private static String of(int bytes, String... texts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        sha256.update(text.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha256.digest(), 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
