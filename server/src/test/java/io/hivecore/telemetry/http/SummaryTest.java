package io.hivecore.telemetry.http;

import static io.hivecore.telemetry.http.JsonText.compact;
import static io.hivecore.telemetry.http.QueryServer.ONE;
import static io.hivecore.telemetry.http.Samples.context;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.UsageRecord;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code usage/summary/} and {@code project/…/stats/}. */
class SummaryTest {
  private final StoredTelemetry store = new StoredTelemetry();
  private final QueryServer server = new QueryServer(store);

  @AfterEach
  void stop() {
    server.close();
  }

  private void fill() {
    store.add(
        ONE,
        Samples.usage(
            1, "2026-02-28T10:00:00Z", context("p1", "r1", "ann"), "m1", 1000, "0.10", 100));
    store.add(
        ONE,
        Samples.usage(
            2, "2026-02-28T11:00:00Z", context("p1", "r1", "bob"), "m2", 2000, "0.20", 200));
    store.add(
        ONE,
        Samples.usage(3, "2026-03-01T11:00:00Z", context("p2", "r2", "bob"), "m1", 500, null, 600));
    store.add(
        ONE,
        Samples.usage(4, "2026-01-01T00:00:00Z", context("p1", "r0", "old"), "m0", 10, "9", 1));
    store.add(
        ONE,
        Samples.execution(
            1,
            "2026-02-28T10:00:00Z",
            context("p1", "r1", "ann"),
            ExecutionStatus.COMPLETED,
            3000.0,
            QueryServer.NOW));
    store.add(
        ONE,
        Samples.execution(
            2,
            "2026-02-28T10:00:00Z",
            context("p1", "r1", "bob"),
            ExecutionStatus.FAILED,
            1000.0,
            QueryServer.NOW));
    store.add(
        ONE,
        Samples.execution(
            3,
            "2026-03-01T10:00:00Z",
            context("p1", "r1", "bob"),
            ExecutionStatus.COMPLETED,
            null,
            QueryServer.NOW));
    store.add(
        ONE,
        Samples.execution(
            4, "2026-03-01T11:30:00.5Z", context("p1", "r2", "cat"), null, null, QueryServer.NOW));
    store.add(
        ONE,
        Samples.execution(
            5,
            "2026-01-01T00:00:00Z",
            context("p1", "r0", "old"),
            ExecutionStatus.FAILED,
            7.0,
            QueryServer.NOW));
  }

  @Test
  void sumsUpThirtyDays() {
    fill();
    Percentiles.assertSame(
        server.get("usage/summary/").body(),
        compact(
            """
                {
                  "summary": {
                    "total_tokens": 3500,
                    "total_cost_usd": 0.3,
                    "total_calls": 3,
                    "input_tokens": 3150,
                    "output_tokens": 350,
                    "cache_read_tokens": 700,
                    "cache_write_tokens": 175,
                    "reasoning_tokens": 70,
                    "unpriced_calls": 1,
                    "avg_duration_ms": 300.0,
                    "p50_duration_ms": 200.0,
                    "p95_duration_ms": 600.0,
                    "p99_duration_ms": 600.0,
                    "executions": {
                      "total": 4, "running": 1, "completed": 2, "failed": 1, "error_rate": 0.3333
                    }
                  },
                  "by_agent": [
                    {"agent_name": "bob", "tokens": 2500, "cost": 0.2, "calls": 2, "unpriced_calls": 1},
                    {"agent_name": "ann", "tokens": 1000, "cost": 0.1, "calls": 1, "unpriced_calls": 0}
                  ],
                  "by_model": [
                    {"model_name": "m2", "tokens": 2000, "cost": 0.2, "calls": 1, "unpriced_calls": 0},
                    {"model_name": "m1", "tokens": 1500, "cost": 0.1, "calls": 2, "unpriced_calls": 1}
                  ]
                }
                """));
  }

  @Test
  void ofNothingIsZero() {
    Percentiles.assertSame(
        server.get("usage/summary/").body(),
        compact(
            """
                {
                  "summary": {
                    "total_tokens": 0,
                    "total_cost_usd": 0,
                    "total_calls": 0,
                    "input_tokens": 0,
                    "output_tokens": 0,
                    "cache_read_tokens": 0,
                    "cache_write_tokens": 0,
                    "reasoning_tokens": 0,
                    "unpriced_calls": 0,
                    "avg_duration_ms": 0.0,
                    "p50_duration_ms": 0.0,
                    "p95_duration_ms": 0.0,
                    "p99_duration_ms": 0.0,
                    "executions": {
                      "total": 0, "running": 0, "completed": 0, "failed": 0, "error_rate": 0
                    }
                  },
                  "by_agent": [],
                  "by_model": []
                }
                """));
  }

