package io.hivecore.telemetry.http;

import static io.hivecore.telemetry.http.QueryServer.ONE;
import static io.hivecore.telemetry.http.Samples.context;
import static io.hivecore.telemetry.http.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.TimelineRecord;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every parameter that chooses records. */
class FilteringTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final StoredTelemetry store = new StoredTelemetry();
  private final QueryServer server = new QueryServer(store);

  @BeforeEach
  void fill() {
    store.add(
        ONE,
        Samples.usage(1, "2026-01-01T00:00:00Z", context("p1", "r1", "ann"), "m1", 10, "1", 1));
    store.add(
        ONE,
        Samples.usage(2, "2026-02-27T11:59:59Z", context("p1", "r2", "bob"), "m2", 10, "1", 1));
    store.add(
        ONE,
        Samples.usage(3, "2026-02-28T12:00:00Z", context("p2", "r2", "bob"), "m1", 10, "1", 1));
    store.add(
        ONE,
        Samples.usage(4, "2026-03-01T00:00:00Z", context("", "", "cat,dog"), "m3", 10, "1", 1));
    store.add(ONE, Samples.execution(1, "2026-02-27T00:00:00Z", ExecutionStatus.COMPLETED));
    store.add(ONE, Samples.execution(2, "2026-02-28T00:00:00Z", ExecutionStatus.FAILED));
    store.add(ONE, Samples.execution(3, "2026-03-01T00:00:00Z", null));
    store.add(ONE, Samples.event(1, "2026-02-28T00:00:00Z", "agent_start"));
    store.add(ONE, Samples.event(2, "2026-03-01T00:00:00Z", "agent_end"));
    store.add(
        ONE,
        new TimelineRecord(
            id(3),
            Instant.parse("2026-01-01T00:00:00Z"),
            false,
            Instant.parse("2026-01-01T00:00:00Z"),
            new Context("shop", "round-1", "nameless-agent", "", "", ""),
            "thought",
            "",
            "hm",
            "{}",
            null));
    store.add(ONE, Samples.log(1, "2026-02-28T00:00:00Z", LogLevel.INFO));
    store.add(ONE, Samples.log(2, "2026-03-01T00:00:00Z", LogLevel.ERROR));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          usage/?project=p1                          | 2 1
          usage/?agentscope_project_id=p1            | 2 1
          usage/?project=p1&agentscope_project_id=p2 | 3 2 1
          usage/?project=p1,p2                       | 3 2 1
          usage/?project=p1&project=p2&project=      | 3 2 1
          usage/?project=                            | 4 3 2 1
          usage/?project=none                        |
          usage/?round=r2                            | 3 2
          usage/?execution_round_id=r1               | 1
          usage/?agent_name=bob                      | 3 2
          usage/?agent=ann                           | 1
          usage/?model_name=m1,m3                    | 4 3 1
          usage/?model=m2                            | 2
          usage/?project=p1&model_name=m2            | 2
          usage/?status=failed&level=x&event_type=y  | 4 3 2 1
          usage/?unknown=1&search=ann                | 4 3 2 1
          usage/?from=2026-02-28T12:00:00Z           | 4 3
          usage/?from=2026-02-28T13:00:00+01:00      | 4 3
          usage/?from=2026-02-28%2012:00:00          | 4 3
          usage/?from=2026-02-28T12:00:00.000001Z    | 4
          usage/?to=2026-02-28T12:00:00Z             | 2 1
          usage/?to=2026-02-28                       | 3 2 1
          usage/?from=2026-02-28&to=2026-02-28       | 3
          usage/?days=1                              | 4 3
          usage/?days=2                              | 4 3
          usage/?days=2&to=2026-02-28T12:00:00Z      | 2
          usage/?days=36500                          | 4 3 2 1
          executions/?status=running                 | 3
          executions/?status=completed,failed        | 2 1
          executions/?status=failed&status=running   | 3 2
          executions/?project=shop&round=round-1     | 3 2 1
          executions/?agent_name=planner&days=1      | 3
          executions/?ordering=start_time            | 1 2 3
          timeline/?event_type=agent_end             | 2
          timeline/?event_type=agent_end,agent_start | 2 1
          timeline/?status=nonsense                  | 2 1 3
          timeline/?agent=planner                    | 2 1
          timeline/?agent=agent-7                    |
          timeline/?agent=nameless-agent             | 3
          timeline/?agent_name=nameless-agent,planner | 2 1 3
          timeline/?ordering=-message,timestamp      | 3 1 2
          logs/?level=error                          | 2
          logs/?level=info,error                     | 2 1
          logs/?round=round-1                        | 2 1
          logs/?round=round-2                        |
          """)
  void chooses(String path, @org.jspecify.annotations.Nullable String numbers) {
    HttpResponse<String> answer = server.get(path);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode page = MAPPER.readTree(answer.body());
    List<String> found =
        StreamSupport.stream(page.get("results").spliterator(), false)
            .map(record -> record.get("id").asString())
            .toList();
    List<String> expected =
        numbers == null
            ? List.of()
            : java.util.Arrays.stream(numbers.split(" "))
                .map(number -> id(Long.parseLong(number)).toString())
                .toList();
    assertThat(found).isEqualTo(expected);
    assertThat(page.get("count").asInt()).isEqualTo(expected.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          usage/?days=x                              | days: "x" is not a whole number from 1 to 36500.
          usage/?days=0                              | days: "0" is not a whole number from 1 to 36500.
          usage/?days=-3                             | days: "-3" is not a whole number from 1 to 36500.
          usage/?days=1.5                            | days: "1.5" is not a whole number from 1 to 36500.
          usage/?days=99999999999999                 | days: "99999999999999" is not a whole number from 1 to 36500.
          usage/?days=3&from=2026-01-01              | days: Give either from or days.
          usage/?from=2026-03-02&to=2026-03-01       | to: Must be later than from.
          usage/?from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00Z | to: Must be later than from.
          usage/?page_size=0                         | page_size: "0" is not a whole number from 1 to 1000.
          usage/?page_size=1001                      | page_size: "1001" is not a whole number from 1 to 1000.
          usage/?page_size=many                      | page_size: "many" is not a whole number from 1 to 1000.
          usage/?page=2&cursor=x                     | cursor: Give either page or cursor.
          usage/?format=xml                          | format: "xml" is not one of json, csv, parquet.
          executions/?status=done                    | status: "done" is not one of running, completed, failed.
          executions/?status=running,done            | status: "done" is not one of running, completed, failed.
          logs/?level=fatal                          | level: "fatal" is not one of debug, info, warning, error.
          executions/active/?page_size=0             | page_size: "0" is not a whole number from 1 to 1000.
          usage/summary/?days=x                      | days: "x" is not a whole number from 1 to 36500.
          usage/summary/?group_by=colour             | group_by: "colour" is not one of agent_name, model_name, project, round.
          usage/summary/?status=done                 | status: "done" is not one of running, completed, failed.
          usage/trend/?interval=year                 | interval: "year" is not one of minute, hour, day, week, month.
          usage/trend/?group_by=project,x            | group_by: "x" is not one of agent_name, model_name, project, round.
          usage/trend/?tz=Mars/Olympus               | tz: "Mars/Olympus" is not a time zone such as UTC, Europe/Berlin or +02:00.
          usage/trend/?days=x                        | days: "x" is not a whole number from 1 to 36500.
          usage/trend/?interval=minute&days=8        | interval: More than 10000 buckets of one minute each; ask for a shorter range of time or a longer interval, or filter more.
          usage/trend/?interval=minute&from=0001-01-01&to=9999-12-31 | interval: More than 10000 buckets of one minute each; ask for a shorter range of time or a longer interval, or filter more.
          project/shop/stats/?days=x                 | days: "x" is not a whole number from 1 to 36500.
          """)
  void refusesWrongValuesByName(String path, String detail) {
    HttpResponse<String> answer = server.get(path);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(MAPPER.readTree(answer.body()).get("detail").asString()).isEqualTo(detail);
  }

  @Test
  void namesEveryWrongValueAtOnce() {
    JsonNode problem =
        MAPPER.readTree(
            server
                .get("executions/?days=x&from=soon&to=late&status=done&page_size=x&format=xml")
                .body());

    assertThat(
            IntStream.range(0, problem.get("errors").size())
                .mapToObj(i -> problem.get("errors").get(i).get("field").asString()))
        .containsExactlyInAnyOrder("days", "from", "to", "status", "page_size", "format");
  }

  @ParameterizedTest
  @ValueSource(strings = {"usage/", "usage/summary/", "usage/trend/", "executions/active/"})
  void times(String path) {
    for (String wrong : new String[] {"soon", "2026-13-01", "1772366400", "2026-02-30T00:00:00Z"}) {
      HttpResponse<String> answer = server.get(path + "?from=" + wrong);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(MAPPER.readTree(answer.body()).get("detail").asString())
          .isEqualTo(
              "from: \""
                  + wrong
                  + "\" is not a time such as 2026-03-31T12:00:00Z or 2026-03-31T12:00:00+02:00,"
                  + " or a date such as 2026-03-31.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usage/",
        "usage/summary/",
        "usage/trend/",
        "executions/",
        "executions/active/",
        "timeline/",
        "logs/",
        "project/shop/stats/"
      })
  void emptyValuesAreNotGiven(String path) {
    String empty =
        "?from=&to=&days=&project=&agentscope_project_id=&round=&agent_name=&model_name=&status="
            + "&event_type=&level=&group_by=&interval=&tz=&ordering=&cursor=&page=&page_size="
            + "&format=";
    assertThat(server.get(path + empty).body()).isEqualTo(server.get(path).body());
    assertThat(server.get(path + empty).statusCode()).isEqualTo(200);
  }
}
