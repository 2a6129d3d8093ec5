package io.hivecore.ingest.json;

import static io.hivecore.ingest.json.Decoding.NOW;
import static io.hivecore.ingest.json.Decoding.arrival;
import static io.hivecore.ingest.json.Decoding.decode;
import static io.hivecore.ingest.json.Decoding.minimal;
import static io.hivecore.ingest.json.Decoding.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole records, as the original's client sends them and with every field there is. */
final class RecordShapesTest {
  private static final Instant START = Instant.parse("2026-03-01T09:30:00.123456Z");
  private static final Context NOTHING = new Context("", "", "", "", "", "");

  @Test
  void usageOfTheOriginalsClient() {
    IncomingRecord incoming =
        valid(
            RecordKind.USAGE,
            """
            {"timestamp":"2026-03-01T09:30:00.123456","agentscope_project_id":"",\
            "agentscope_agent_id":"planner","agent_name":"planner","model_name":"gpt-4o-mini",\
            "input_tokens":123,"output_tokens":45,"total_tokens":168,\
            "cost_usd":4.5449999999999993e-05,"duration_ms":1500.0,"span_id":""}""");
    assertThat(incoming)
        .isEqualTo(
            new IncomingRecord(
                new UsageRecord(
                    incoming.record().id(),
                    START,
                    NOW,
                    new Context("", "", "planner", "planner", "", ""),
                    "gpt-4o-mini",
                    "",
                    new TokenUsage(123, 45, 168, 0, 0, 0),
                    new Cost(new BigDecimal("4.5449999999999993e-05"), null, ""),
                    1500,
                    null),
                false));
    assertThat(incoming.record().id().version()).isEqualTo(7);
  }

  @Test
  void executionOfTheOriginalsClient() {
    IncomingRecord incoming =
        valid(
            RecordKind.EXECUTION,
            """
            {"execution_id":"6f1c","agentscope_project_id":"p1","agentscope_agent_id":"a7",\
            "agent_name":"Builder","node_id":"n2","round_index":1,\
            "start_time":"2026-03-01T09:30:00.123456","end_time":"2026-03-01T09:30:42.700000",\
            "duration_ms":42600.0,"status":"completed","content":"result text",\
            "error_message":"","llm_calls":2,"total_tokens":20,\
            "total_cost_usd":0.30000000000000004}""");
    assertThat(incoming)
        .isEqualTo(
            new IncomingRecord(
                new ExecutionRecord(
                    incoming.record().id(),
                    "6f1c",
                    START,
                    NOW,
                    new Context("p1", "", "a7", "Builder", "", ""),
                    "n2",
                    1L,
                    Instant.parse("2026-03-01T09:30:42.7Z"),
                    42600.0,
                    ExecutionStatus.COMPLETED,
                    "result text",
                    null,
                    2L,
                    20L,
                    new BigDecimal("0.30000000000000004"),
                    null),
                true));
  }

