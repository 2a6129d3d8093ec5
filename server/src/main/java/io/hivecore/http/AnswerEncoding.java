package io.hivecore.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses whole answers with gzip for clients that take it. */
final class AnswerEncoding {
  /** Below this the headers weigh more than what is saved. */
  static final int LEAST_BYTES = 1_024;

  /** Fast: answers are made while the client waits. */
  private static final int LEVEL = 3;

  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final int TRAILER_BYTES = 8;
  private static final int PART_BYTES = 8 * 1024;

  private AnswerEncoding() {}

  /** Whether answers of a type get smaller. */
  static boolean isCompressible(String contentType) {
    return contentType.startsWith("text/") || contentType.contains("json");
  }

  /** Whether an Accept-Encoding header admits gzip. */
  static boolean admitsGzip(String acceptEncoding) {
    boolean any = false;
    int start = 0;
    while (start < acceptEncoding.length()) {
      int comma = acceptEncoding.indexOf(',', start);
      int end = comma < 0 ? acceptEncoding.length() : comma;
      int semicolon = acceptEncoding.indexOf(';', start);
      int nameEnd = semicolon < 0 || semicolon > end ? end : semicolon;
      String name = acceptEncoding.substring(start, nameEnd).strip().toLowerCase(Locale.ROOT);
      boolean admitted = nameEnd == end || !isZero(acceptEncoding.substring(nameEnd + 1, end));
      if (name.equals("gzip") || name.equals("x-gzip")) {
        return admitted;
      }
      any |= name.equals("*") && admitted;
      start = end + 1;
    }
    return any;
  }

  /** Whether a weight such as {@code q=0.000} is none at all. */
  private static boolean isZero(String weight) {
    String stripped = weight.strip().toLowerCase(Locale.ROOT);
    if (!stripped.startsWith("q=0")) {
      return false;
    }
    for (int i = 3; i < stripped.length(); i++) {
      if (stripped.charAt(i) != '.' && stripped.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  /** Compresses what is written; to be closed. */
  static OutputStream gzip(OutputStream out) throws IOException {
    return new Packing(out);
  }

  private static final class Packing extends GZIPOutputStream {
    Packing(OutputStream out) throws IOException {
      super(out, PART_BYTES);
      def.setLevel(LEVEL);
    }
  }

  static byte[] gzip(byte[] content) {
    Deflater deflater = new Deflater(LEVEL, true);
    try {
      deflater.setInput(content);
      deflater.finish();
      byte[] out = Arrays.copyOf(HEADER, HEADER.length + content.length / 3 + 256);
      int length = HEADER.length;
      while (!deflater.finished()) {
        if (length == out.length) {
          out = Arrays.copyOf(out, 2 * length);
        }
        length += deflater.deflate(out, length, out.length - length);
      }
      CRC32 crc = new CRC32();
      crc.update(content);
      out = Arrays.copyOf(out, length + TRAILER_BYTES);
      putInt(out, length, crc.getValue());
      putInt(out, length + 4, content.length);
      return out;
    } finally {
      deflater.end();
    }
  }

  private static void putInt(byte[] out, int at, long value) {
    for (int i = 0; i < 4; i++) {
      out[at + i] = (byte) (value >>> (8 * i));
    }
  }
}
