package io.hivecore.telemetry.http;

import static io.hivecore.telemetry.http.QueryServer.KEY_ONE;
import static io.hivecore.telemetry.http.QueryServer.ONE;
import static io.hivecore.telemetry.http.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.ExecutionStatus;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How an export is asked for and sent; what is in it is the store's. */
class ExportTest {
  private final InMemoryQueries store = new InMemoryQueries();
  private final QueryServer server = new QueryServer(store);

  @BeforeEach
  void fill() {
    for (int i = 1; i <= 30; i++) {
      store.add(ONE, Samples.usage(i, "2026-03-01T11:%02d:00Z".formatted(i)));
    }
    store.add(ONE, Samples.execution(1, "2026-03-01T11:00:00Z", ExecutionStatus.FAILED));
    store.add(ONE, Samples.execution(2, "2026-03-01T11:01:00Z", ExecutionStatus.COMPLETED));
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
    assertThat(csv.body()).isEqualTo("CSV\n" + id(1) + "\n" + id(2) + "\n");
    assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
    assertThat(csv.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"execution-20260301T120000Z.csv\"");
    assertThat(csv.headers().firstValue("X-Content-Type-Options")).contains("nosniff");

    HttpResponse<String> parquet = server.get("usage/?format=parquet&page_size=2");
    assertThat(parquet.body()).startsWith("PARQUET\n" + id(30) + "\n").hasLineCount(31);
    assertThat(parquet.headers().firstValue("Content-Type"))
        .contains("application/vnd.apache.parquet");
    assertThat(parquet.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"usage-20260301T120000Z.parquet\"");
  }

  @Test
  void anEmptyListIsAnEmptyFile() {
    assertThat(server.get("logs/?format=csv").body()).isEqualTo("CSV\n");
  }

  @Test
  void theAcceptHeaderMayChoose() {
    assertThat(accepting("text/csv", "executions/").body()).startsWith("CSV\n");
    assertThat(accepting("TEXT/CSV;q=0.9, */*;q=0.1", "executions/").body()).startsWith("CSV\n");
    assertThat(accepting("application/vnd.apache.parquet", "executions/").body())
        .startsWith("PARQUET\n");
    for (String other :
        new String[] {
          "application/json", "*/*", "text/html, text/csv", "application/json,text/csv"
        }) {
      assertThat(accepting(other, "executions/").body()).startsWith("{");
    }
    assertThat(accepting("text/csv", "executions/?format=json").body()).startsWith("{");
    assertThat(accepting("text/csv", "executions/?format=parquet").body()).startsWith("PARQUET\n");
    assertThat(accepting("text/csv", "usage/summary/").body()).startsWith("{");
  }

  private HttpResponse<String> accepting(String accept, String path) {
    return server.send(
        HttpRequest.newBuilder(server.uri(path))
            .header("X-API-Key", KEY_ONE)
            .header("Accept", accept));
  }
}
