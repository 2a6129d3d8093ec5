package io.hivecore.telemetry.http;

import static io.hivecore.telemetry.http.JsonText.compact;
import static io.hivecore.telemetry.http.QueryServer.ONE;
import static io.hivecore.telemetry.http.QueryServer.TWO;
import static io.hivecore.telemetry.http.Samples.at;
import static io.hivecore.telemetry.http.Samples.context;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.ExecutionStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** {@code executions/summary/}. */
class ExecutionSummaryTest {
  private final StoredTelemetry store = new StoredTelemetry();
  private final QueryServer server = new QueryServer(store);

  @BeforeEach
  void fill() {
    run(1, "p1", "ann", ExecutionStatus.COMPLETED, 100.0);
    run(2, "p1", "ann", ExecutionStatus.FAILED, 100.0);
    run(3, "p2", "ann", null, null);
    run(4, "p2", "bob", ExecutionStatus.COMPLETED, 2_000.0);
    store.add(TWO, Samples.execution(5, "2026-03-01T10:00:00Z", ExecutionStatus.FAILED));
    // Older than the 30 days that it covers unless told otherwise.
    store.add(ONE, Samples.execution(6, "2026-01-01T10:00:00Z", ExecutionStatus.FAILED));
  }

  private void run(
      int number,
      String project,
      String agent,
      @Nullable ExecutionStatus status,
      @Nullable Double millis) {
    String time = "2026-03-01T1%d:00:00Z".formatted(number % 2);
    store.add(
        ONE,
        Samples.execution(number, time, context(project, "r", agent), status, millis, at(time)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void countsAll() {
    Percentiles.assertSame(
        server.get("executions/summary/").body(),
        compact(
            """
            {
              "summary": {
                "total": 4, "running": 1, "completed": 2, "failed": 1, "error_rate": 0.3333,
                "avg_duration_ms": 733.3333333333334, "p50_duration_ms": 100.0,
                "p95_duration_ms": 2000.0, "p99_duration_ms": 2000.0
              }
            }
            """));
  }

  @Test
  void countsByGroup() {
    Percentiles.assertSame(
        groups("group_by=agent_name"),
        compact(
            """
            [
              {
                "agent_name": "ann",
                "total": 3, "running": 1, "completed": 1, "failed": 1, "error_rate": 0.5,
                "avg_duration_ms": 100.0, "p50_duration_ms": 100.0,
                "p95_duration_ms": 100.0, "p99_duration_ms": 100.0
              },
              {
                "agent_name": "bob",
                "total": 1, "running": 0, "completed": 1, "failed": 0, "error_rate": 0,
                "avg_duration_ms": 2000.0, "p50_duration_ms": 2000.0,
                "p95_duration_ms": 2000.0, "p99_duration_ms": 2000.0
              }
            ]
            """));
    assertThat(groups("group_by=project,status&status=completed,failed&agent=ann"))
        .contains("{\"project\":\"p1\",\"status\":\"completed\",\"total\":1,")
        .contains("{\"project\":\"p1\",\"status\":\"failed\",\"total\":1,")
        .doesNotContain("p2", "running\",\"total");
  }

  @Test
  void refusesWhatRunsDoNotHave() {
    assertThat(server.get("executions/summary/?group_by=model_name").body())
        .contains("\\\"model_name\\\" is not one of agent_name, project, round, status.");
  }

  private String groups(String query) {
    return new JsonMapper()
        .readTree(server.get("executions/summary/?" + query).body())
        .get("groups")
        .toString();
  }
}
