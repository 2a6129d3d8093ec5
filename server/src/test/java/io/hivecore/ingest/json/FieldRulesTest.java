package io.hivecore.ingest.json;

import static io.hivecore.ingest.json.Decoding.errors;
import static io.hivecore.ingest.json.Decoding.minimal;
import static io.hivecore.ingest.json.Decoding.record;
import static io.hivecore.ingest.json.Decoding.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.ingest.FieldError;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.UsageRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What values each type of field takes, whatever the kind. */
final class FieldRulesTest {
  private static UsageRecord usage(String field, String jsonValue) {
    return (UsageRecord) record(RecordKind.USAGE, with(RecordKind.USAGE, field, jsonValue));
  }

  private static ExecutionRecord execution(String field, String jsonValue) {
    return (ExecutionRecord)
        record(RecordKind.EXECUTION, with(RecordKind.EXECUTION, field, jsonValue));
  }

  private static List<FieldError> wrong(RecordKind kind, String field, String jsonValue) {
    return errors(kind, with(kind, field, jsonValue));
  }

  private static List<FieldError> error(String field, String detail) {
    return List.of(new FieldError(field, detail));
  }

  // texts

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "gpt-4o"             | gpt-4o
          "  gpt-4o\\n "        | gpt-4o
          12                   | 12
          1.50                 | 1.50
          -3e2                 | -3e2
          "模型"               | 模型
          "\\u6a21\\u578b"     | 模型
          "😀"                 | 😀
          "\\ud83d\\ude00"     | 😀
          "cut \\ud83d"        | cut �
          "\\ude00 cut"        | � cut
          "\\ude00\\ud83d"     | ��
          """)
  void textsAreTrimmedAndMayBeNumbers(String jsonValue, String expected) {
    assertThat(usage("model_name", jsonValue).modelName()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          null      | This field may not be null.
          ""        | This field may not be blank.
          " \\t "   | This field may not be blank.
          true      | Not a valid string.
          false     | Not a valid string.
          []        | Not a valid string.
          ["a"]     | Not a valid string.
          {}        | Not a valid string.
          {"a":[1]} | Not a valid string.
          "a\\u0000b" | Null characters are not allowed.
          """)
  void requiredTextsRefuseEverythingElse(String jsonValue, String detail) {
    assertThat(wrong(RecordKind.USAGE, "model_name", jsonValue))
        .isEqualTo(error("model_name", detail));
  }

  @Test
  void namesHaveAtMost100CharactersOfAnyScript() {
    String longest = "模".repeat(99) + "😀";
    assertThat(usage("agent_name", '"' + longest + '"').context().agentName()).isEqualTo(longest);
    assertThat(wrong(RecordKind.USAGE, "agent_name", "\"x" + longest + '"'))
        .isEqualTo(error("agent_name", "Ensure this field has no more than 100 characters."));
  }

  @Test
  void spansHaveAtMost255Characters() {
    assertThat(usage("span_id", '"' + "s".repeat(255) + '"').context().spanId())
        .isEqualTo("s".repeat(255));
    assertThat(wrong(RecordKind.USAGE, "span_id", '"' + "s".repeat(256) + '"'))
        .isEqualTo(error("span_id", "Ensure this field has no more than 255 characters."));
  }

  @Test
  void longTextsHaveAtMost8MebibytesOfUtf8() {
    String longest = "x".repeat((8 << 20) - 3) + "模";
    assertThat(execution("content", '"' + longest + '"').content()).isEqualTo(longest);
    assertThat(wrong(RecordKind.EXECUTION, "content", '"' + longest + "x\""))
        .isEqualTo(error("content", "Ensure this field has no more than 8388608 bytes of UTF-8."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\"  \""})
  void anOptionalTextThatSaysNothingIsAbsent(String jsonValue) {
    assertThat(usage("span_id", jsonValue).context().spanId()).isEmpty();
    assertThat(execution("content", jsonValue).content()).isNull();
    assertThat(execution("error_message", jsonValue).errorMessage()).isNull();
    assertThat(execution("node_id", jsonValue).nodeId()).isNull();
  }

  // whole numbers

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0                 | 0
          -0                | 0
          12                | 12
          "12"              | 12
          " 12 "            | 12
          12.0              | 12
          "12.000"          | 12
          1e3               | 1000
          1000000000000     | 1000000000000
          1E12              | 1000000000000
          0e999999999       | 0
          null              | 0
          """)
  void countsAreWhole(String jsonValue, long expected) {
    assertThat(usage("input_tokens", jsonValue).tokens().input()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          12.5                 | A valid integer is required.
          "12.5"               | A valid integer is required.
          "twelve"             | A valid integer is required.
          ""                   | A valid integer is required.
          "١٢"                 | A valid integer is required.
          "0x10"               | A valid integer is required.
          "1_000"              | A valid integer is required.
          true                 | A valid integer is required.
          [1]                  | A valid integer is required.
          {"a":1}              | A valid integer is required.
          1e-999999999         | A valid integer is required.
          1e99999999999        | A valid integer is required.
          -1                   | Ensure this value is from 0 to 1000000000000.
          1000000000001        | Ensure this value is from 0 to 1000000000000.
          9223372036854775808  | Ensure this value is from 0 to 1000000000000.
          1e999999999          | Ensure this value is from 0 to 1000000000000.
          -1e999999999         | Ensure this value is from 0 to 1000000000000.
          """)
  void countsRefuseEverythingElse(String jsonValue, String detail) {
    for (String field : List.of("input_tokens", "total_tokens", "cached_tokens")) {
      assertThat(wrong(RecordKind.USAGE, field, jsonValue)).isEqualTo(error(field, detail));
    }
    assertThat(wrong(RecordKind.EXECUTION, "llm_calls", jsonValue))
        .isEqualTo(error("llm_calls", detail));
  }

  @Test
  void aNumberOfManyDigitsIsRefusedByItsLength() {
    assertThat(wrong(RecordKind.USAGE, "input_tokens", "1".repeat(100_000)))
        .isEqualTo(error("input_tokens", "Ensure this number has no more than 1000 characters."));
  }

  @Test
  void aRoundIndexMayBeNegative() {
    assertThat(execution("round_index", "-1").roundIndex()).isEqualTo(-1);
    assertThat(wrong(RecordKind.EXECUTION, "round_index", "1e13"))
        .isEqualTo(
            error("round_index", "Ensure this value is from -1000000000000 to 1000000000000."));
  }

  // money

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0                        | 0
          0.0                      | 0.0
          -0.0                     | 0.0
          1.50                     | 1.50
          "1.50"                   | 1.50
          " 0.000001 "             | 0.000001
          4.5449999999999993e-05   | 0.000045449999999999993
          0.30000000000000004      | 0.30000000000000004
          0.1234567890123456789012345678901234567890 | 0.1234567890123456789012345678901234567890
          999999999999.99          | 999999999999.99
          1e-1000                  | 1E-1000
          """)
  void costsAreKeptExactly(String jsonValue, BigDecimal expected) {
    assertThat(usage("cost_usd", jsonValue).cost()).isEqualTo(new Cost(expected, null, ""));
    assertThat(execution("total_cost_usd", jsonValue).totalCost()).isEqualTo(expected);
  }

  @Test
  void aCostThatIsNotSentIsNotZero() {
    assertThat(usage("cost_usd", "null").cost()).isEqualTo(Cost.UNPRICED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -0.000001      | Ensure this value is at least 0.
          "-1"           | Ensure this value is at least 0.
          1000000000000  | Ensure this value is less than 1000000000000.
          1e12           | Ensure this value is less than 1000000000000.
          1e1000         | Ensure this value is less than 1000000000000.
          1e999999999    | Ensure the exponent is from -1000 to 1000.
          1e-1001        | Ensure the exponent is from -1000 to 1000.
          0e-999999999   | Ensure the exponent is from -1000 to 1000.
          1e99999999999  | A valid number is required.
          "$1.50"        | A valid number is required.
          "1,50"         | A valid number is required.
          "NaN"          | A valid number is required.
          "Infinity"     | A valid number is required.
          ""             | A valid number is required.
          true           | A valid number is required.
          []             | A valid number is required.
          {}             | A valid number is required.
          """)
  void costsRefuseEverythingElse(String jsonValue, String detail) {
    assertThat(wrong(RecordKind.USAGE, "cost_usd", jsonValue)).isEqualTo(error("cost_usd", detail));
    assertThat(wrong(RecordKind.EXECUTION, "total_cost_usd", jsonValue))
        .isEqualTo(error("total_cost_usd", detail));
  }

  @Property(tries = 2_000)
  void everyCostInRangeSurvivesAsNumberAndAsText(@ForAll("amounts") BigDecimal amount) {
    for (String text : List.of(amount.toString(), amount.toPlainString())) {
      // A plain number may have lost its exponent, never a digit.
      assertThat(usage("cost_usd", text).cost().reported()).isEqualByComparingTo(amount);
      assertThat(usage("cost_usd", '"' + text + '"').cost().reported())
          .isEqualByComparingTo(amount);
    }
  }

  @Provide
  Arbitrary<BigDecimal> amounts() {
    return Combinators.combine(
            Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TEN.pow(60)),
            Arbitraries.integers().between(-5, 300))
        .as(BigDecimal::new)
        .filter(amount -> amount.compareTo(new BigDecimal("1e12")) < 0);
  }

  @Property(tries = 2_000)
  void everyFloatOfPythonSurvives(@ForAll("doubles") double amount) {
    // repr() of a float and Double.toString are both the shortest text that reads back the same.
    String text = Double.toString(amount);
    assertThat(usage("cost_usd", text).cost().reported()).isEqualTo(new BigDecimal(text));
  }

  @Provide
  Arbitrary<Double> doubles() {
    return Arbitraries.doubles().between(0, 1e11).ofScale(12);
  }

  // milliseconds

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1500.0    | 1500
          1500      | 1500
          "1500.25" | 1500.25
          0.1       | 0.1
          1e-400    | 0
          null      | 0
          """)
  void durationsAreNumbers(String jsonValue, double expected) {
    assertThat(usage("duration_ms", jsonValue).durationMillis()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -1       | Ensure this value is at least 0.
          1e400    | Ensure this value is finite.
          1e999999999 | Ensure this value is finite.
          "NaN"    | A valid number is required.
          "fast"   | A valid number is required.
          false    | A valid number is required.
          """)
  void durationsRefuseEverythingElse(String jsonValue, String detail) {
    assertThat(wrong(RecordKind.USAGE, "duration_ms", jsonValue))
        .isEqualTo(error("duration_ms", detail));
  }

  // times

  @Test
  void timesWithoutOffsetAreUtc() {
    assertThat(usage("timestamp", "\" 2026-03-01T09:30:00.123456 \"").timestamp())
        .isEqualTo(Instant.parse("2026-03-01T09:30:00.123456Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "2262-04-11T23:47:16.854775Z" | 2262-04-11T23:47:16.854775Z
          "1970-01-01T00:00:00Z"        | 1970-01-01T00:00:00Z
          """)
  void timesReachFrom1970To2262(String jsonValue, Instant expected) {
    assertThat(usage("timestamp", jsonValue).timestamp()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          "2262-04-11T23:47:16.854776Z" | Ensure this time is from 1970-01-01 to 2262-04-11.
          "1969-12-31T23:59:59.999999Z" | Ensure this time is from 1970-01-01 to 2262-04-11.
          "1970-01-01T00:00:00+01:00" | Ensure this time is from 1970-01-01 to 2262-04-11.
          1767225600 | Expected a time as ISO 8601 text such as 2026-03-01T09:30:00Z, not a number.
          1767225600.5 | Expected a time as ISO 8601 text such as 2026-03-01T09:30:00Z, not a number.
          "2026-03-01" | Expected a date and time as ISO 8601 text such as 2026-03-01T09:30:00Z, was "2026-03-01".
          "today" | Expected a date and time as ISO 8601 text such as 2026-03-01T09:30:00Z, was "today".
          "1767225600" | Expected a date and time as ISO 8601 text such as 2026-03-01T09:30:00Z, was "1767225600".
          "" | This field may not be blank.
          true | Expected a time as ISO 8601 text.
          {} | Expected a time as ISO 8601 text.
          null | This field may not be null.
          """)
  void timesRefuseEverythingElse(String jsonValue, String detail) {
    assertThat(wrong(RecordKind.USAGE, "timestamp", jsonValue))
        .isEqualTo(error("timestamp", detail));
  }

  // objects

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {}                              | {}
          null                            | {}
          { "a" : [ 1 , 2.50 , 1e400 ] }  | {"a":[1,2.50,1e400]}
          {"b":{"c":[{},[],null,true,false]}} | {"b":{"c":[{},[],null,true,false]}}
          {"q":"a\\"b\\\\c\\n\\t\\r\\u0001"} | {"q":"a\\"b\\\\c\\n\\t\\r\\u0001"}
          {"n\\"":"\\u0000"}              | {"n\\"":"\\u0000"}
          {"e":"\\ud83d\\ude00 \\ud83d"}  | {"e":"😀 �"}
          {"big":123456789012345678901234567890} | {"big":123456789012345678901234567890}
          """)
  void objectsAreKeptAsCompactText(String jsonValue, String expected) {
    TimelineRecord timeline =
        (TimelineRecord)
            record(RecordKind.TIMELINE, with(RecordKind.TIMELINE, "metadata", jsonValue));
    LogRecord log = (LogRecord) record(RecordKind.LOG, with(RecordKind.LOG, "metadata", jsonValue));
    assertThat(List.of(timeline.metadata(), log.metadata())).isEqualTo(List.of(expected, expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{}]", "\"{}\"", "1", "true"})
  void objectsRefuseEverythingElse(String jsonValue) {
    assertThat(wrong(RecordKind.TIMELINE, "metadata", jsonValue))
        .isEqualTo(error("metadata", "Expected a JSON object."));
  }

  @Test
  void objectsMayBeNested100Deep() {
    String deepest = "{\"a\":".repeat(99) + "{}" + "}".repeat(99);
    TimelineRecord timeline =
        (TimelineRecord)
            record(RecordKind.TIMELINE, with(RecordKind.TIMELINE, "metadata", deepest));
    assertThat(timeline.metadata()).isEqualTo(deepest);
    String deeper = "{\"a\":" + deepest + "}";
    assertThat(wrong(RecordKind.TIMELINE, "metadata", deeper))
        .isEqualTo(error("metadata", "Nested deeper than 100 levels."));
    assertThat(wrong(RecordKind.TIMELINE, "something", deeper))
        .isEqualTo(error("something", "Nested deeper than 100 levels."));
  }

  @Test
  void aValueNestedFarTooDeepWhereATextIsExpectedIsJustWrong() {
    assertThat(wrong(RecordKind.USAGE, "model_name", "[".repeat(5_000) + "]".repeat(5_000)))
        .isEqualTo(error("model_name", "Not a valid string."));
  }

  // choices

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          "done"   | "done" is not a valid choice; expected running, completed or failed.
          "Failed" | "Failed" is not a valid choice; expected running, completed or failed.
          ""       | "" is not a valid choice; expected running, completed or failed.
          7        | "7" is not a valid choice; expected running, completed or failed.
          []       | Expected running, completed or failed.
          """)
  void aStatusIsOneOfThree(String jsonValue, String detail) {
    assertThat(wrong(RecordKind.EXECUTION, "status", jsonValue)).isEqualTo(error("status", detail));
  }

  @Test
  void aLevelIsOneOfFour() {
    assertThat(wrong(RecordKind.LOG, "level", "\"fatal\""))
        .isEqualTo(
            error(
                "level",
                "\"fatal\" is not a valid choice; expected debug, info, warning or error."));
  }

  // names

  static Stream<String> aliases() {
    return Stream.of("agentscope_project_id", "project_id");
  }

  @ParameterizedTest
  @MethodSource("aliases")
  void theProjectHasTwoNamesOnEveryKind(String name) {
    for (RecordKind kind : KindDecoder.KINDS) {
      assertThat(record(kind, with(kind, name, "\"p\"")).context().projectId()).isEqualTo("p");
    }
  }

  @Test
  void ofTwoNamesTheContractsWinsUnlessBlank() {
    String both = "\"%s\",\"project_id\":\"%s\"";
    assertThat(
            usage("agentscope_project_id", both.formatted("first", "second")).context().projectId())
        .isEqualTo("first");
    assertThat(usage("agentscope_project_id", both.formatted(" ", "second")).context().projectId())
        .isEqualTo("second");
    assertThat(
            record(
                    RecordKind.TIMELINE,
                    with(RecordKind.TIMELINE, "agentscope_project_id", both.formatted("a", "b")))
                .context()
                .projectId())
        .isEqualTo("b");
  }

  @Test
  void anAliasFillsARequiredField() {
    assertThat(
            record(
                    RecordKind.USAGE,
                    minimal(RecordKind.USAGE).replace("agentscope_agent_id", "agent_id"))
                .context()
                .agentId())
        .isEqualTo("a");
  }

  @Test
  void ofANameThatComesTwiceTheLastCounts() {
    assertThat(usage("input_tokens", "true,\"input_tokens\":7").tokens().input()).isEqualTo(7);
    assertThat(wrong(RecordKind.USAGE, "input_tokens", "7,\"input_tokens\":true"))
        .isEqualTo(error("input_tokens", "A valid integer is required."));
    assertThat(usage("custom", "1,\"custom\":2").extra()).isEqualTo("{\"custom\":2}");
  }

  // all together

  @ParameterizedTest
  @EnumSource(names = {"USAGE", "EXECUTION", "TIMELINE", "LOG"})
  void unknownFieldsAreKept(RecordKind kind) {
    assertThat(
            record(
                    kind,
                    with(kind, "tags", "[ \"a\", {\"b\": 1.0} ],\"kind\":\"x\",\"\\u00e9\":\"\""))
                .extra())
        .isEqualTo("{\"tags\":[\"a\",{\"b\":1.0}],\"kind\":\"x\",\"é\":\"\"}");
    assertThat(record(kind, minimal(kind)).extra()).isNull();
  }

  @Test
  void unknownFieldsMayHaveOneMebiCharactersTogether() {
    String half = '"' + "x".repeat(600_000) + '"';
    assertThat(usage("a", half).extra()).isEqualTo("{\"a\":" + half + "}");
    assertThat(wrong(RecordKind.USAGE, "a", half + ",\"b\":" + half))
        .isEqualTo(
            error("b", "Unknown fields may not have more than 1048576 characters together."));
  }

  @Test
  void everyWrongFieldIsNamedInTheOrderOfTheTable() {
    assertThat(
            errors(
                RecordKind.USAGE,
                """
                {"odd":%s, "cost_usd":-1, "agent_name":null, "input_tokens":true,
                 "timestamp":"x"}"""
                    .formatted("[".repeat(200) + "]".repeat(200))))
        .isEqualTo(
            List.of(
                new FieldError(
                    "timestamp",
                    "Expected a date and time as ISO 8601 text such as 2026-03-01T09:30:00Z, was"
                        + " \"x\"."),
                new FieldError("agentscope_agent_id", "This field is required."),
                new FieldError("agent_name", "This field may not be null."),
                new FieldError("model_name", "This field is required."),
                new FieldError("input_tokens", "A valid integer is required."),
                new FieldError("cost_usd", "Ensure this value is at least 0."),
                new FieldError("odd", "Nested deeper than 100 levels.")));
  }
}
