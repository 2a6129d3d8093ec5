package io.hivecore.ingest.json;

import static io.hivecore.ingest.json.Decoding.arrival;
import static io.hivecore.ingest.json.Decoding.bytes;
import static io.hivecore.ingest.json.Decoding.identities;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.FieldError;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TimelineRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonBatchTest {
  private static List<Decoded> read(String body, boolean lines) {
    return read(bytes(body), lines, arrival("", "", "key"), 1_000);
  }

  private static List<Decoded> read(byte[] body, boolean lines, Arrival arrival, int most) {
    List<Decoded> taken = new ArrayList<>();
    JsonBatch.of(body, lines)
        .read(
            arrival,
            identities(arrival),
            new RequestBounds(most, 10_000),
            (index, decoded) -> {
              assertThat(index).isEqualTo(taken.size());
              taken.add(decoded);
            });
    return taken;
  }

  /** The kinds of the records, or the reasons why they are none. */
  private static List<String> shown(List<Decoded> decoded) {
    return decoded.stream()
        .map(
            one ->
                switch (one) {
                  case IncomingRecord record -> record.record().kind().wireName();
                  case Rejection rejection -> rejection.detail();
                })
        .toList();
  }

  private static String named(RecordKind kind, boolean first) {
    String body = Decoding.minimal(kind);
    String name = "\"kind\":\"" + kind.wireName() + '"';
    return first
        ? "{" + name + "," + body.substring(1)
        : body.substring(0, body.length() - 1) + "," + name + "}";
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void kindsMayBeMixedAndStandAnywhere(boolean first) {
    List<String> bodies = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    for (RecordKind one : KindDecoder.KINDS) {
      for (RecordKind other : KindDecoder.KINDS) {
        bodies.add(named(one, first));
        bodies.add(named(other, !first));
        kinds.add(one.wireName());
        kinds.add(other.wireName());
      }
    }
    assertThat(shown(read("[" + String.join(" ,\n", bodies) + "]", false))).isEqualTo(kinds);
    assertThat(shown(read(" \n" + String.join("\r\n", bodies), true))).isEqualTo(kinds);
    assertThat(shown(read("\uFEFF[" + String.join(" ,\n", bodies) + "]", false))).isEqualTo(kinds);
    assertThat(shown(read("\uFEFF" + String.join("\n", bodies), true))).isEqualTo(kinds);
  }

  @Test
  void aRecordIsTheSameWhereverItsKindStands() {
    // Read as usage at first, then again: nothing of the first reading may be left.
    String timeline = Decoding.minimal(RecordKind.TIMELINE);
    String late =
        timeline.substring(0, timeline.length() - 1)
            + ",\"input_tokens\":true,\"node_id\":\"n\",\"own\":1,\"kind\":\"timeline\"}";
    String early =
        "{\"kind\":\"timeline\",\"input_tokens\":true,\"node_id\":\"n\",\"own\":1,"
            + timeline.substring(1);
    assertThat(read("[" + late + "]", false)).isEqualTo(read("[" + early + "]", false));
    TimelineRecord record =
        (TimelineRecord) ((IncomingRecord) read("[" + late + "]", false).getFirst()).record();
    assertThat(record.nodeId()).isEqualTo("n");
    assertThat(record.extra()).isEqualTo("{\"input_tokens\":true,\"own\":1}");
  }

  @Test
  void oneBadRecordNeverSinksTheRest() {
    String good = named(RecordKind.TIMELINE, true);
    String deep = "{\"kind\":\"timeline\",\"x\":" + "[".repeat(300) + "]".repeat(300) + "}";
    List<String> records =
        List.of(
            good,
            "{}",
            "[]",
            "[[{\"a\":1}]]",
            "null",
            "3",
            "{\"kind\":\"span\",\"a\":{\"kind\":\"usage\"}}",
            "{\"kind\":null}",
            "{\"kind\":[\"usage\"],\"event_type\":\"x\"}",
            "{\"kind\":\"usage\",\"a\":1,\"kind\":\"log\"}",
            "{\"a\":1,\"kind\":\"log\",\"kind\":\"usage\"}",
            "{\"kind\":\"timeline\",\"event_type\":7e99999999999,\"metadata\":3}",
            deep,
            "{\"kind\":\"log\"}",
            good);
    List<String> expected =
        List.of(
            "timeline",
            "kind: This field is required.",
            "Invalid data. Expected a JSON object, but got an array.",
            "Invalid data. Expected a JSON object, but got an array.",
            "Invalid data. Expected a JSON object, but got null.",
            "Invalid data. Expected a JSON object, but got a number.",
            "kind: \"span\" is not a kind of record; expected usage, execution, timeline, log.",
            "kind: This field may not be null.",
            "kind: Not a valid string.",
            "kind: A record has one kind, not two.",
            "kind: A record has one kind, not two.",
            "metadata: Expected a JSON object.",
            "event_type: This field is required. (and 1 more)",
            "execution_round_id: This field is required. (and 1 more)",
            "timeline");
    assertThat(shown(read("[" + String.join(",", records) + "]", false))).isEqualTo(expected);
    assertThat(shown(read(String.join("\n", records), true))).isEqualTo(expected);
  }

  @Test
  void aMalformedLineIsRejectedAloneWithItsNumber() {
    String good = named(RecordKind.TIMELINE, true);
    List<Decoded> decoded =
        read(good + "\n\n  \n{\"kind\":\n" + good + " " + good + "\n" + good + "\n\0\0\0{", true);
    assertThat(shown(decoded))
        .satisfiesExactly(
            one -> assertThat(one).isEqualTo("timeline"),
            two -> assertThat(two).startsWith("JSON parse error at line 4, column"),
            three -> assertThat(three).isEqualTo("JSON parse error at line 5: one record a line."),
            four -> assertThat(four).isEqualTo("timeline"),
            five -> assertThat(five).isEqualTo("JSON parse error: the text is not UTF-8. Line 7."));
  }

  @Test
  void nothingOfAMalformedLineIsLeftInTheNext() {
    // Of the kind that is guessed first, so that the record is read only once.
    String good = named(RecordKind.USAGE, false);
    for (String broken : List.of("{\"own\":\"broken \\x\"}", "{\"own\":{", "{\"own\":tru")) {
      List<Decoded> decoded = read(broken + "\n" + good.replace("{", "{\"own\":1,"), true);
      assertThat(((IncomingRecord) decoded.get(1)).record().extra()).isEqualTo("{\"own\":1}");
      assertThat(((IncomingRecord) read(broken + "\n" + good, true).get(1)).record().extra())
          .isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [                                  | 1
          [{"kind":"timeline"                | 1
          [{"kind":"timeline","event_type":"x"} {}] | 1
          [{"kind":"timeline","event_type":"x"},] | 1
          [{"kind":"timeline","event_type":"x"}]] | 1
          [{"kind":"timeline","event_type":"x"}] [] | 1
          [nul]                              | 1
          """)
  void anArrayThatIsNoJsonIsRefusedWhole(String body, int line) {
    assertThatThrownBy(() -> read(body, false))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageStartingWith("JSON parse error at line " + line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\n  \"kind\": \"usage\"\n}", "\"text\"", "12", "{\"records\":[]} x"})
  void whatIsNeitherAnArrayNorLinesIsRefusedWhole(String body) {
    assertThatThrownBy(() -> read(body, false))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageEndingWith("Expected a JSON array of records, or one record a line.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\n", "[]", " [ ] "})
  void aBatchMayBeEmpty(String body) {
    assertThat(read(body, true)).isEmpty();
  }

  @Test
  void anEmptyBodyThatShouldBeAnArrayIsRefused() {
    assertThatThrownBy(() -> read("", false)).isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void aBatchHasSoManyRecordsAndNoMore() {
    String good = named(RecordKind.TIMELINE, true);
    byte[] array = bytes("[" + (good + ",").repeat(4) + good + "]");
    byte[] lines = bytes((good + "\n\n").repeat(5));
    for (byte[] body : List.of(array, lines)) {
      assertThat(read(body, false, arrival(), 5)).hasSize(5);
      assertThatThrownBy(() -> read(body, false, arrival(), 4))
          .isInstanceOf(TooManyRecordsException.class)
          .hasMessage("A request may hold at most 4 records.");
    }
  }

  @Test
  void placesGiveIdentityWithAnIdempotencyKey() {
    String good = named(RecordKind.LOG, true);
    List<Decoded> once = read("[" + good + "," + good + "]", false);
    assertThat(once).isEqualTo(read(good + "\n" + good, true));
    assertThat(once.get(0)).isNotEqualTo(once.get(1));
    assertThat(((IncomingRecord) once.get(0)).identified()).isTrue();
  }

  // lists of log records

  private static JsonLogs logs(String body, Arrival arrival) {
    return JsonLogs.read(bytes(body), arrival, identities(arrival), new RequestBounds(5, 10_000));
  }

  private static List<LogRecord> many(String body, Arrival arrival) {
    return ((JsonLogs.Many) logs(body, arrival))
        .records().stream().map(record -> (LogRecord) record.record()).toList();
  }

  @Test
  void aListTakesRoundProjectAndUnknownFieldsFromItsEnvelope() {
    List<LogRecord> records =
        many(
            """
            {"batch":7,"logs":[{"message":"one","own":1},
             {"message":"two","round_id":"other","batch":8,"level":"error"}],
             "execution_round_id":"r","project_id":"p"}""",
            arrival("header", "header", ""));
    assertThat(records)
        .extracting(
            LogRecord::message,
            record -> record.context().roundId(),
            record -> record.context().projectId(),
            LogRecord::extra)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("one", "r", "p", "{\"batch\":7,\"own\":1}"),
            org.assertj.core.groups.Tuple.tuple("two", "other", "p", "{\"batch\":8}"));
  }

  @Test
  void aListMayBeEmpty() {
    assertThat(logs("{\"execution_round_id\":\"r\",\"logs\":[]}", arrival()))
        .isEqualTo(new JsonLogs.Many(List.of()));
  }

  @Test
  void everyWrongItemOfAListIsNamed() {
    assertThat(
            logs(
                """
                {"execution_round_id":"r","logs":[{"message":"fine"},{"level":"loud"},7,
                 {"message":"m","metadata":[]}]}""",
                arrival()))
        .isEqualTo(
            new JsonLogs.Wrong(
                Rejection.invalid(
                    List.of(
                        new FieldError(
                            "logs[1].level",
                            List.of("logs", "1", "level"),
                            "\"loud\" is not a valid choice; expected debug, info, warning or"
                                + " error."),
                        new FieldError(
                            "logs[1].message",
                            List.of("logs", "1", "message"),
                            "This field is required."),
                        new FieldError(
                            "logs[2]",
                            List.of("logs", "2"),
                            "Invalid data. Expected a JSON object, but got a number."),
                        new FieldError(
                            "logs[3].metadata",
                            List.of("logs", "3", "metadata"),
                            "Expected a JSON object.")))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"logs":[]}                              | execution_round_id | This field is required.
          {"logs":[],"execution_round_id":" "}     | execution_round_id | This field may not be blank.
          {"logs":[],"execution_round_id":true}    | execution_round_id | Not a valid string.
          {"logs":{},"execution_round_id":"r"}     | logs | Expected an array of log records.
          {"logs":null,"execution_round_id":"r"}   | logs | Expected an array of log records.
          """)
  void theEnvelopeIsChecked(String body, String field, String detail) {
    assertThat(logs(body, arrival()))
        .isEqualTo(new JsonLogs.Wrong(Rejection.invalid(List.of(new FieldError(field, detail)))));
  }

  @Test
  void whatRecordsInheritIsBounded() {
    String body = "{\"execution_round_id\":\"r\",\"logs\":[],\"x\":\"" + "x".repeat(5_000) + "\"}";
    assertThat(logs(body, arrival()))
        .isEqualTo(
            new JsonLogs.Wrong(
                Rejection.invalid(
                    List.of(
                        new FieldError(
                            "logs",
                            "Fields beside the list may not have more than 4096 characters"
                                + " together.")))));
  }

  @Test
  void aListHasSoManyRecordsAndNoMore() {
    String items =
        IntStream.range(0, 6).mapToObj(i -> "{\"message\":\"m\"}").collect(Collectors.joining(","));
    assertThatThrownBy(
            () -> logs("{\"execution_round_id\":\"r\",\"logs\":[" + items + "]}", arrival()))
        .isInstanceOf(TooManyRecordsException.class);
  }

  @Test
  void aLogRecordAloneMayHaveALongMessage() {
    String message = "x".repeat(3_000_000);
    JsonLogs one =
        logs("{\"message\":\"" + message + "\",\"execution_round_id\":\"r\"}", arrival());
    LogRecord record = (LogRecord) ((IncomingRecord) ((JsonLogs.One) one).record()).record();
    assertThat(record.message()).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"logs\":[",
        "{\"logs\":[]",
        "{\"logs\":[{\"message\":\"m\"}",
        "{\"logs\":[]} x",
        "{\"execution_round_id\":\"r\",\"logs\":[{\"message\":tru}]}"
      })
  void aListThatIsNoJsonIsRefused(String body) {
    assertThatThrownBy(() -> logs(body, arrival("", "r", "")))
        .isInstanceOf(MalformedJsonException.class);
  }

  // identity of records of one span

  @Test
  void recordsOfOneSpanAreToldApartByWhatTheySay() {
    String span = "\"trace_id\":\"t\",\"span_id\":\"s\"";
    String time = "\"timestamp\":\"2026-03-01T09:30:00Z\"";
    for (RecordKind kind : List.of(RecordKind.TIMELINE, RecordKind.LOG)) {
      String one = extended(kind, span + "," + time + ",\"message\":\"one\"");
      String two = extended(kind, span + "," + time + ",\"message\":\"two\"");
      String untimed = extended(kind, span + ",\"message\":\"one\"");
      assertThat(Decoding.valid(kind, one)).isEqualTo(Decoding.valid(kind, one));
      assertThat(Decoding.valid(kind, one).identified()).isTrue();
      assertThat(Decoding.valid(kind, one).record().id())
          .isNotEqualTo(Decoding.valid(kind, two).record().id());
      assertThat(Decoding.valid(kind, untimed).identified()).isFalse();
    }
    String usage = extended(RecordKind.USAGE, span);
    assertThat(Decoding.valid(RecordKind.USAGE, usage))
        .isEqualTo(Decoding.valid(RecordKind.USAGE, usage));
    assertThat(Decoding.valid(RecordKind.USAGE, usage).identified()).isTrue();
  }

  @Test
  void whateverARecordOfASpanSaysTellsItApart() {
    String span = "\"trace_id\":\"t\",\"span_id\":\"s\",\"timestamp\":\"2026-03-01T09:30:00Z\"";
    List<String> common =
        List.of(
            "message",
            "project_id",
            "execution_round_id",
            "agentscope_agent_id",
            "agent_name",
            "own",
            "another");
    for (RecordKind kind : List.of(RecordKind.TIMELINE, RecordKind.LOG)) {
      List<String> names = new ArrayList<>(common);
      names.addAll(kind == RecordKind.LOG ? List.of("source") : List.of("event_type", "node_id"));
      Set<UUID> ids = new HashSet<>();
      ids.add(Decoding.valid(kind, extended(kind, span)).record().id());
      for (String name : names) {
        String other = extended(kind, span + ",\"" + name + "\":\"other\"");
        ids.add(Decoding.valid(kind, other).record().id());
      }
      String metadata = extended(kind, span + ",\"metadata\":{\"a\":1}");
      ids.add(Decoding.valid(kind, metadata).record().id());
      Arrival header = arrival("header", "", "");
      ids.add(Decoding.valid(kind, extended(kind, span), header).record().id());
      assertThat(ids).hasSize(names.size() + 3);
    }
  }

  @Test
  void aBareSpanIsNoIdentity() {
    for (String half : List.of("\"span_id\":\"s\"", "\"trace_id\":\"t\"")) {
      assertThat(Decoding.valid(RecordKind.USAGE, extended(RecordKind.USAGE, half)).identified())
          .isFalse();
    }
  }

  @Test
  void ofSeveralIdentitiesTheSendersOwnCounts() {
    Arrival key = arrival("", "", "key");
    String usage = extended(RecordKind.USAGE, "\"trace_id\":\"t\",\"span_id\":\"s\"");
    String withId =
        extended(RecordKind.USAGE, "\"id\":\"own\",\"trace_id\":\"t\",\"span_id\":\"s\"");
    assertThat(Decoding.valid(RecordKind.USAGE, withId, key).record().id())
        .isEqualTo(identities(key).ofId(RecordKind.USAGE, "own").id());
    assertThat(Decoding.valid(RecordKind.USAGE, usage, key).record().id())
        .isEqualTo(identities(key).ofSpan(RecordKind.USAGE, "t", "s").id());
    assertThat(
            Decoding.valid(RecordKind.USAGE, Decoding.minimal(RecordKind.USAGE), key).record().id())
        .isEqualTo(identities(key).ofPlace(RecordKind.USAGE, -1).id());
    IncomingRecord execution =
        Decoding.valid(RecordKind.EXECUTION, extended(RecordKind.EXECUTION, "\"id\":\"own\""), key);
    assertThat(execution.record().id()).isEqualTo(identities(key).ofExecution("e").id());
    assertThat(execution.record().extra()).isEqualTo("{\"id\":\"own\"}");
  }

  private static String extended(RecordKind kind, String fields) {
    String body = Decoding.minimal(kind);
    return body.substring(0, body.length() - 1) + "," + fields + "}";
  }
}
