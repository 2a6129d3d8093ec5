package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.words.WordHits;
import io.hivecore.telemetry.words.WordQuery;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the traces of spans whose texts have words: in each segment by its index, or by reading
 * through it. The index names spans; what of them is still there, the segment says.
 */
final class TextSearch {
  /** So many spans named by an index are looked up at once: about as long as a list takes. */
  private static final int SPANS_AT_ONCE = 20_000;

  private final QuerySession session;
  private final SegmentWords words;
  private final int tenant;
  private final WordQuery query;
  private final RecordFilter times;
  private final int most;
  private final Set<String> traces = new LinkedHashSet<>();

  /**
   * A search.
   *
   * @param times of spans
   * @param most traces that it finds, the newest; about, since segments are searched one by one
   */
  TextSearch(
      QuerySession session,
      SegmentWords words,
      int tenant,
      WordQuery query,
      RecordFilter times,
      int most) {
    this.session = session;
    this.words = words;
    this.tenant = tenant;
    this.query = query;
    this.times = times;
    this.most = most;
  }

  Set<String> traces() throws SQLException {
    for (Segment segment : session.segments().segments().reversed()) {
      if (Visible.mayMatch(session.segments(), segment, RecordKind.SPAN, times)
          && !byIndex(segment)) {
        scan(segment);
      }
    }
    return traces;
  }

  /** Searches a segment by its index; false where that cannot be done. */
  private boolean byIndex(Segment segment) throws SQLException {
    if (segment == session.segments().open() || traces.size() >= most) {
      return false;
    }
    Optional<WordHits> found = words.search(segment, tenant, query);
    if (found.isEmpty()) {
      return false;
    }
    try (WordHits hits = found.get()) {
      List<Long> some = hits.next(SPANS_AT_ONCE);
      while (!some.isEmpty() && traces.size() < most) {
        add(
            segment,
            conditions()
                .and(
                    "sequence BETWEEN ? AND ? AND sequence IN (SELECT unnest(?::BIGINT[]))",
                    Collections.min(some),
                    Collections.max(some),
                    some.toString()));
        some = hits.next(SPANS_AT_ONCE);
      }
      return true;
    } catch (IOException e) {
      words.damaged(segment, e);
      return false;
    }
  }

  private void scan(Segment segment) throws SQLException {
    Conditions conditions = conditions();
    for (WordQuery.Term term : query.terms()) {
      conditions.and(
          """
          (regexp_matches(input, ?) OR regexp_matches(output, ?) OR regexp_matches(messages, ?))
          AND regexp_matches(input || chr(1) || output || chr(1) || messages, ?)
          """,
          term.hint(),
          term.hint(),
          term.hint(),
          term.expression());
    }
    add(segment, conditions);
  }

  private Conditions conditions() {
    return Conditions.of(tenant, RecordKind.SPAN, times);
  }

  private void add(Segment segment, Conditions conditions) throws SQLException {
    if (traces.size() < most) {
      traces.addAll(
          session.query(
              "SELECT DISTINCT trace_id FROM %s.span WHERE %s%s LIMIT %d"
                  .formatted(
                      segment.schema(),
                      conditions.sql(),
                      Visible.only(session.segments(), segment, RecordKind.SPAN),
                      most),
              conditions.values(),
              ColumnReader::text));
    }
  }
}
