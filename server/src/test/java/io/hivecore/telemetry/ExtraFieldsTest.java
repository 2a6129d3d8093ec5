package io.hivecore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExtraFieldsTest {
  @Test
  void keepsTheFieldsOfBothAndTheNewerValueOfEach() {
    assertThat(
            ExtraFields.union(
                "{\"b\":{\"x\":[1,{\"y\":\"}\"}]},\"c\":1e400}",
                "{\"a\":\"comma, colon: \\\"quote\\\" }\",\"b\":null}"))
        .isEqualTo(
            "{\"a\":\"comma, colon: \\\"quote\\\" }\",\"b\":{\"x\":[1,{\"y\":\"}\"}]},\"c\":1e400}");
  }

  @Test
  void takesTheOneThatIsThere() {
    assertThat(ExtraFields.union(null, null)).isNull();
    assertThat(ExtraFields.union("{\"a\":1}", null)).isEqualTo("{\"a\":1}");
    assertThat(ExtraFields.union(null, "{\"a\":1}")).isEqualTo("{\"a\":1}");
    assertThat(ExtraFields.union("{}", "{\"a\":1}")).isEqualTo("{\"a\":1}");
  }

  @Test
  void readsNamesWithEverythingInThem() {
    assertThat(ExtraFields.union("{\"a:b,\\\\\":[]}", "{\"a:b,\\\\\":1,\"\":2}"))
        .isEqualTo("{\"a:b,\\\\\":[],\"\":2}");
  }

  @Test
  void letsOlderFieldsGoWhenBothAreTooLarge() {
    String text = "\"" + "x".repeat(700_000) + "\"";
    String newer = "{\"new\":" + text + "}";
    assertThat(ExtraFields.union(newer, "{\"old\":" + text + ",\"small\":1}"))
        .isEqualTo("{\"small\":1,\"new\":" + text + "}");
    assertThat(ExtraFields.union("{\"old\":1}", "{\"old\":" + text + "}")).isEqualTo("{\"old\":1}");
  }
}
