package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TraceFilter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the traces that a filter's text and score leave. */
final class TraceSearch {
  /** Of so many traces the newest; a search that finds more is to be narrowed. */
  private static final int MOST_TRACES = 10_000;

  private static final int MOST_WORDS = 20;
  private static final List<String> TEXTS = List.of("input", "output", "messages");

  private final QuerySession session;
  private final int tenant;
  private final TraceFilter filter;

  TraceSearch(QuerySession session, int tenant, TraceFilter filter) {
    this.session = session;
    this.tenant = tenant;
    this.filter = filter;
  }

  /** Their ids; null when the filter asks for neither. */
  @Nullable Set<String> traces() throws SQLException {
    Set<String> byScore = filter.score() == null ? null : byScore(filter.score());
    if (filter.text().isBlank()) {
      return byScore;
    }
    Set<String> byText = byText();
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

  private Set<String> byText() throws SQLException {
    Set<String> traces = new LinkedHashSet<>();
    List<Segment> newestFirst = new ArrayList<>(session.segments().segments().reversed());
    RecordFilter times = RecordFilter.ALL.between(filter.from(), null);
    for (Segment segment : newestFirst) {
      if (!Visible.mayMatch(session.segments(), segment, RecordKind.SPAN, times)) {
        continue;
      }
      // A span may start after the range of its trace, but not before it.
      Conditions conditions = Conditions.of(tenant, RecordKind.SPAN, times);
      for (String word : filter.text().strip().split("\\s+", MOST_WORDS)) {
        List<Object> forms = forms(word);
        List<String> any = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (String column : TEXTS) {
          for (Object form : forms) {
            any.add("contains(" + column + ", ?)");
            values.add(form);
          }
        }
        conditions.and("(" + String.join(" OR ", any) + ")", values);
      }
      ids(segment, RecordKind.SPAN, conditions, traces);
    }
    return traces;
  }

  /**
   * A word as it may be written: as it was asked for, in small letters, in capitals, with a capital
   * first. To look for these in the texts as they are is five times as fast as to make all texts
   * small first.
   */
  private static List<Object> forms(String word) {
    String small = word.toLowerCase(Locale.ROOT);
    int first = small.offsetByCodePoints(0, 1);
    Set<Object> forms = new LinkedHashSet<>();
    forms.add(small);
    forms.add(small.substring(0, first).toUpperCase(Locale.ROOT) + small.substring(first));
    forms.add(word.toUpperCase(Locale.ROOT));
    forms.add(word);
    return List.copyOf(forms);
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