  @Test
  void groupsByAnyDimensions() {
    fill();
    JsonNode summary =
        new JsonMapper()
            .readTree(
                server.get("usage/summary/?group_by=project,model_name&group_by=round").body());

    Percentiles.assertSame(
        summary.get("groups").toString(),
        compact(
            """
                [
                  {
                    "project": "p1", "model_name": "m2", "round": "r1",
                    "tokens": 2000, "cost": 0.2, "calls": 1,
                    "input_tokens": 1800, "output_tokens": 200,
                    "cache_read_tokens": 400, "cache_write_tokens": 100, "reasoning_tokens": 40,
                    "unpriced_calls": 0,
                    "avg_duration_ms": 200.0, "p50_duration_ms": 200.0,
                    "p95_duration_ms": 200.0, "p99_duration_ms": 200.0
                  },
                  {
                    "project": "p1", "model_name": "m1", "round": "r1",
                    "tokens": 1000, "cost": 0.1, "calls": 1,
                    "input_tokens": 900, "output_tokens": 100,
                    "cache_read_tokens": 200, "cache_write_tokens": 50, "reasoning_tokens": 20,
                    "unpriced_calls": 0,
                    "avg_duration_ms": 100.0, "p50_duration_ms": 100.0,
                    "p95_duration_ms": 100.0, "p99_duration_ms": 100.0
                  },
                  {
                    "project": "p2", "model_name": "m1", "round": "r2",
                    "tokens": 500, "cost": 0, "calls": 1,
                    "input_tokens": 450, "output_tokens": 50,
                    "cache_read_tokens": 100, "cache_write_tokens": 25, "reasoning_tokens": 10,
                    "unpriced_calls": 1,
                    "avg_duration_ms": 600.0, "p50_duration_ms": 600.0,
                    "p95_duration_ms": 600.0, "p99_duration_ms": 600.0
                  }
                ]
                """));
  }

  @Test
  void filtersApplyToUsageAndExecutions() {
    fill();
    assertThat(brief("usage/summary/?project=p2")).isEqualTo("500 calls 1 runs 0");
    assertThat(brief("usage/summary/?agent_name=bob")).isEqualTo("2500 calls 2 runs 2");
    assertThat(brief("usage/summary/?model_name=m1")).isEqualTo("1500 calls 2 runs 4");
    assertThat(brief("usage/summary/?status=failed")).isEqualTo("3500 calls 3 runs 1");
    assertThat(brief("usage/summary/?round=r1,r2&days=1")).isEqualTo("500 calls 1 runs 2");
    assertThat(brief("usage/summary/?from=2025-01-01")).isEqualTo("3510 calls 4 runs 5");
    assertThat(brief("usage/summary/?to=2026-01-01")).isEqualTo("10 calls 1 runs 1");
    assertThat(brief("usage/summary/?from=2026-03-01&to=2026-03-01"))
        .isEqualTo("500 calls 1 runs 2");
  }

  private String brief(String path) {
    JsonNode summary = new JsonMapper().readTree(server.get(path).body()).get("summary");
    return summary.get("total_tokens").asLong()
        + " calls "
        + summary.get("total_calls").asLong()
        + " runs "
        + summary.get("executions").get("total").asLong();
  }

  @Test
  void showsTenAgentsAndEveryModel() {
    for (int i = 0; i < 12; i++) {
      store.add(
          ONE,
          Samples.usage(
              i,
              "2026-03-01T10:00:00Z",
              context("p", "r", "agent-%02d".formatted(i)),
              "model-%02d".formatted(i),
              100 + i,
              "0.01",
              1));
    }
    JsonNode summary = new JsonMapper().readTree(server.get("usage/summary/").body());

    assertThat(summary.get("by_agent")).hasSize(10);
    assertThat(summary.get("by_agent").get(0).get("agent_name").asString()).isEqualTo("agent-11");
    assertThat(summary.get("by_model")).hasSize(12);
  }