  @Test
  void anExecutionThatIsStillRunning() {
    IncomingRecord incoming =
        valid(
            RecordKind.EXECUTION,
            """
            {"execution_id":"e","agentscope_agent_id":"a","agent_name":"A",\
            "start_time":"2026-03-01T09:30:00.123456","end_time":null,"duration_ms":null}""");
    assertThat(incoming.record())
        .isEqualTo(
            new ExecutionRecord(
                incoming.record().id(),
                "e",
                START,
                NOW,
                new Context("", "", "a", "A", "", ""),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
  }

  @Test
  void timelineOfTheOriginalsClient() {
    IncomingRecord incoming =
        valid(
            RecordKind.TIMELINE,
            """
            {"event_type":"agent_end","project_id":"p1","agent_id":"a7","node_id":"n2",\
            "message":"","metadata":{"execution_id":"6f1c","success":true,\
            "duration_ms":42600.0,"error":null}}""");
    assertThat(incoming)
        .isEqualTo(
            new IncomingRecord(
                new TimelineRecord(
                    incoming.record().id(),
                    NOW,
                    true,
                    NOW,
                    new Context("p1", "", "a7", "", "", ""),
                    "agent_end",
                    "n2",
                    "",
                    "{\"execution_id\":\"6f1c\",\"success\":true,\"duration_ms\":42600.0,"
                        + "\"error\":null}",
                    null),
                false));
  }

  @Test
  void aLogRecordWithNothingButWhatIsRequired() {
    IncomingRecord incoming = valid(RecordKind.LOG, minimal(RecordKind.LOG));
    assertThat(incoming)
        .isEqualTo(
            new IncomingRecord(
                new LogRecord(
                    incoming.record().id(),
                    NOW,
                    true,
                    NOW,
                    new Context("", "r", "", "", "", ""),
                    LogLevel.INFO,
                    "hello",
                    "",
                    "{}",
                    null),
                false));
  }

  @Test
  void usageWithEveryField() {
    UUID id = UUID.fromString("0a0b0c0d-1111-4222-8333-444455556666");
    assertThat(
            valid(
                RecordKind.USAGE,
                """
                {"id":"0A0B0C0D-1111-4222-8333-444455556666","provider":"openai",
                 "timestamp":"2026-03-01T17:30:00.123456+08:00","agentscope_project_id":"p",
                 "agentscope_agent_id":"a","agent_name":"A","model_name":"m",
                 "input_tokens":100,"output_tokens":50,"cache_read_tokens":40,
                 "cache_write_tokens":10,"reasoning_tokens":20,"cost_usd":"0.1",
                 "duration_ms":1.5,"execution_round_id":"r","trace_id":"t","span_id":"s",
                 "temperature":0.7}"""))
        .isEqualTo(
            new IncomingRecord(
                new UsageRecord(
                    id,
                    START,
                    NOW,
                    new Context("p", "r", "a", "A", "t", "s"),
                    "m",
                    "openai",
                    new TokenUsage(100, 50, 150, 40, 10, 20),
                    new Cost(new BigDecimal("0.1"), null, ""),
                    1.5,
                    "{\"temperature\":0.7}"),
                true));
  }

  @Test
  void logAndTimelineWithEveryField() {
    UUID id = UUID.fromString("0a0b0c0d-1111-4222-8333-444455556666");
    assertThat(
            valid(
                    RecordKind.LOG,
                    """
                    {"id":"0a0b0c0d-1111-4222-8333-444455556666","round_id":"r","level":"error",
                     "message":" it broke\\n","metadata":{"a":1},"agent_name":"A","source":"x.py",
                     "timestamp":"2026-03-01T09:30:00.123456","project_id":"p","agent_id":"a",
                     "trace_id":"t","span_id":"s","host":"h"}""")
                .record())
        .isEqualTo(
            new LogRecord(
                id,
                START,
                false,
                NOW,
                new Context("p", "r", "a", "A", "t", "s"),
                LogLevel.ERROR,
                "it broke",
                "x.py",
                "{\"a\":1}",
                "{\"host\":\"h\"}"));
    assertThat(
            valid(
                    RecordKind.TIMELINE,
                    """
                    {"id":"0a0b0c0d-1111-4222-8333-444455556666","event_type":"e","node_id":"n",
                     "message":"m","metadata":{"a":1},"agent_name":"A","round_id":"r",
                     "timestamp":"2026-03-01T09:30:00.123456","project_id":"p","agent_id":"a",
                     "trace_id":"t","span_id":"s","host":"h"}""")
                .record())
        .isEqualTo(
            new TimelineRecord(
                id,
                START,
                false,
                NOW,
                new Context("p", "r", "a", "A", "t", "s"),
                "e",
                "n",
                "m",
                "{\"a\":1}",
                "{\"host\":\"h\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "100,  50,   '', 150",
    "100,  50, null, 150",
    "100,  50,    7,   7",
    "100,  50,    0,   0",
    "null, 50,   '',  50",
  })
  void theTotalIsWhatWasSentElseTheSum(String input, String output, String total, long expected) {
    String sent = total.isEmpty() ? "" : ",\"total_tokens\":" + total;
    UsageRecord usage =
        (UsageRecord)
            Decoding.record(
                RecordKind.USAGE,
                Decoding.with(
                    RecordKind.USAGE,
                    "input_tokens",
                    input + ",\"output_tokens\":" + output + sent));
    assertThat(usage.tokens().total()).isEqualTo(expected);
  }

  @Test
  void aSumThatIsTooGreatIsNamed() {
    assertThat(
            Decoding.errors(
                RecordKind.USAGE,
                Decoding.with(
                    RecordKind.USAGE, "input_tokens", "1000000000000,\"output_tokens\":1")))
        .containsExactly(
            new io.hivecore.ingest.FieldError(
                "total_tokens", "input_tokens and output_tokens are over 1000000000000 together."));
  }

  @Test
  void cachedTokensMayExceedTheInputTheyArePartOf() {
    UsageRecord usage =
        (UsageRecord)
            Decoding.record(
                RecordKind.USAGE,
                Decoding.with(RecordKind.USAGE, "input_tokens", "10,\"cached_tokens\":500"));
    assertThat(usage.tokens()).isEqualTo(new TokenUsage(10, 0, 10, 500, 0, 0));
  }

  @Test
  void headersFillWhatTheBodyLeavesEmpty() {
    var headers = arrival("header-project", "header-round", "");
    for (RecordKind kind : KindDecoder.KINDS) {
      String body = minimal(kind).replace("\"execution_round_id\":\"r\",", "");
      assertThat(valid(kind, body, headers).record().context())
          .extracting(Context::projectId, Context::roundId)
          .containsExactly("header-project", "header-round");
      String own =
          body.substring(0, body.length() - 1) + ",\"project_id\":\"own\",\"round_id\":\"mine\"}";
      assertThat(valid(kind, own, headers).record().context())
          .extracting(Context::projectId, Context::roundId)
          .containsExactly("own", "mine");
      String blank =
          body.substring(0, body.length() - 1) + ",\"project_id\":\" \",\"round_id\":\"\"}";
      assertThat(valid(kind, blank, headers).record().context())
          .extracting(Context::projectId, Context::roundId)
          .containsExactly("header-project", "header-round");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []       | Invalid data. Expected a JSON object, but got an array.
          [{}]     | Invalid data. Expected a JSON object, but got an array.
          "text"   | Invalid data. Expected a JSON object, but got a text.
          12       | Invalid data. Expected a JSON object, but got a number.
          null     | Invalid data. Expected a JSON object, but got null.
          true     | Invalid data. Expected a JSON object, but got a boolean.
          """)
  void aBodyIsAnObject(String body, String detail) {
    for (RecordKind kind : KindDecoder.KINDS) {
      assertThat(decode(kind, body)).isEqualTo(Rejection.malformed(detail));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "}",
        "nul",
        "{'a':1}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":-Infinity}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{} {}",
        "{}]",
        "{/* no */}",
        "{\"a\":1e}",
        "{\"a\":NaN}",
        "{\"a\":-Infinity}",
        "{\"a\":+1}",
        "{\"a\":[1",
        "{\"a\":[1}",
        "{\"a\":\"\\u12\"}"
      })
  void whatIsNoJsonIsRefusedWithItsPlace(String body) {
    for (RecordKind kind : KindDecoder.KINDS) {
      assertThatThrownBy(() -> decode(kind, body))
          .isInstanceOf(MalformedJsonException.class)
          .hasMessageStartingWith("JSON parse error")
          // The sender cannot set the parser.
          .message()
          .doesNotContain("Feature", "Constraints", "REDACTED", "`");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'a':NaN}           | 9  | 'NaN' is no JSON value: a number is finite, and null when unknown.
          {'a':-Infinity}     | 15 | '-Infinity' is no JSON value: a number is finite, and null when unknown.
          {'a':+1}            | 7  | Unexpected character ('+' (code 43)) in numeric value: JSON spec does not allow numbers to have plus signs
          {/* no */}          | 2  | Unexpected character ('/' (code 47)): maybe a (non-standard) comment?
          {'a':1              | 7  | Unexpected end-of-input: expected close marker for Object
          {'a':[1}            | 8  | Unexpected close marker '}': expected ']'
          """)
  void whatIsWrongIsSaidInWordsForTheSender(String body, int column, String what) {
    assertThatThrownBy(() -> decode(RecordKind.USAGE, body.replace("'a'", "\"a\"")))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessage("JSON parse error at line 1, column " + column + ": " + what);
  }

  @Test
  void theMessageTellsLineAndColumn() {
    assertThatThrownBy(() -> decode(RecordKind.USAGE, "{\n  \"a\": tru }"))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageStartingWith("JSON parse error at line 2, column ");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    String body = minimal(RecordKind.TIMELINE);
    for (byte[] bytes :
        new byte[][] {
          body.getBytes(StandardCharsets.UTF_16LE),
          body.getBytes(StandardCharsets.UTF_16BE),
          body.getBytes(StandardCharsets.UTF_16),
          body.replace("agent_start", "é").getBytes(StandardCharsets.ISO_8859_1),
          new byte[] {0, 0, 0, '{'},
          new byte[] {'{', 0, 0, 0},
          {(byte) 0xFF}
        }) {
      assertThatThrownBy(
              () ->
                  JsonRecords.one(
                      RecordKind.TIMELINE, bytes, arrival(), Decoding.identities(arrival())))
          .isInstanceOf(MalformedJsonException.class);
    }
  }

  @Test
  void aByteOrderMarkIsPassedOver() {
    assertThat(
            valid(RecordKind.TIMELINE, "\uFEFF" + minimal(RecordKind.TIMELINE)).record().context())
        .isEqualTo(NOTHING);
  }

  @Test
  void nestingWithoutEndIsRefused() {
    assertThatThrownBy(() -> decode(RecordKind.USAGE, "{\"a\":" + "[".repeat(1_000_000)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void aTextThatNoFieldCouldTakeIsRefused() {
    String body = "{\"a\":\"" + "x".repeat((16 << 20) + 1) + "\"}";
    assertThatThrownBy(() -> decode(RecordKind.USAGE, body))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("String value length");
  }
}
