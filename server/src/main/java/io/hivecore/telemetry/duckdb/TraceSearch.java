package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TraceFilter;
import io.hivecore.telemetry.words.WordQuery;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the traces that a filter's text and score leave. */
final class TraceSearch {
  /** Of so many traces the newest; a search that finds more is to be narrowed. */
  private static final int MOST_TRACES = 10_000;

  private final QuerySession session;
  private final SegmentWords words;
  private final int tenant;
  private final TraceFilter filter;

  TraceSearch(QuerySession session, SegmentWords words, int tenant, TraceFilter filter) {
    this.session = session;
    this.words = words;
    this.tenant = tenant;
    this.filter = filter;
  }

  /** Their ids; null when the filter asks for neither. */
  @Nullable Set<String> traces() throws SQLException {
    Set<String> byScore = filter.score() == null ? null : byScore(filter.score());
    WordQuery query = WordQuery.parse(filter.text());
    if (query.isEmpty()) {
      return byScore;
    }
    Set<String> byText = byText(query);
    if (byScore != null) {
      byText.retainAll(byScore);
    }
    return byText;
  }

  private Set<String> byScore(TraceFilter.Score score) throws SQLException {
    Set<String> traces = new LinkedHashSet<>();
    for (Segment segment : session.segments().segments().reversed()) {
      Conditions conditions = new Conditions(tenant).in("name", Set.of(score.name()));
      if (score.least() != null) {
        conditions.and("value >= ?", score.least());
      }
      if (score.most() != null) {
        conditions.and("value <= ?", score.most());
      }
      if (!score.label().isEmpty()) {
        conditions.and("label = ?", score.label());
      }
      conditions.and("trace_id <> ''");
      ids(segment, RecordKind.SCORE, conditions, traces);
    }
    return traces;
  }

  private Set<String> byText(WordQuery query) throws SQLException {
    // A span may start after the range of its trace, but not before it.
    RecordFilter times = RecordFilter.ALL.between(filter.from(), null);
    return new TextSearch(session, words, tenant, query, times, MOST_TRACES).traces();
  }

  private void ids(Segment segment, RecordKind kind, Conditions conditions, Set<String> into)
      throws SQLException {
    if (into.size() < MOST_TRACES) {
      into.addAll(
          session.query(
              "SELECT DISTINCT trace_id FROM %s.%s WHERE %s%s LIMIT %d"
                  .formatted(
                      segment.schema(),
                      kind.wireName(),
                      conditions.sql(),
                      Visible.only(session.segments(), segment, kind),
                      MOST_TRACES - into.size()),
              conditions.values(),
              ColumnReader::text));
    }
  }
}
