package io.hivecore.ingest.masking;

import static io.hivecore.ingest.masking.FindersTest.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Masking in texts: JSON stays JSON, and rules with limits keep to them. */
class MaskingTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final MaskingRule EMAIL = rule(MaskingKind.EMAIL, "", "[MASKED:email]");

  @Test
  void masksWithinStringValuesAndTouchesNothingElse() {
    String json =
        """
        { "bob@example.com" : "bob@example.com",
          "n": [1.50, 13812345678, true, null, "x", "\\u0062ob@example.com\\n"], "e": {} }""";
    assertThat(masked(json, EMAIL))
        .isEqualTo(
            """
            { "bob@example.com" : "[MASKED:email]",
              "n": [1.50, 13812345678, true, null, "x", "[MASKED:email]\\n"], "e": {} }""");
  }

  @Test
  void masksJsonThatStandsAsTextInJson() {
    assertThat(
            masked("{\"messages\":\"[{\\\"content\\\":\\\"\\\\u0062ob@example.com\\\"}]\"}", EMAIL))
        .isEqualTo("{\"messages\":\"[{\\\"content\\\":\\\"[MASKED:email]\\\"}]\"}");
  }

  @Test
  void whatOnlyLooksLikeJsonIsPlainText() {
    assertThat(masked("{bob@example.com}", EMAIL)).isEqualTo("{[MASKED:email]}");
    assertThat(masked("[INFO] \"bob@example.com", EMAIL)).isEqualTo("[INFO] \"[MASKED:email]");
    assertThat(masked("[1] bob@example.com", EMAIL)).isEqualTo("[1] [MASKED:email]");
    assertThat(masked("[".repeat(2_000) + "bob@example.com", EMAIL)).endsWith("[MASKED:email]");
  }

  @Test
  void nothingFoundIsTheSameText() {
    for (String text : List.of("", "hello", "{\"a\":\"b\"}", "[1,2]")) {
      assertThat(masked(text, EMAIL)).isSameAs(text);
    }
  }

  @Test
  void aRuleWithLimitsKeepsToThem() {
    MaskingRule password = rule(MaskingKind.CUSTOM, "(?s).+", "#", "password", "metadata.Token");
    Masker masker = Masker.of(List.of(password));
    assertThat(masker.begin().masked("input", "password")).isEqualTo("password");
    assertThat(masker.begin().masked("password", "x")).isEqualTo("#");
    assertThat(
            masker
                .begin()
                .masked(
                    "metadata",
                    "{\"password\":\"a\",\"Password\":[\"b\",{\"c\":\"d\"}],\"passwords\":\"e\","
                        + "\"token\":\"f\",\"db.password\":\"g\",\"x\":{\"token\":\"h\"},\"y\":\"i\"}"))
        .isEqualTo(
            "{\"password\":\"#\",\"Password\":[\"#\",{\"c\":\"#\"}],\"passwords\":\"e\","
                + "\"token\":\"#\",\"db.password\":\"#\",\"x\":{\"token\":\"h\"},\"y\":\"i\"}");
  }

  /** Each x of this expression is looked at to the end of the text: time is quadratic. */
  @Test
  void whatTooMuchWorkWouldHaveToBeSearchedIsMaskedWhole() {
    MaskingRule costly = rule(MaskingKind.CUSTOM, "x[^y]*y|x", "#", "input");
    Masking masking = Masker.of(List.of(costly, EMAIL)).begin();
    assertThat(masking.masked("input", "x and bob@home.cn")).isEqualTo("# and [MASKED:email]");
    String json = masking.masked("input", "{\"a\":\"" + "x".repeat(100_000) + "\",\"n\":1}");
    assertThat(json).isEqualTo("{\"a\":\"[MASKED:not searched]\",\"n\":1}");
    assertThat(masking.masked("input", "short")).isEqualTo("[MASKED:not searched]");
    assertThat(masking.masked("output", "x, bob@home.cn")).isEqualTo("x, [MASKED:email]");
    assertThat(masking.hits()[0]).isEqualTo(3);
    // The next record starts anew.
    assertThat(Masker.of(List.of(costly)).begin().masked("input", "x")).isEqualTo("#");
  }

  /** The most that a tenant may set: the largest expressions, as many as there may be. */
  @Test
  void manyLargeExpressionsLookThroughAnOrdinaryText() {
    List<MaskingRule> rules =
        Collections.nCopies(
            MaskingRules.MOST_CUSTOM, rule(MaskingKind.CUSTOM, "[ab]{1,240}c", "#"));
    String text = "The bees of the hive like clover. ".repeat(100);
    assertThat(Masker.of(rules).begin().masked("input", text + "abc")).isEqualTo(text + "#");
  }

  @Test
  void onlyOneMemberMayBeGivenFree() {
    String events =
        "[{\"name\":\"a@b.cn\",\"attributes\":{\"k\":[\"a@b.cn\"]},\"time\":\"a@b.cn\"}]";
    assertThat(Masker.of(List.of(EMAIL)).begin().masked("events", "attributes", events))
        .isEqualTo(
            "[{\"name\":\"a@b.cn\",\"attributes\":{\"k\":[\"[MASKED:email]\"]},\"time\":\"a@b.cn\"}]");
  }

  @Test
  void eachRuleSeesWhatThoseBeforeItLeftAndHitsAreCounted() {
    Masking masking =
        Masker.of(List.of(EMAIL, rule(MaskingKind.CUSTOM, "MASKED", "HIDDEN"))).begin();
    assertThat(masking.masked("input", "[\"a@b.cn MASKED\",\"c@d.cn\"]"))
        .isEqualTo("[\"[HIDDEN:email] HIDDEN\",\"[HIDDEN:email]\"]");
    assertThat(masking.hits()).containsExactly(2, 3);
  }

  /** Whatever the values are, also half surrogate pairs and control characters. */
  @Property(tries = 500)
  void maskedJsonIsJsonOfTheSameStructure(@ForAll("values") Object value) {
    String json = JSON.writeValueAsString(List.of(value));
    MaskingRule vowels = rule(MaskingKind.CUSTOM, "[aeiou1]+", "#");
    JsonNode masked =
        JSON.readTree(
            Masker.of(List.of(EMAIL, rule(MaskingKind.PHONE, "", "#"), vowels))
                .begin()
                .masked("metadata", json));
    sameStructure(JSON.readTree(json), masked);
  }

  private static void sameStructure(JsonNode before, JsonNode after) {
    assertThat(after.getNodeType()).isEqualTo(before.getNodeType());
    if (before.isObject()) {
      assertThat(List.copyOf(after.propertyNames())).isEqualTo(List.copyOf(before.propertyNames()));
      before.propertyNames().forEach(name -> sameStructure(before.get(name), after.get(name)));
    } else if (before.isArray()) {
      assertThat(after.size()).isEqualTo(before.size());
      for (int i = 0; i < before.size(); i++) {
        sameStructure(before.get(i), after.get(i));
      }
    } else if (!before.isString()) {
      assertThat(after).isEqualTo(before);
    } else {
      assertThat(after.asString()).doesNotContainPattern("[aeou1]");
    }
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20),
            Arbitraries.of(
                "a@b.cn", "13812345678", "[\"a@b.cn\"]", "{\"k\":\"13812345678\"}", "{"));
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            texts.map(text -> (Object) text),
            Arbitraries.longs().map(number -> (Object) number),
            Arbitraries.of(true, false));
    return Arbitraries.lazyOf(
        () -> scalars,
        () -> scalars.list().ofMaxSize(4).map(list -> (Object) list),
        () ->
            Combinators.combine(
                    Arbitraries.strings().alpha().ofMaxLength(5),
                    values(),
                    Arbitraries.strings().alpha().ofMaxLength(5),
                    values())
                .as(
                    (one, first, two, second) -> {
                      var object = new java.util.LinkedHashMap<String, Object>();
                      object.put(one, first);
                      object.put(two, second);
                      return (Object) object;
                    }));
  }

  private static String masked(String text, MaskingRule rule) {
    return Masker.of(List.of(rule)).begin().masked("input", text);
  }
}
