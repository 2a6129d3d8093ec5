package io.hivecore.telemetry.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;

/**
 * Passes on CSV (RFC 4180, UTF-8, names in the first line) so that no text in it is taken for a
 * formula by a spreadsheet: an apostrophe goes before a text that begins with {@code = + - @}, with
 * one of their full-width forms, with a tabulator or with the end of a line. A text that begins
 * with an apostrophe gets one as well, so that taking one away always gives the exact text back.
 * Other columns than texts pass unchanged. Belongs to one thread at a time.
 */
final class FormulaGuard extends OutputStream {
  private static final String DANGEROUS = "=+-@\t\r\n'";

  /** Full-width = + - @ have these bytes behind EF BC. */
  private static final Set<Integer> DANGEROUS_WIDE = Set.of(0x9D, 0x8B, 0x8D, 0xA0);

  private static final int WIDE_FIRST = 0xEF;
  private static final int WIDE_SECOND = 0xBC;

  private final OutputStream out;
  private final Set<String> textColumns;
  private final ByteArrayOutputStream name = new ByteArrayOutputStream();
  private boolean[] guarded = new boolean[64];

  private boolean inHeader = true;
  private int column;
  private boolean quoted;
  private boolean cellBegins = true;
  private boolean textBegins = true;

  /** How many bytes of a full-width form have been seen and not yet been passed on. */
  private int held;

  FormulaGuard(OutputStream out, Collection<String> textColumns) {
    this.out = out;
    this.textColumns = Set.copyOf(textColumns);
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    for (int i = offset; i < offset + length; i++) {
      int octet = bytes[i] & 0xFF;
      if (held > 0) {
        from = i;
        if (held == 1 && octet == WIDE_SECOND) {
          held = 2;
          from = i + 1;
          continue;
        }
        release(held == 2 && DANGEROUS_WIDE.contains(octet));
      } else if (textBegins && !(cellBegins && octet == '"') && guards()) {
        if (octet == WIDE_FIRST) {
          out.write(bytes, from, i - from);
          from = i + 1;
          held = 1;
          cellBegins = false;
          textBegins = false;
          continue;
        }
        // At the start of a cell without quotes these end it, so it is empty.
        boolean ends = !quoted && (octet == '\r' || octet == '\n');
        if (DANGEROUS.indexOf(octet) >= 0 && !ends) {
          out.write(bytes, from, i - from);
          out.write('\'');
          from = i;
        }
      }
      follow(octet);
    }
    out.write(bytes, from, offset + length - from);
  }

  private boolean guards() {
    return !inHeader && column < guarded.length && guarded[column];
  }

  private void release(boolean dangerous) throws IOException {
    if (dangerous) {
      out.write('\'');
    }
    out.write(WIDE_FIRST);
    if (held == 2) {
      out.write(WIDE_SECOND);
    }
    held = 0;
  }

  /** Keeps track of where in the file the next byte is. */
  private void follow(int octet) {
    if (octet == '"') {
      quoted = !quoted;
      // The quote that opens a cell does not begin its text; a second one does.
      textBegins = cellBegins;
      cellBegins = false;
      return;
    }
    boolean ends = !quoted && (octet == ',' || octet == '\n');
    if (inHeader) {
      header(octet, ends);
    }
    cellBegins = ends;
    textBegins = ends;
    if (ends) {
      column = octet == ',' ? column + 1 : 0;
      inHeader = inHeader && octet == ',';
    }
  }

  private void header(int octet, boolean ends) {
    if (!ends) {
      name.write(octet);
      return;
    }
    if (column == guarded.length) {
      guarded = java.util.Arrays.copyOf(guarded, 2 * column);
    }
    guarded[column] = textColumns.contains(name.toString(StandardCharsets.UTF_8).strip());
    name.reset();
  }

  /** Passes on everything, also the beginning of what might have been a full-width form. */
  @Override
  public void flush() throws IOException {
    if (held > 0) {
      release(false);
    }
    out.flush();
  }
}
