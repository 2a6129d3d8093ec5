package io.hivecore.telemetry.http;

import static io.hivecore.telemetry.http.JsonText.compact;
import static io.hivecore.telemetry.http.QueryServer.ONE;
import static io.hivecore.telemetry.http.Samples.context;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code usage/trend/}. */
class TrendTest {
  private final StoredTelemetry store = new StoredTelemetry();
  private final QueryServer server = new QueryServer(store);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void hasEveryBucketWithAllSums() {
    store.add(
        ONE, Samples.usage(1, "2026-03-01T09:10:00Z", Samples.CONTEXT, "m", 1000, "0.10", 100));
    store.add(
        ONE, Samples.usage(2, "2026-03-01T09:59:59.999999Z", Samples.CONTEXT, "m", 500, null, 300));
    store.add(ONE, Samples.usage(3, "2026-03-01T11:00:00Z", Samples.CONTEXT, "m", 10, "1", 1));

    Percentiles.assertSame(
        server.get("usage/trend/?from=2026-03-01T09:00:00Z&to=2026-03-01T11:00:00Z").body(),
        compact(
            """
                [
                  {
                    "period": "2026-03-01T09:00:00+00:00",
                    "tokens": 1500, "cost": 0.1, "calls": 2,
                    "input_tokens": 1350, "output_tokens": 150,
                    "cache_read_tokens": 300, "cache_write_tokens": 75, "reasoning_tokens": 30,
                    "unpriced_calls": 1,
                    "avg_duration_ms": 200.0, "p50_duration_ms": 100.0,
                    "p95_duration_ms": 300.0, "p99_duration_ms": 300.0
                  },
                  {
                    "period": "2026-03-01T10:00:00+00:00",
                    "tokens": 0, "cost": 0, "calls": 0,
                    "input_tokens": 0, "output_tokens": 0,
                    "cache_read_tokens": 0, "cache_write_tokens": 0, "reasoning_tokens": 0,
                    "unpriced_calls": 0,
                    "avg_duration_ms": 0.0, "p50_duration_ms": 0.0,
                    "p95_duration_ms": 0.0, "p99_duration_ms": 0.0
                  }
                ]
                """));
  }

  @Test
  void goesBackADayByTheHour() {
    store.add(ONE, Samples.usage(1, "2026-02-28T11:59:59Z", Samples.CONTEXT, "m", 10, "1", 1));
    store.add(ONE, Samples.usage(2, "2026-02-28T12:00:00Z", Samples.CONTEXT, "m", 20, "1", 1));
    store.add(ONE, Samples.usage(3, "2026-03-01T12:30:00Z", Samples.CONTEXT, "m", 30, "1", 1));

    List<String> rows = rows("usage/trend/");

    assertThat(rows).hasSize(25);
    assertThat(rows.getFirst()).isEqualTo("2026-02-28T12:00:00+00:00 20");
    assertThat(rows.get(1)).isEqualTo("2026-02-28T13:00:00+00:00 0");
    assertThat(rows.getLast()).isEqualTo("2026-03-01T12:00:00+00:00 30");
  }

  @Test
  void eachIntervalHasItsSpan() {
    assertThat(spans("usage/trend/?interval=minute"))
        .isEqualTo("61 2026-03-01T11:00:00+00:00 2026-03-01T12:00:00+00:00");
    assertThat(spans("usage/trend/?interval=day"))
        .isEqualTo("31 2026-01-30T00:00:00+00:00 2026-03-01T00:00:00+00:00");
    assertThat(spans("usage/trend/?interval=week"))
        .isEqualTo("27 2025-08-25T00:00:00+00:00 2026-02-23T00:00:00+00:00");
    assertThat(spans("usage/trend/?interval=month"))
        .isEqualTo("13 2025-03-01T00:00:00+00:00 2026-03-01T00:00:00+00:00");
    assertThat(spans("usage/trend/?interval=day&days=2"))
        .isEqualTo("3 2026-02-27T00:00:00+00:00 2026-03-01T00:00:00+00:00");
    assertThat(spans("usage/trend/?interval=day&to=2026-02-10&days=2"))
        .isEqualTo("2 2026-02-09T00:00:00+00:00 2026-02-10T00:00:00+00:00");
    assertThat(spans("usage/trend/?interval=day&from=2026-03-05"))
        .isEqualTo("1 2026-03-05T00:00:00+00:00 2026-03-05T00:00:00+00:00");
  }

