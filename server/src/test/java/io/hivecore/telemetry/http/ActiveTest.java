package io.hivecore.telemetry.http;

import static io.hivecore.telemetry.http.JsonText.compact;
import static io.hivecore.telemetry.http.QueryServer.ONE;
import static io.hivecore.telemetry.http.QueryServer.TWO;
import static io.hivecore.telemetry.http.Samples.at;
import static io.hivecore.telemetry.http.Samples.context;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.ExecutionStatus;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code executions/active/}. */
class ActiveTest {
  private final StoredTelemetry store = new StoredTelemetry();
  private final QueryServer server = new QueryServer(store);

  @BeforeEach
  void fill() {
    store.add(
        ONE,
        Samples.execution(
            1,
            "2026-03-01T05:00:00Z",
            context("p1", "r1", "ann"),
            null,
            null,
            at("2026-03-01T05:59:59Z")));
    store.add(
        ONE,
        Samples.execution(
            2,
            "2026-03-01T06:00:00Z",
            context("p2", "r1", "bob"),
            ExecutionStatus.RUNNING,
            null,
            at("2026-03-01T06:00:00Z")));
    store.add(
        ONE,
        Samples.execution(
            3,
            "2026-03-01T11:00:00Z",
            context("p1", "r2", "cat"),
            ExecutionStatus.COMPLETED,
            null,
            at("2026-03-01T11:00:00Z")));
    store.add(TWO, Samples.execution(4, "2026-03-01T11:00:00Z", null));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isABareArrayThatMarksWhatWasNotHeardOfForLong() {
    assertThat(server.get("executions/active/").body())
        .isEqualTo(
            compact(
                """
                [
                  {
                    "id": "01980000-0000-7000-8000-000000000002",
                    "execution_id": "run-2",
                    "project": null,
                    "agentscope_project_id": "p2",
                    "agentscope_agent_id": "id-of-bob",
                    "agent_name": "bob",
                    "node_id": "",
                    "round_index": 0,
                    "start_time": "2026-03-01T06:00:00Z",
                    "end_time": null,
                    "duration_ms": null,
                    "status": "running",
                    "content": "",
                    "error_message": "",
                    "llm_calls": 0,
                    "total_tokens": 0,
                    "total_cost_usd": "0.000000",
                    "span_id": "",
                    "trace_id": "",
                    "execution_round_id": "r1",
                    "received_at": "2026-03-01T06:00:00Z",
                    "extra": {},
                    "stale": false
                  },
                  {
                    "id": "01980000-0000-7000-8000-000000000001",
                    "execution_id": "run-1",
                    "project": null,
                    "agentscope_project_id": "p1",
                    "agentscope_agent_id": "id-of-ann",
                    "agent_name": "ann",
                    "node_id": "",
                    "round_index": 0,
                    "start_time": "2026-03-01T05:00:00Z",
                    "end_time": null,
                    "duration_ms": null,
                    "status": "running",
                    "content": "",
                    "error_message": "",
                    "llm_calls": 0,
                    "total_tokens": 0,
                    "total_cost_usd": "0.000000",
                    "span_id": "",
                    "trace_id": "",
                    "execution_round_id": "r1",
                    "received_at": "2026-03-01T05:59:59Z",
                    "extra": {},
                    "stale": true
                  }
                ]
                """));
  }

  @Test
  void filtersAndOrders() {
    assertThat(runs(server.get("executions/active/?project=p1"))).containsExactly("run-1");
    assertThat(runs(server.get("executions/active/?round=r1&ordering=start_time")))
        .containsExactly("run-1", "run-2");
    assertThat(runs(server.get("executions/active/?status=completed&from=2026-03-01T05:30:00")))
        .containsExactly("run-2");
  }

  @Test
  void isExportedAsAnyList() {
    String csv = server.get("executions/active/?format=csv&ordering=start_time").body();
    assertThat(csv.lines().skip(1))
        .satisfiesExactly(
            first -> assertThat(first).contains(",run-1,p1,"),
            second -> assertThat(second).contains(",run-2,p2,"));
    assertThat(server.get("executions/active/?format=xml").statusCode()).isEqualTo(400);
  }

  @Test
  void leadsToTheRestWhenThereIsMore() {
    HttpResponse<String> whole = server.get("executions/active/");
    assertThat(whole.headers().firstValue("Link")).isEmpty();

    HttpResponse<String> part = server.get("executions/active/?page_size=1&page=7&round=r1");

    assertThat(runs(part)).containsExactly("run-2");
    String link = part.headers().firstValue("Link").orElseThrow();
    assertThat(link)
        .isEqualTo(
            "<"
                + server.uri("executions/?round=r1&status=running&page_size=1&page=2")
                + ">;"
                + " rel=\"next\"");
    JsonNode rest =
        new JsonMapper().readTree(server.get(link.substring(1, link.indexOf('>'))).body());
    assertThat(rest.get("results").get(0).get("execution_id").asString()).isEqualTo("run-1");
    assertThat(rest.get("next").isNull()).isTrue();
  }

  private static List<String> runs(HttpResponse<String> answer) {
    return StreamSupport.stream(new JsonMapper().readTree(answer.body()).spliterator(), false)
        .map(run -> run.get("execution_id").asString())
        .toList();
  }
}
