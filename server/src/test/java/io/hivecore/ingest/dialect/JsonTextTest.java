package io.hivecore.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON in and out. */
final class JsonTextTest {
  @Test
  void valuesOfEachTypeAreWritten() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("text", "a \"quoted\"\n\u0001 蜂");
    object.put("bool", true);
    object.put("whole", Long.MIN_VALUE);
    object.put("real", 0.5);
    object.put("none", Double.NaN);
    object.put("bytes", new byte[] {1, 2, 3});
    object.put("list", List.of("a", 1));
    object.put("empty", List.of());
    assertThat(new JsonOut().value(Otlp.value(object)).toString())
        .isEqualTo(
            "{\"text\":\"a \\\"quoted\\\"\\n\\u0001 蜂\",\"bool\":true,"
                + "\"whole\":-9223372036854775808,\"real\":0.5,\"none\":\"NaN\","
                + "\"bytes\":\"AQID\",\"list\":[\"a\",1],\"empty\":[]}")
        .isEqualTo(JsonOut.of(Tree.of(Otlp.value(object))));
  }

  @Test
  void halfPairsAndNulAreReplaced() {
    assertThat(JsonOut.of("a\uD83Db\uDC1Dc\0d\uD83D\uDC1D"))
        .isEqualTo("\"a\uFFFDb\uFFFDc\uFFFDd\uD83D\uDC1D\"");
  }

  @Test
  void depthIsCutWhereverItIs() {
    Object deep = "bottom";
    for (int i = 0; i < 5_000; i++) {
      List<Object> around = new ArrayList<>();
      around.add(deep);
      deep = around;
    }
    String json = JsonOut.of(deep);
    assertThat(json).hasSizeLessThan(200).contains(Tree.CUT);
    assertThat(JsonIn.parse(json)).isInstanceOf(List.class);
    assertThat(JsonIn.parse("[".repeat(5_000) + "]".repeat(5_000))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1.50}          | {a=1.50}",
        "[1e3, true, null]     | [1E+3, true, null]",
        "\"text\"              | text",
        "{\"a\":1} trailing    | ",
        "{'a': 1}              | ",
        "{\"a\":1,\"a\":2}     | {a=1}",
        "nonsense              | ",
      })
  void parses(String text, @Nullable String expected) {
    Object parsed = JsonIn.parse(text);
    assertThat(parsed == null ? null : parsed.toString()).isEqualTo(expected);
  }

  @Test
  void numbersKeepTheirDigits() {
    assertThat(JsonOut.of(JsonIn.parse("[0.10, 12345678901234567890]")))
        .isEqualTo("[0.10,12345678901234567890]");
    assertThat(JsonIn.parse("[0.10]")).isEqualTo(List.of(new BigDecimal("0.10")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":\"\\u8702\\u5de2\"}    | {\"a\":\"蜂巢\"}",
        "[\"\\ud83d\\udc1d\"]          | [\"🐝\"]",
        "[\"\\ud83d alone\"]           | [\"\\ud83d alone\"]",
        "[\"\\u0022\\u000a\\u0000\"]   | [\"\\u0022\\u000a\\u0000\"]",
        "[\"\\\\u8702\"]               | [\"\\\\u8702\"]",
        "[\"\\\\\\u8702\"]             | [\"\\\\蜂\"]",
        "[\"\\u87\"]                   | [\"\\u87\"]",
        "no json \\u8702               | no json \\u8702",
      })
  void lettersAreWrittenOutInJsonOnly(String text, String expected) {
    assertThat(JsonLetters.written(text)).isEqualTo(expected);
  }
}