  @Test
  void daysFollowTheCalendarOfTheZone() {
    store.add(ONE, Samples.usage(1, "2026-03-28T23:30:00Z", Samples.CONTEXT, "m", 10, "1", 1));
    store.add(ONE, Samples.usage(2, "2026-03-29T22:30:00Z", Samples.CONTEXT, "m", 20, "1", 1));

    assertThat(rows("usage/trend/?interval=day&tz=Europe/Berlin&from=2026-03-28&to=2026-03-30"))
        .containsExactly(
            "2026-03-28T00:00:00+01:00 0",
            "2026-03-29T00:00:00+01:00 10",
            "2026-03-30T00:00:00+02:00 20");
    assertThat(
            rows(
                "usage/trend/?interval=hour&tz=Europe/Berlin&from=2026-03-29T00:00:00"
                    + "&to=2026-03-29T04:00:00"))
        .containsExactly(
            "2026-03-29T00:00:00+01:00 10",
            "2026-03-29T01:00:00+01:00 0",
            "2026-03-29T03:00:00+02:00 0");
    assertThat(rows("usage/trend/?interval=day&tz=%2B05:30&from=2026-03-29&to=2026-03-29"))
        .containsExactly("2026-03-29T00:00:00+05:30 10");
    assertThat(rows("usage/trend/?interval=day&tz=+05:30&from=2026-03-29&to=2026-03-29"))
        .containsExactly("2026-03-29T00:00:00+05:30 10");
  }

  /** The clocks of Lord Howe Island change by half an hour: at two it is half past. */
  @Test
  void hoursFollowTheClockOfAZoneThatChangesByHalfAnHour() {
    store.add(ONE, Samples.usage(1, "2026-10-03T14:05:00Z", Samples.CONTEXT, "m", 10, "1", 1));
    store.add(ONE, Samples.usage(2, "2026-10-03T15:35:00Z", Samples.CONTEXT, "m", 20, "1", 1));
    store.add(ONE, Samples.usage(3, "2026-10-03T16:10:00Z", Samples.CONTEXT, "m", 40, "1", 1));

    assertThat(
            rows(
                "usage/trend/?interval=hour&tz=Australia/Lord_Howe&from=2026-10-03T14:00:00Z"
                    + "&to=2026-10-03T17:00:00Z"))
        .containsExactly(
            "2026-10-04T00:00:00+10:30 10",
            "2026-10-04T01:00:00+10:30 0",
            "2026-10-04T02:30:00+11:00 20",
            "2026-10-04T03:00:00+11:00 40");
  }

  @Test
  void everyGroupHasEveryBucket() {
    store.add(
        ONE, Samples.usage(1, "2026-03-01T09:10:00Z", context("p1", "r", "ann"), "m1", 10, "1", 1));
    store.add(
        ONE, Samples.usage(2, "2026-03-01T11:10:00Z", context("p1", "r", "bob"), "m1", 50, "1", 1));

    JsonNode trend =
        new JsonMapper()
            .readTree(
                server
                    .get(
                        "usage/trend/?group_by=agent_name,project&from=2026-03-01T09:00:00Z"
                            + "&to=2026-03-01T12:00:00Z")
                    .body());
    assertThat(
            StreamSupport.stream(trend.spliterator(), false)
                .map(
                    row ->
                        row.get("period").asString().substring(11, 13)
                            + " "
                            + row.get("agent_name").asString()
                            + " "
                            + row.get("project").asString()
                            + " "
                            + row.get("tokens").asLong()))
        .containsExactly(
            "09 bob p1 0",
            "09 ann p1 10",
            "10 bob p1 0",
            "10 ann p1 0",
            "11 bob p1 50",
            "11 ann p1 0");
    assertThat(server.get("usage/trend/?group_by=round&project=none").body()).isEqualTo("[]");
  }

  @Test
  void tooManyRowsAreRefusedAndSaidSo() {
    for (int i = 0; i < 401; i++) {
      store.add(
          ONE,
          Samples.usage(
              i, "2026-03-01T11:10:00Z", context("p", "r", "agent-" + i), "m", 10, "1", 1));
    }
    assertThat(server.get("usage/trend/").statusCode()).isEqualTo(200);
    HttpResponse<String> answer = server.get("usage/trend/?group_by=agent_name");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonMapper().readTree(answer.body()).get("detail").asString())
        .isEqualTo(
            "group_by: More than 10000 buckets for 401 groups; ask for a shorter range of time or"
                + " a longer interval, or filter more.");
  }

  private List<String> rows(String path) {
    HttpResponse<String> answer = server.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return StreamSupport.stream(new JsonMapper().readTree(answer.body()).spliterator(), false)
        .map(row -> row.get("period").asString() + " " + row.get("tokens").asLong())
        .toList();
  }

  private String spans(String path) {
    List<String> periods = rows(path).stream().map(row -> row.substring(0, 25)).toList();
    return periods.size() + " " + periods.getFirst() + " " + periods.getLast();
  }
}
