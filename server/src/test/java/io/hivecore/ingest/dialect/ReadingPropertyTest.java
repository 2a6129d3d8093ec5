package io.hivecore.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whatever attributes come, reading them throws nothing, gives texts that are what they claim to
 * be, and does not depend on their order. Attributes are drawn from all names that any dialect
 * knows, with values that often are of another type than expected.
 */
final class ReadingPropertyTest {
  private static final int ROUNDS = 3_000;
  private static final List<String> NAMES = names();
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "chat",
          "execute_tool",
          "tool",
          "LLM",
          "span",
          "generation",
          "23",
          "-1",
          "1e999999999",
          "9".repeat(500),
          "0.003",
          "NaN",
          "\"quoted\"",
          "\"",
          "{",
          "[]",
          "{}",
          "[{\"role\":\"user\",\"content\":\"\\u8702\\ud83d\"}]",
          "{\"input\":41,\"output\":1e400,\"total\":-1}",
          "{\"anthropic\":{\"usage\":{\"cache_read_input_tokens\":\"7\"}},\"session_id\":[]}",
          "{'cache_read': 5}",
          "2026-01-01T00:00:00Z",
          "pending_span",
          "anthropic",
          "a\0b",
          "\uD83D",
          "[".repeat(2_000),
          "{\"generations\":[[{\"message\":{\"kwargs\":{\"usage_metadata\":3}}}]]}");

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Dialect dialect : Dialects.ALL) {
      names.addAll(dialect.markers());
      for (Source source : dialect.sources()) {
        names.add(source.key());
        names.add(source.key() + "0.message.role");
        names.add(source.key() + "999999999.message.tool_calls.3.tool_call.id");
        names.add(source.key() + ".x");
      }
    }
    return names;
  }

  private static AnyValue value(Random random, int depth) {
    AnyValue.Builder value = AnyValue.newBuilder();
    switch (random.nextInt(depth > 3 ? 5 : 8)) {
      case 0 -> value.setIntValue(random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(99));
      case 1 -> value.setDoubleValue(Double.longBitsToDouble(random.nextLong()));
      case 2 -> value.setBoolValue(random.nextBoolean());
      case 3, 6, 7 -> value.setStringValue(TEXTS.get(random.nextInt(TEXTS.size())));
      case 4 -> {}
      default -> {
        ArrayValue.Builder items = ArrayValue.newBuilder();
        KeyValueList.Builder members = KeyValueList.newBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.addValues(value(random, depth + 1));
          members.addValues(
              KeyValue.newBuilder()
                  .setKey(random.nextBoolean() ? "input" : "total")
                  .setValue(value(random, depth + 1)));
        }
        if (random.nextBoolean()) {
          value.setArrayValue(items);
        } else {
          value.setKvlistValue(members);
        }
      }
    }
    return value.build();
  }

  private static List<KeyValue> attributes(Random random) {
    List<KeyValue> attributes = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (int i = random.nextInt(40); i >= 0; i--) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      if (used.add(name)) {
        attributes.add(KeyValue.newBuilder().setKey(name).setValue(value(random, 0)).build());
      }
    }
    return attributes;
  }

  @Test
  void anyAttributesAreReadAndTheirOrderDoesNotMatter() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<KeyValue> attributes = attributes(random);
      String scope = random.nextBoolean() ? "agentscope" : random.nextBoolean() ? "ai" : "";
      Span span = Otlp.span("chat x", Map.of()).addAllAttributes(attributes).build();
      SpanRecord read = Otlp.record(span, scope, Map.of());
      check(read);
      Collections.shuffle(attributes, random);
      Span shuffled = Otlp.span("chat x", Map.of()).addAllAttributes(attributes).build();
      assertThat(Otlp.record(shuffled, scope, Map.of())).as("seed %s", seed).isEqualTo(read);
    }
  }

  @Test
  void anyLogRecordIsRead() {
    List<String> events =
        List.of(
            "gen_ai.user.message",
            "gen_ai.choice",
            "gen_ai.client.inference.operation.details",
            "gen_ai.evaluation.result",
            "claude_code.api_request",
            "claude_code.user_prompt",
            "codex.sse_event",
            "codex.",
            "gemini_cli.tool_call",
            "");
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      for (TelemetryRecord record :
          Otlp.records(
              Otlp.logOfSpan(events.get(random.nextInt(events.size())), Map.of())
                  .setTimeUnixNano(random.nextInt(3) == 0 ? random.nextLong() : Otlp.START_NANOS)
                  .setBody(value(random, 0))
                  .addAllAttributes(attributes(random)))) {
        if (record instanceof SpanRecord span) {
          check(span);
        }
      }
    }
  }

  /** Texts that are to be JSON are JSON. */
  private static void check(SpanRecord span) {
    for (String json :
        List.of(
            span.detail().attributes(),
            span.detail().metadata(),
            span.detail().events(),
            span.call().parameters())) {
      if (!json.isEmpty()) {
        assertThat(JsonIn.parse(json)).as(json).isNotNull();
      }
    }
    span.content()
        .messages()
        .forEach(message -> assertThat(JsonIn.parse(message.json())).isNotNull());
    assertThat(span.toString()).doesNotContain("\0");
  }

  @Test
  void tenThousandAttributesAreBounded() {
    Span.Builder span = Otlp.span("bomb", Map.of());
    for (int i = 0; i < 10_000; i++) {
      String name =
          switch (i % 5) {
            case 0 -> "llm.input_messages." + i * 99_999L + ".message.content";
            case 1 -> "gen_ai.request.p" + i;
            case 2 -> "langfuse.trace.metadata.m" + i;
            case 3 -> "embedding.embeddings." + i + ".embedding.vector";
            default -> "other" + i;
          };
      span.addAttributes(KeyValue.newBuilder().setKey(name).setValue(Otlp.value("v")));
    }
    SpanRecord read = Otlp.record(span.build());
    assertThat((List<?>) JsonIn.parse(read.content().input())).hasSize(IndexedList.MOST_ITEMS);
    assertThat((Map<?, ?>) JsonIn.parse(read.call().parameters())).hasSize(1_000);
    assertThat((Map<?, ?>) JsonIn.parse(read.detail().metadata())).hasSize(1_000);
    assertThat((Map<?, ?>) JsonIn.parse(read.detail().attributes())).hasSize(8_000);
  }

  @Test
  void deepValuesAreCut() {
    AnyValue deep = Otlp.value("bottom");
    for (int i = 0; i < 1_000; i++) {
      deep =
          i % 2 == 0
              ? AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(deep)).build()
              : AnyValue.newBuilder()
                  .setKvlistValue(
                      KeyValueList.newBuilder()
                          .addValues(KeyValue.newBuilder().setKey("k").setValue(deep)))
                  .build();
    }
    Span.Builder span = Otlp.span("deep", Map.of());
    for (String name : List.of("custom", "gen_ai.input.messages", "gen_ai.request.deep")) {
      span.addAttributes(KeyValue.newBuilder().setKey(name).setValue(deep));
    }
    SpanRecord read = Otlp.record(span.build());
    check(read);
    assertThat(read.detail().attributes()).hasSizeLessThan(2_000).contains(Tree.CUT);
    assertThat(read.content().input()).contains(Tree.CUT);
    assertThat(Otlp.records(Otlp.log("", Map.of()).setBody(deep)).getFirst().toString())
        .contains(Tree.CUT);
  }
}
