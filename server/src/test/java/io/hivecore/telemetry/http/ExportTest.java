package io.hivecore.telemetry.http;

import static io.hivecore.telemetry.http.QueryServer.KEY_ONE;
import static io.hivecore.telemetry.http.QueryServer.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.RecordKind;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an export is asked for and sent; and what is in it. */
class ExportTest {
  @TempDir Path folder;

  private final StoredTelemetry store = new StoredTelemetry();
  private final QueryServer server = new QueryServer(store);

  @BeforeEach
  void fill() {
    store.add(ONE, Samples.execution(1, "2026-03-01T11:00:00Z", ExecutionStatus.FAILED));
    store.add(ONE, Samples.execution(2, "2026-03-01T11:01:00Z", ExecutionStatus.COMPLETED));
    store.add(
        ONE,
        Samples.usage(
            1,
            "2026-03-01T11:00:00.000123Z",
            Samples.context("p,1", "", "=cmd|' /C calc'!A0"),
            "-model\"x\"",
            100,
            "0.000000000000000000000000012345",
            1.5));
    store.add(ONE, Samples.usage(2, "2026-03-01T11:01:00Z", Samples.CONTEXT, "m", 100, null, 0));
    store.add(ONE, Samples.event(1, "2026-03-01T11:00:00Z", "agent_start"));
    store.add(ONE, Samples.log(1, "2026-03-01T11:00:00Z", LogLevel.WARNING));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sendsTheWholeFilteredListAsAFile() {
    HttpResponse<String> csv =
        server.get("executions/?format=csv&status=failed,completed&ordering=start_time&page=9");

    assertThat(csv.statusCode()).isEqualTo(200);
    assertThat(csv.body())
        .isEqualTo(
            """
            id,execution_id,agentscope_project_id,agentscope_agent_id,agent_name,node_id,\
            round_index,start_time,end_time,duration_ms,status,content,error_message,llm_calls,\
            total_tokens,total_cost_usd,span_id,trace_id,execution_round_id,received_at,extra
            01980000-0000-7000-8000-000000000001,run-1,shop,agent-7,planner,,\
            ,2026-03-01T11:00:00.000000Z,,,failed,,,,\
            ,,span-1,trace-1,round-1,2026-03-01T11:00:00.000000Z,
            01980000-0000-7000-8000-000000000002,run-2,shop,agent-7,planner,,\
            ,2026-03-01T11:01:00.000000Z,,,completed,,,,\
            ,,span-1,trace-1,round-1,2026-03-01T11:01:00.000000Z,
            """);
    assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
    assertThat(csv.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"execution-20260301T120000Z.csv\"");
    assertThat(csv.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void csvIsExactAndGuardsSpreadsheets() {
    assertThat(server.get("usage/?format=csv&ordering=timestamp").body())
        .isEqualTo(
            """
            id,timestamp,agentscope_project_id,agentscope_agent_id,agent_name,model_name,\
            input_tokens,output_tokens,total_tokens,cost_usd,duration_ms,span_id,trace_id,\
            execution_round_id,provider,cache_read_tokens,cache_write_tokens,reasoning_tokens,\
            priced,reported_cost_usd,computed_cost_usd,price_version,received_at,extra
            01980000-0000-7000-8000-000000000001,2026-03-01T11:00:00.000123Z,"p,1",\
            id-of-=cmd|' /C calc'!A0,'=cmd|' /C calc'!A0,"'-model""x""\",\
            90,10,100,0.000000000000000000000000012345,1.5,"","",\
            "",openai,20,5,2,true,0.000000000000000000000000012345,,"",\
            2026-03-01T11:00:01.000123Z,
            01980000-0000-7000-8000-000000000002,2026-03-01T11:01:00.000000Z,shop,agent-7,planner,m,\
            90,10,100,,0.0,span-1,trace-1,\
            round-1,openai,20,5,2,false,,,"",2026-03-01T11:01:01.000000Z,
            """);
  }

  @Test
  void everyKindsColumnsAreTheFieldsOfItsJson() {
    Map<String, RecordKind> lists =
        Map.of(
            "usage/", RecordKind.USAGE,
            "executions/", RecordKind.EXECUTION,
            "timeline/", RecordKind.TIMELINE,
            "logs/", RecordKind.LOG);
    lists.forEach(
        (path, kind) -> {
          String header = server.get(path + "?format=csv").body().lines().findFirst().orElseThrow();
          assertThat(List.of(header.split(",", -1))).isEqualTo(RecordWriter.shape(kind).columns());
        });
  }

  @Test
  void parquetHoldsTheSame() throws Exception {
    HttpResponse<byte[]> parquet = server.bytes("usage/?format=parquet&ordering=timestamp");

    assertThat(parquet.headers().firstValue("Content-Type"))
        .contains("application/vnd.apache.parquet");
    assertThat(parquet.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"usage-20260301T120000Z.parquet\"");
    Path file = Files.write(folder.resolve("usage.parquet"), parquet.body());
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM read_parquet('" + file + "')")) {
      ResultSetMetaData columns = rows.getMetaData();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnName(i));
      }
      assertThat(names).isEqualTo(RecordWriter.shape(RecordKind.USAGE).columns());
      rows.next();
      assertThat(rows.getString("agent_name")).isEqualTo("=cmd|' /C calc'!A0");
      assertThat(rows.getString("reported_cost_usd")).isEqualTo("0.000000000000000000000000012345");
      assertThat(rows.getLong("total_tokens")).isEqualTo(100);
      rows.next();
      assertThat(rows.getObject("cost_usd")).isNull();
      assertThat(rows.getBoolean("priced")).isFalse();
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void anEmptyListIsAnEmptyFile() {
    assertThat(server.get("logs/?format=csv&project=none").body())
        .isEqualTo(String.join(",", RecordWriter.shape(RecordKind.LOG).columns()) + "\n");
    assertThat(server.get("logs/?format=csv", QueryServer.KEY_TWO).body())
        .isEqualTo(String.join(",", RecordWriter.shape(RecordKind.LOG).columns()) + "\n");
  }

  @Test
  void theAcceptHeaderMayChoose() {
    assertThat(accepting("text/csv", "executions/").body()).startsWith("id,");
    assertThat(accepting("TEXT/CSV;q=0.9, */*;q=0.1", "executions/").body()).startsWith("id,");
    assertThat(accepting("application/vnd.apache.parquet", "executions/").body())
        .startsWith("PAR1");
    for (String other :
        new String[] {
          "application/json", "*/*", "text/html, text/csv", "application/json,text/csv"
        }) {
      assertThat(accepting(other, "executions/").body()).startsWith("{");
    }
    assertThat(accepting("text/csv", "executions/?format=json").body()).startsWith("{");
    assertThat(accepting("text/csv", "executions/?format=parquet").body()).startsWith("PAR1");
    assertThat(accepting("text/csv", "usage/summary/").body()).startsWith("{");
  }

  private HttpResponse<String> accepting(String accept, String path) {
    return server.send(
        HttpRequest.newBuilder(server.uri(path))
            .header("X-API-Key", KEY_ONE)
            .header("Accept", accept));
  }
}
