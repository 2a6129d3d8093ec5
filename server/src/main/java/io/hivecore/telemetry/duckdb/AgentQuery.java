package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.AgentActivity;
import io.hivecore.telemetry.AgentActivity.Tool;
import io.hivecore.telemetry.RecordKind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What agents did, from the states of their traces. */
final class AgentQuery {
  private static final Comparator<Tool> MOST_CALLED_FIRST =
      Comparator.comparingLong(Tool::calls).reversed().thenComparing(Tool::name);

  private final Selection selection;
  private final Map<String, Activity> agents = new HashMap<>();

  AgentQuery(Selection selection) {
    this.selection = selection;
  }

  private static final class Activity {
    private Instant lastSeen = Instant.MIN;
    private final Set<String> versions = new TreeSet<>();
    private final Map<String, long[]> tools = new HashMap<>();

    AgentActivity activity(String agent) {
      return new AgentActivity(
          agent,
          lastSeen,
          List.copyOf(versions),
          tools.entrySet().stream()
              .map(tool -> new Tool(tool.getKey(), tool.getValue()[0], tool.getValue()[1]))
              .sorted(MOST_CALLED_FIRST)
              .toList());
    }
  }

  List<AgentActivity> read(QuerySession session) throws SQLException {
    for (Segment segment : session.segments().segments()) {
      if (Visible.mayMatch(session.segments(), segment, RecordKind.TRACE, selection.times())) {
        read(session, segment);
      }
    }
    return agents.entrySet().stream()
        .map(entry -> entry.getValue().activity(entry.getKey()))
        .sorted(Comparator.comparing(AgentActivity::agentName))
        .toList();
  }

  private void read(QuerySession session, Segment segment) throws SQLException {
    query(
        session,
        segment,
        "agents",
        "line, epoch_us(max(coalesce(end_time, timestamp)))",
        row -> {
          Activity agent = agent(row.text());
          Instant seen = row.instant();
          agent.lastSeen = seen.isAfter(agent.lastSeen) ? seen : agent.lastSeen;
          return true;
        });
    query(
        session,
        segment,
        "agent_versions",
        "split_part(line, chr(9), 1), split_part(line, chr(9), 2)",
        row -> agent(row.text()).versions.add(row.text()));
    query(
        session,
        segment,
        "agent_tools",
        """
        split_part(line, chr(9), 1), split_part(line, chr(9), 2),
        sum(split_part(line, chr(9), 3)::BIGINT)::BIGINT,
        sum(split_part(line, chr(9), 4)::BIGINT)::BIGINT
        """,
        row -> {
          Activity agent = agent(row.text());
          long[] counts = agent.tools.computeIfAbsent(row.text(), ignored -> new long[2]);
          counts[0] += row.whole();
          counts[1] += row.whole();
          return true;
        });
  }

  /** Reads a column of {@link Lines}, grouped by what is selected and not summed up. */
  private void query(
      QuerySession session,
      Segment segment,
      String column,
      String selected,
      QuerySession.RowReader<Boolean> reader)
      throws SQLException {
    Conditions conditions = selection.conditions().get();
    session.query(
        """
        SELECT %s
        FROM (
          SELECT unnest(string_split(trim(%s, chr(10)), chr(10))) AS line, timestamp, end_time
          FROM %s.trace
          WHERE %s AND %s <> ''%s
        )
        GROUP BY ALL
        """
            .formatted(
                selected,
                column,
                segment.schema(),
                conditions.sql(),
                column,
                Visible.only(session.segments(), segment, RecordKind.TRACE)),
        conditions.values(),
        reader);
  }

  private Activity agent(String name) {
    return agents.computeIfAbsent(name, ignored -> new Activity());
  }
}
