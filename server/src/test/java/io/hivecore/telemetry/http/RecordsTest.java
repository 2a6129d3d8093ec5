package io.hivecore.telemetry.http;

import static io.hivecore.telemetry.http.JsonText.compact;
import static io.hivecore.telemetry.http.QueryServer.ONE;
import static io.hivecore.telemetry.http.Samples.at;
import static io.hivecore.telemetry.http.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageRecord;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How single records look. */
class RecordsTest {
  private final StoredTelemetry store = new StoredTelemetry();
  private final QueryServer server = new QueryServer(store);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void usageHasTheOriginalsFieldsAndMore() {
    store.add(
        ONE,
        new UsageRecord(
            id(1),
            at("2026-03-01T09:30:00.1234Z"),
            at("2026-03-01T09:30:01Z"),
            Samples.CONTEXT,
            "gpt-4o-mini",
            "openai",
            new TokenUsage(123, 45, 168, 100, 20, 5),
            new Cost(new BigDecimal("0.000045449999999999993"), new BigDecimal("0.5"), "prices-7"),
            1500.5,
            "{\"temperature\":0.70,\"tags\":[\"a b\"]}"));

    HttpResponse<String> answer = server.get("usage/" + id(1) + "/");

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body())
        .isEqualTo(
            compact(
                """
                {
                  "id": "01980000-0000-7000-8000-000000000001",
                  "timestamp": "2026-03-01T09:30:00.123400Z",
                  "project": null,
                  "agentscope_project_id": "shop",
                  "agentscope_agent_id": "agent-7",
                  "agent_name": "planner",
                  "model_name": "gpt-4o-mini",
                  "input_tokens": 123,
                  "output_tokens": 45,
                  "total_tokens": 168,
                  "cost_usd": "0.000045449999999999993",
                  "duration_ms": 1500.5,
                  "span_id": "span-1",
                  "trace_id": "trace-1",
                  "execution_round_id": "round-1",
                  "provider": "openai",
                  "cache_read_tokens": 100,
                  "cache_write_tokens": 20,
                  "reasoning_tokens": 5,
                  "priced": true,
                  "reported_cost_usd": "0.000045449999999999993",
                  "computed_cost_usd": "0.500000",
                  "price_version": "prices-7",
                  "received_at": "2026-03-01T09:30:01Z",
                  "extra": {"temperature": 0.70, "tags": ["a b"]}
                }
                """));
  }

  @Test
  void anUnpricedCallIsNotFree() {
    store.add(ONE, Samples.usage(1, "2026-03-01T09:30:00Z", Samples.CONTEXT, "own", 10, null, 0));

    assertThat(server.get("usage/" + id(1) + "/").body())
        .isEqualTo(
            compact(
                """
                {
                  "id": "01980000-0000-7000-8000-000000000001",
                  "timestamp": "2026-03-01T09:30:00Z",
                  "project": null,
                  "agentscope_project_id": "shop",
                  "agentscope_agent_id": "agent-7",
                  "agent_name": "planner",
                  "model_name": "own",
                  "input_tokens": 9,
                  "output_tokens": 1,
                  "total_tokens": 10,
                  "cost_usd": null,
                  "duration_ms": 0.0,
                  "span_id": "span-1",
                  "trace_id": "trace-1",
                  "execution_round_id": "round-1",
                  "provider": "openai",
                  "cache_read_tokens": 2,
                  "cache_write_tokens": 0,
                  "reasoning_tokens": 0,
                  "priced": false,
                  "reported_cost_usd": null,
                  "computed_cost_usd": null,
                  "price_version": "",
                  "received_at": "2026-03-01T09:30:01Z",
                  "extra": {}
                }
                """));
  }

  @Test
  void anExecutionHasAllItsFields() {
    store.add(
        ONE,
        new ExecutionRecord(
            id(2),
            "run-2",
            at("2026-03-01T09:30:00.1Z"),
            at("2026-03-01T09:30:42.8Z"),
            Samples.CONTEXT,
            "node-1",
            3L,
            at("2026-03-01T09:30:42.7Z"),
            42600.0,
            ExecutionStatus.FAILED,
            "half of it",
            "out of tokens",
            2L,
            20L,
            new BigDecimal("0.30000000000000004"),
            "{\"attempt\":2}"));

    assertThat(server.get("executions/" + id(2) + "/").body())
        .isEqualTo(
            compact(
                """
                {
                  "id": "01980000-0000-7000-8000-000000000002",
                  "execution_id": "run-2",
                  "project": null,
                  "agentscope_project_id": "shop",
                  "agentscope_agent_id": "agent-7",
                  "agent_name": "planner",
                  "node_id": "node-1",
                  "round_index": 3,
                  "start_time": "2026-03-01T09:30:00.100000Z",
                  "end_time": "2026-03-01T09:30:42.700000Z",
                  "duration_ms": 42600.0,
                  "status": "failed",
                  "content": "half of it",
                  "error_message": "out of tokens",
                  "llm_calls": 2,
                  "total_tokens": 20,
                  "total_cost_usd": "0.30000000000000004",
                  "span_id": "span-1",
                  "trace_id": "trace-1",
                  "execution_round_id": "round-1",
                  "received_at": "2026-03-01T09:30:42.800000Z",
                  "extra": {"attempt": 2}
                }
                """));
  }

  @Test
  void whatAnExecutionDidNotSayShowsTheOriginalsDefaults() {
    store.add(ONE, Samples.execution(2, "2026-03-01T09:30:00Z", null));

    assertThat(server.get("executions/" + id(2) + "/").body())
        .isEqualTo(
            compact(
                """
                {
                  "id": "01980000-0000-7000-8000-000000000002",
                  "execution_id": "run-2",
                  "project": null,
                  "agentscope_project_id": "shop",
                  "agentscope_agent_id": "agent-7",
                  "agent_name": "planner",
                  "node_id": "",
                  "round_index": 0,
                  "start_time": "2026-03-01T09:30:00Z",
                  "end_time": null,
                  "duration_ms": null,
                  "status": "running",
                  "content": "",
                  "error_message": "",
                  "llm_calls": 0,
                  "total_tokens": 0,
                  "total_cost_usd": "0.000000",
                  "span_id": "span-1",
                  "trace_id": "trace-1",
                  "execution_round_id": "round-1",
                  "received_at": "2026-03-01T09:30:00Z",
                  "extra": {}
                }
                """));
  }

  @Test
  void aTimelineRecordHasAllItsFields() {
    store.add(
        ONE,
        new TimelineRecord(
            id(3),
            at("2026-03-01T09:30:00Z"),
            true,
            at("2026-03-01T09:30:00Z"),
            Samples.CONTEXT,
            "agent_start",
            "node-1",
            "off we go",
            "{\"success\":true,\"error\":null}",
            null));

    assertThat(server.get("timeline/" + id(3) + "/").body())
        .isEqualTo(
            compact(
                """
                {
                  "id": "01980000-0000-7000-8000-000000000003",
                  "timestamp": "2026-03-01T09:30:00Z",
                  "event_type": "agent_start",
                  "agentscope_project_id": "shop",
                  "agentscope_agent_id": "agent-7",
                  "node_id": "node-1",
                  "message": "off we go",
                  "metadata": {"success": true, "error": null},
                  "agent_name": "planner",
                  "span_id": "span-1",
                  "trace_id": "trace-1",
                  "execution_round_id": "round-1",
                  "timestamp_from_arrival": true,
                  "received_at": "2026-03-01T09:30:00Z",
                  "extra": {}
                }
                """));
  }

  @Test
  void aLogRecordHasAllItsFields() {
    store.add(
        ONE,
        new LogRecord(
            id(4),
            at("2026-03-01T09:30:00Z"),
            false,
            at("2026-03-01T09:30:02Z"),
            Samples.CONTEXT,
            LogLevel.WARNING,
            "slow \"answer\"",
            "planner.py:12",
            "{\"ms\":12000}",
            null));

    assertThat(server.get("logs/" + id(4) + "/").body())
        .isEqualTo(
            compact(
                """
                {
                  "id": "01980000-0000-7000-8000-000000000004",
                  "level": "warning",
                  "message": "slow \\"answer\\"",
                  "metadata": {"ms": 12000},
                  "agent": null,
                  "agent_name": "planner",
                  "source": "planner.py:12",
                  "timestamp": "2026-03-01T09:30:00Z",
                  "execution_round_id": "round-1",
                  "agentscope_project_id": "shop",
                  "agentscope_agent_id": "agent-7",
                  "span_id": "span-1",
                  "trace_id": "trace-1",
                  "timestamp_from_arrival": false,
                  "received_at": "2026-03-01T09:30:02Z",
                  "extra": {}
                }
                """));
  }

  @Test
  void anExecutionIsFoundByItsSendersIdToo() {
    store.add(ONE, Samples.execution(2, "2026-03-01T09:30:00Z", null));

    HttpResponse<String> answer = server.get("executions/run-2");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(server.get("executions/" + id(2)).body());
    assertThat(server.get("executions/run-3/").statusCode()).isEqualTo(404);
    assertThat(server.get("executions/run-2/", QueryServer.KEY_TWO).statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    store.add(ONE, Samples.usage(1, "2026-03-01T09:30:00Z"));

    for (String path :
        new String[] {
          "usage/" + id(2) + "/", "executions/" + id(1) + "/", "usage/17/", "logs/1-1-1-1-1/"
        }) {
      HttpResponse<String> answer = server.get(path);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body())
          .isEqualTo(
              compact(
                      """
                      {
                        "type": "urn:hivecore:problem:not_found",
                        "title": "%s",
                        "status": 404,
                        "detail": "%s",
                        "instance": "%s",
                        "code": "not_found",
                        "request_id": "%s"
                      }
                      """)
                  .formatted(
                      "Not found",
                      "Not found.",
                      "/api/v1/observability/" + path,
                      answer.headers().firstValue("X-Request-Id").orElseThrow()));
    }
  }
}
