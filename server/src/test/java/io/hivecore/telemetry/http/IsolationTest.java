package io.hivecore.telemetry.http;

import static io.hivecore.telemetry.http.QueryServer.KEY_ONE;
import static io.hivecore.telemetry.http.QueryServer.KEY_TWO;
import static io.hivecore.telemetry.http.QueryServer.ONE;
import static io.hivecore.telemetry.http.QueryServer.TWO;
import static io.hivecore.telemetry.http.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.http.Route;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.tenancy.TenantId;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What one tenant wrote, another cannot read, count, change or infer by any route of this room. */
class IsolationTest {
  private static final List<String> SUFFIXES =
      List.of("", "?format=csv", "?format=parquet", "?group_by=project,round", "?page=last");

  private final StoredTelemetry filled = new StoredTelemetry();
  private final StoredTelemetry empty = new StoredTelemetry();
  private final QueryServer server = new QueryServer(filled);
  private final QueryServer without = new QueryServer(empty);

  @BeforeEach
  void fill() {
    for (int i = 1; i <= 30; i++) {
      add(filled, ONE, i);
    }
    add(filled, TWO, 1_000);
    add(empty, TWO, 1_000);
  }

  private static void add(StoredTelemetry store, TenantId tenant, int number) {
    String time = "2026-03-01T11:00:%02dZ".formatted(number % 60);
    store.add(tenant, Samples.usage(number, time));
    store.add(
        tenant,
        Samples.execution(number, time, number % 2 == 0 ? ExecutionStatus.COMPLETED : null));
    store.add(tenant, Samples.event(number, time, "agent_start"));
    store.add(tenant, Samples.log(number, time, LogLevel.ERROR));
  }

  @AfterEach
  void stop() {
    server.close();
    without.close();
  }

  /** Tenant two is answered as if tenant one did not exist, byte by byte, on every route. */
  @Test
  void everyAnswerIsTheSameWithAndWithoutTheOtherTenant() {
    for (Route route : server.routes.all()) {
      if (!route.method().equals("GET")) {
        continue;
      }
      for (String id : new String[] {id(1_000).toString(), id(1).toString(), "run-1", "shop"}) {
        String path = route.path().replaceAll("\\{\\w+}", id);
        for (String suffix : SUFFIXES) {
          HttpResponse<String> with = server.get(server.origin() + path + suffix, KEY_TWO);
          HttpResponse<String> alone = without.get(without.origin() + path + suffix, KEY_TWO);

          assertThat(with.statusCode()).as(path + suffix).isEqualTo(alone.statusCode());
          assertThat(comparable(with)).as(path + suffix).isEqualTo(comparable(alone));
        }
      }
    }
  }

  private static String comparable(HttpResponse<String> answer) {
    return answer
        .body()
        .replaceAll("127\\.0\\.0\\.1:[0-9]+", "host")
        .replaceAll("\"request_id\":\"[^\"]*\"", "");
  }

  @Test
  void aForeignIdIsNotFound() {
    for (String list : new String[] {"usage", "executions", "timeline", "logs"}) {
      assertThat(server.get(list + "/" + id(1) + "/", KEY_ONE).statusCode()).isEqualTo(200);
      assertThat(server.get(list + "/" + id(1) + "/", KEY_TWO).statusCode()).isEqualTo(404);
      assertThat(server.get(list + "/" + id(1_000) + "/", KEY_ONE).statusCode()).isEqualTo(404);
    }
    assertThat(server.get("executions/run-1/", KEY_ONE).statusCode()).isEqualTo(200);
    assertThat(server.get("executions/run-1/", KEY_TWO).statusCode()).isEqualTo(404);
  }

  @Test
  void aForeignCursorIsRefused() {
    for (String list : new String[] {"usage/", "executions/", "timeline/", "logs/"}) {
      String cursor =
          new JsonMapper()
              .readTree(server.get(list + "?page_size=5").body())
              .get("next_cursor")
              .asString();
      assertThat(server.get(list + "?cursor=" + cursor, KEY_ONE).statusCode()).isEqualTo(200);
      assertThat(server.get(list + "?cursor=" + cursor, KEY_TWO).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void everyRouteNeedsAKeyThatMayQuery() {
    for (Route route : server.routes.all()) {
      if (!route.method().equals("GET")) {
        // The matrix of the whole server has what changes anything.
        continue;
      }
      String url = server.origin() + route.path().replaceAll("\\{\\w+}", id(1).toString());
      assertThat(server.get(url, "hc_unknown").statusCode()).as(url).isEqualTo(401);
      assertThat(server.get(url, QueryServer.INGEST_ONLY).statusCode()).as(url).isEqualTo(403);
      assertThat(server.send(HttpRequest.newBuilder(server.uri(url))).statusCode())
          .as(url)
          .isEqualTo(401);
    }
  }
}