  @Test
  void moneyIsExactToTheLastDigit() {
    store.add(ONE, priced(1, "123456789012.000000000000000000000000000001"));
    store.add(ONE, priced(2, "0.000000000000000000000000000001"));

    assertThat(server.get("usage/summary/").body())
        .contains("\"total_cost_usd\":123456789012.000000000000000000000000000002,")
        .contains("\"cost\":123456789012.000000000000000000000000000002,");
    assertThat(server.get("project/shop/stats/").body())
        .contains("\"total_cost_usd\":123456789012.000000000000000000000000000002,");
    for (int i = 3; i < 103; i++) {
      store.add(ONE, priced(i, "9E+11"));
    }
    assertThat(server.get("usage/summary/").body())
        .contains("\"total_cost_usd\":90123456789012.000000000000000000000000000002,");
  }

  private static UsageRecord priced(long number, String cost) {
    return Samples.usage(number, "2026-03-01T10:00:00Z", Samples.CONTEXT, "m", 10, cost, 1);
  }

  @Test
  void aProjectsStatistics() {
    fill();
    assertThat(server.get("project/p1/stats/").body())
        .isEqualTo(
            compact(
                """
                {
                  "project_id": "p1",
                  "usage": {
                    "total_tokens": 3010,
                    "total_cost_usd": 9.3,
                    "llm_calls": 3,
                    "unpriced_calls": 0
                  },
                  "executions": {
                    "total": 5,
                    "running": 1,
                    "completed": 2,
                    "failed": 2,
                    "success_rate": 40,
                    "error_rate": 0.5,
                    "avg_duration_ms": 1335.6666666666667
                  },
                  "active_agents": [
                    {
                      "agent_name": "cat",
                      "start_time": "2026-03-01T11:30:00.500000Z",
                      "round_index": 0
                    }
                  ]
                }
                """));
    assertThat(
            new JsonMapper()
                .readTree(server.get("project/p1/stats/?days=1").body())
                .get("executions")
                .toString())
        .isEqualTo(
            compact(
                """
                {
                  "total": 2, "running": 1, "completed": 1, "failed": 0,
                  "success_rate": 50, "error_rate": 0, "avg_duration_ms": 0.0
                }
                """));
  }

  /** They are what a sender says of a run; its calls are what counts. */
  @Test
  void totalsOfARunAreNotAdded() {
    ExecutionRecord plain = Samples.execution(1, "2026-03-01T09:00:00Z", null);
    store.add(
        ONE,
        plain.mergedWith(
            new ExecutionRecord(
                plain.id(),
                plain.executionId(),
                plain.timestamp(),
                plain.receivedAt(),
                plain.context(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                5L,
                12_345L,
                new BigDecimal("9.99"),
                null)));

    assertThat(server.get("executions/").body()).contains("\"total_cost_usd\":\"9.990000\"");
    JsonNode summary = stats("usage/summary/").get("summary");
    assertThat(summary.get("total_tokens").asLong()).isZero();
    assertThat(summary.get("total_calls").asLong()).isZero();
    assertThat(summary.get("total_cost_usd").decimalValue()).isZero();
    assertThat(stats("project/shop/stats/").at("/usage/total_tokens").asLong()).isZero();
  }

  @Test
  void ofOneRoundOfAProject() {
    store.add(ONE, Samples.execution(1, "2026-03-01T09:00:00Z", null));
    store.add(ONE, Samples.usage(1, "2026-03-01T09:00:00Z"));

    JsonNode own = stats("project/shop/stats/?round=round-1");
    assertThat(own.at("/usage/llm_calls").asInt()).isEqualTo(1);
    assertThat(own.at("/executions/running").asInt()).isEqualTo(1);
    assertThat(own.get("active_agents")).hasSize(1);
    JsonNode other = stats("project/shop/stats/?execution_round_id=round-2");
    assertThat(other.at("/usage/llm_calls").asInt()).isZero();
    assertThat(other.at("/executions/total").asInt()).isZero();
    assertThat(other.get("active_agents")).isEmpty();
  }

  private JsonNode stats(String path) {
    return new JsonMapper().readTree(server.get(path).body());
  }

  @Test
  void aProjectNeverHeardOfHasZeros() {
    fill();
    assertThat(server.get("project/no%2Fsuch%20one/stats/").body())
        .isEqualTo(
            compact(
                    """
                {
                  "project_id": "%s",
                  "usage": {
                    "total_tokens": 0, "total_cost_usd": 0, "llm_calls": 0, "unpriced_calls": 0
                  },
                  "executions": {
                    "total": 0,
                    "running": 0,
                    "completed": 0,
                    "failed": 0,
                    "success_rate": 0,
                    "error_rate": 0,
                    "avg_duration_ms": 0.0
                  },
                  "active_agents": []
                }
                """)
                .formatted("no/such one"));
  }
}
