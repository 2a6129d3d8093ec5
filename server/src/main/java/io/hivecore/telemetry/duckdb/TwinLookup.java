package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.traces.Call;
import io.hivecore.telemetry.traces.TwinCalls;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds spans of a segment that may tell of calls which other traces tell of. */
final class TwinLookup {
  private TwinLookup() {}

  /** A response id that is looked for, and in which words it was told. */
  private record Wanted(String responseId, String dialect, String name) {}

  /** The traces of such spans. */
  static List<String> traceIds(
      QuerySession session,
      Segment segment,
      Whereabouts where,
      int tenant,
      Collection<Call> calls,
      int most)
      throws SQLException {
    Set<Wanted> wanted = new LinkedHashSet<>();
    for (Call call : calls) {
      wanted.add(new Wanted(call.responseId(), call.span().dialect(), call.span().name()));
    }
    List<Instant> starts = calls.stream().map(call -> call.span().timestamp()).toList();
    return session.query(
        """
        SELECT DISTINCT trace_id
        FROM %s.span JOIN (
          SELECT unnest(?::VARCHAR[]) AS wanted_response,
            unnest(?::VARCHAR[]) AS wanted_dialect,
            unnest(?::VARCHAR[]) AS wanted_name
        ) ON response_id = wanted_response
        WHERE sequence BETWEEN ? AND ? AND tenant = ?
          AND timestamp BETWEEN make_timestamp(?::BIGINT) AND make_timestamp(?::BIGINT)
          AND (dialect <> wanted_dialect OR name <> wanted_name)%s
        LIMIT %d
        """
            .formatted(
                segment.schema(), Visible.only(session.segments(), segment, RecordKind.SPAN), most),
        List.of(
            Texts.list(wanted.stream().map(Wanted::responseId).toList()),
            Texts.list(wanted.stream().map(Wanted::dialect).toList()),
            Texts.list(wanted.stream().map(Wanted::name).toList()),
            where.first(),
            where.last(),
            tenant,
            Micros.of(Collections.min(starts).minus(TwinCalls.MOST_APART)),
            Micros.ceil(Collections.max(starts).plus(TwinCalls.MOST_APART))),
        ColumnReader::text);
  }
}
