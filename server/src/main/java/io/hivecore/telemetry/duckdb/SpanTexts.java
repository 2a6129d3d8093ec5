package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.words.WordIndexWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The texts of a segment's spans, in the order of their sequences. They are read a part at a time,
 * since the driver holds all of an answer in memory and a text may have any length.
 */
final class SpanTexts {
  private static final long BYTES_AT_ONCE = 4 << 20;
  private static final long SEQUENCES_AT_ONCE = 50_000;

  private final QuerySession session;
  private final Segment segment;
  private final Deque<Part> parts = new ArrayDeque<>();
  private long next;

  SpanTexts(QuerySession session, Segment segment) {
    this.session = session;
    this.segment = segment;
    this.next = segment.extent().firstSequence();
  }

  private record Part(long first, long last) {}

  private record Size(long sequence, long bytes) {}

  private record Row(int tenant, long sequence, List<String> texts) {}

  /** Adds the next part to an index; false when there is none. */
  boolean copy(WordIndexWriter writer) throws SQLException, IOException {
    while (parts.isEmpty() && next <= segment.extent().lastSequence()) {
      divide(next, next + SEQUENCES_AT_ONCE - 1);
      next += SEQUENCES_AT_ONCE;
    }
    if (parts.isEmpty()) {
      return false;
    }
    Part part = parts.removeFirst();
    List<Row> rows =
        session.query(
            """
            SELECT tenant, sequence, encode(input), encode(output), encode(messages)
            FROM %s.span
            WHERE sequence BETWEEN ? AND ?
            ORDER BY sequence
            """
                .formatted(segment.schema()),
            List.of(part.first(), part.last()),
            row ->
                new Row((int) row.whole(), row.whole(), List.of(text(row), text(row), text(row))));
    for (Row row : rows) {
      writer.add(row.tenant(), row.sequence(), row.texts());
    }
    return true;
  }

  private void divide(long first, long last) throws SQLException {
    List<Size> sizes =
        session.query(
            """
            SELECT sequence, strlen(input) + strlen(output) + strlen(messages)
            FROM %s.span
            WHERE sequence BETWEEN ? AND ?
            ORDER BY sequence
            """
                .formatted(segment.schema()),
            List.of(first, last),
            row -> new Size(row.whole(), row.whole()));
    List<Size> together = new ArrayList<>();
    long bytes = 0;
    for (Size size : sizes) {
      if (!together.isEmpty() && bytes + size.bytes() > BYTES_AT_ONCE) {
        parts.add(new Part(together.getFirst().sequence(), together.getLast().sequence()));
        together.clear();
        bytes = 0;
      }
      together.add(size);
      bytes += size.bytes();
    }
    if (!together.isEmpty()) {
      parts.add(new Part(together.getFirst().sequence(), together.getLast().sequence()));
    }
  }

  /** The driver decodes texts a character at a time, which is slow for long ones. */
  private static String text(ColumnReader row) throws SQLException {
    return new String(row.bytes(), StandardCharsets.UTF_8);
  }
}
