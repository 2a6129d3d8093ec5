package io.hivecore.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A day of the fleet, as it would be sent. */
class FleetTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(1));
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<JsonNode> DAY = play(7);

  private static List<JsonNode> play(long seed) {
    Fleet fleet = new Fleet(START, seed);
    List<JsonNode> records = new ArrayList<>();
    while (fleet.nextAt().isBefore(END)) {
      for (FleetRecord record : fleet.next()) {
        records.add(JSON.readTree(record.json()));
      }
    }
    return records;
  }

  private static List<JsonNode> ofKind(String kind) {
    return DAY.stream().filter(record -> text(record, "kind").equals(kind)).toList();
  }

  private static String text(JsonNode record, String name) {
    return record.path(name).asString("");
  }

  private static Set<String> texts(List<JsonNode> records, String name) {
    return records.stream().map(record -> text(record, name)).collect(Collectors.toSet());
  }

  @Test
  void theSameSeedGivesTheSameFleet() {
    assertThat(play(7)).isEqualTo(DAY);
    assertThat(play(8)).isNotEqualTo(DAY);
  }

  @Test
  void everyRecordSaysThatItIsMadeUp() {
    assertThat(DAY).hasSizeGreaterThan(10_000).allMatch(record -> record.get("demo").asBoolean());
  }

  /** What is sent again, because the server went away, is no second record. */
  @Test
  void everyRecordHasAnIdentity() {
    List<String> ids =
        DAY.stream()
            .filter(record -> !text(record, "kind").equals("execution"))
            .map(record -> text(record, "kind") + ' ' + text(record, "id"))
            .toList();
    assertThat(ids).doesNotContain("usage ", "timeline ", "log ").doesNotHaveDuplicates();
  }

  @Test
  void hasSeveralProjectsAgentsAndModels() {
    List<JsonNode> calls = ofKind("usage");
    assertThat(texts(calls, "agentscope_project_id")).hasSize(4);
    assertThat(texts(calls, "agent_name")).hasSize(8);
    assertThat(texts(calls, "model_name")).hasSize(6).contains("in-house-7b");
    assertThat(texts(ofKind("log"), "level")).containsExactlyInAnyOrder("warning", "error");
  }

  @Test
  void runsFailAreTriedAgainTakeLongAndVanish() {
    Map<String, JsonNode> ended = new HashMap<>();
    Set<String> begun = new HashSet<>();
    for (JsonNode message : ofKind("execution")) {
      if (text(message, "status").equals("running")) {
        begun.add(text(message, "execution_id"));
      } else {
        ended.put(text(message, "execution_id"), message);
      }
    }
    List<JsonNode> failed =
        ended.values().stream().filter(run -> text(run, "status").equals("failed")).toList();

    assertThat(failed.size() / (double) ended.size()).isBetween(0.02, 0.1);
    assertThat(failed).noneMatch(run -> text(run, "error_message").isEmpty());
    assertThat(ended.values()).anyMatch(run -> run.get("round_index").asInt() == 2);
    assertThat(ended.values())
        .allMatch(run -> run.get("round_index").asInt() <= 3)
        .anyMatch(run -> run.get("duration_ms").asLong() > Duration.ofMinutes(20).toMillis());
    assertThat(begun).containsAll(ended.keySet());
    // Those of the last minutes, and those whose process was killed.
    assertThat(begun.size() - ended.size()).isBetween(10, 60);
  }

  @Test
  void anEndSaysWhatItsCallsSaid() {
    Map<String, Long> tokens = new HashMap<>();
    Map<String, Integer> calls = new HashMap<>();
    for (JsonNode call : ofKind("usage")) {
      String run = text(call, "id").replaceFirst("-[0-9]+$", "");
      tokens.merge(
          run,
          call.get("input_tokens").asLong() + call.get("output_tokens").asLong(),
          Math::addExact);
      calls.merge(run, 1, Math::addExact);
    }
    for (JsonNode message : ofKind("execution")) {
      if (!text(message, "status").equals("running")) {
        String run = text(message, "execution_id");
        assertThat(message.get("total_tokens").asLong()).isEqualTo(tokens.get(run));
        assertThat(message.get("llm_calls").asInt()).isEqualTo(calls.get(run));
        assertThat(message.get("duration_ms").asLong())
            .isEqualTo(
                Duration.between(
                        Instant.parse(text(message, "start_time")),
                        Instant.parse(text(message, "end_time")))
                    .toMillis());
      }
    }
  }

  @Test
  void aCallTakesAsLongAsItSays() {
    Map<String, Instant> lastEnd = new HashMap<>();
    for (JsonNode call : ofKind("usage")) {
      Instant end = Instant.parse(text(call, "timestamp"));
      Instant begin = end.minusMillis(call.get("duration_ms").asLong());
      Instant before = lastEnd.put(text(call, "id").replaceFirst("-[0-9]+$", ""), end);
      assertThat(begin).isAfterOrEqualTo(START);
      if (before != null) {
        assertThat(begin).isAfter(before);
      }
    }
  }

  @Test
  void nightsAreQuieterThanAfternoons() {
    Map<Integer, Long> callsByHour =
        ofKind("usage").stream()
            .collect(
                Collectors.groupingBy(
                    call -> Integer.parseInt(text(call, "timestamp").substring(11, 13)),
                    Collectors.counting()));
    assertThat(callsByHour.getOrDefault(14, 0L) + callsByHour.getOrDefault(15, 0L))
        .isGreaterThan(callsByHour.getOrDefault(2, 0L) + callsByHour.getOrDefault(3, 0L));
  }
}
