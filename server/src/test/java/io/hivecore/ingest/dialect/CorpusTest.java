package io.hivecore.ingest.dialect;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.TokenUsage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What real clients sent becomes what they did. With {@code -Dhivecore.corpus.write=true} it writes
 * the canonical records beside the payloads instead of comparing them.
 */
final class CorpusTest {
  /** What the model server said and no attribute has. */
  private static final Map<String, Set<String>> NOT_SENT =
      Map.of("vercel-ai-7/reasoning", Set.of("reasoning"));

  /** Those of which something came by OpenTelemetry's protocol; CorpusServerTest has the others. */
  static List<Corpus.Case> cases() {
    return Corpus.cases().stream().filter(one -> !Replay.of(one).spans().isEmpty()).toList();
  }

  /** Those of which anything was read at all. */
  static List<Corpus.Case> read() {
    return Corpus.cases().stream()
        .filter(one -> Replay.of(one).spans().size() + Replay.of(one).others().size() > 0)
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void concludesWhatTheClientDid(Corpus.Case one) {
    Replay replay = Replay.of(one);
    List<SpanRecord> spans = replay.spans();
    List<SpanRecord> calls = ModelCalls.of(spans);
    Map<Object, Object> expected = new HashMap<>(one.expected());
    expected.keySet().removeAll(NOT_SENT.getOrDefault(one.toString(), Set.of()));
    expected.computeIfPresent("provider", CorpusTest::canonical);
    SoftAssertions check = new SoftAssertions();
    each(expected, "calls", check, calls.size());
    sum(expected, "input_tokens", check, calls, TokenUsage::input);
    sum(expected, "output_tokens", check, calls, TokenUsage::output);
    sum(expected, "cache_read", check, calls, TokenUsage::cacheRead);
    sum(expected, "cache_write", check, calls, TokenUsage::cacheWrite);
    sum(expected, "reasoning", check, calls, TokenUsage::reasoning);
    List<SpanRecord> asked =
        spans.stream().filter(span -> span.kindOfSpan().isInference()).toList();
    all(expected, "models", check, calls.isEmpty() ? asked : calls, span -> span.call().model());
    all(expected, "provider", check, calls, span -> span.call().provider());
    some(expected, "session", check, spans, span -> Set.of(span.subject().sessionId()));
    some(expected, "user", check, spans, span -> Set.of(span.subject().userId()));
    some(expected, "environment", check, spans, span -> Set.of(span.subject().environment()));
    some(expected, "tags", check, spans, span -> Set.copyOf(span.detail().tags()));
    some(expected, "agents", check, spans, span -> Set.of(span.context().agentName()));
    some(
        expected,
        "tools",
        check,
        spans,
        span -> span.kindOfSpan() == SpanKind.TOOL ? Set.of(span.call().toolName()) : Set.of());
    contains(expected, "prompt_contains", check, spans, span -> span.content().shownInput());
    contains(expected, "completion_contains", check, spans, span -> span.content().shownOutput());
    if (expected.get("trace_name") instanceof String name) {
      Set<String> names = new TreeSet<>();
      replay.traces().forEach(trace -> names.add(trace.name()));
      spans.stream()
          .filter(span -> span.parentSpanId().isEmpty())
          .forEach(root -> names.add(root.name()));
      check.assertThat(names).as("trace_name").contains(name);
    }
    if (expected.get("errors") instanceof Boolean errors) {
      check
          .assertThat(spans.stream().anyMatch(span -> span.status() == SpanStatus.ERROR))
          .as("errors")
          .isEqualTo(errors);
    }
    if (expected.get("reported_cost_usd") instanceof BigDecimal cost) {
      BigDecimal reported = BigDecimal.ZERO;
      for (SpanRecord call : calls) {
        BigDecimal amount = call.cost().reported();
        reported = amount == null ? reported : reported.add(amount);
      }
      check.assertThat(reported).as("reported_cost_usd").isEqualByComparingTo(cost);
    }
    check.assertAll();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("read")
  void recordsAreAsTheyWere(Corpus.Case one) throws IOException {
    Replay replay = Replay.of(one);
    Path file = one.folder().resolve("canonical.json");
    String now = CanonicalText.of(replay);
    if (Boolean.getBoolean("hivecore.corpus.write")) {
      Files.writeString(file, now);
    }
    assertThat(file).as("write it with -Dhivecore.corpus.write=true, and read it").exists();
    assertThat(now).isEqualTo(Files.readString(file));
  }

  private static Object canonical(Object key, Object provider) {
    String canonical = Providers.canonical(provider.toString());
    return canonical == null ? provider : canonical;
  }

  private static void each(Map<?, ?> expected, String name, SoftAssertions check, long actual) {
    if (expected.get(name) instanceof BigDecimal number) {
      check.assertThat(actual).as(name).isEqualTo(number.longValueExact());
    }
  }

  private static void sum(
      Map<?, ?> expected,
      String name,
      SoftAssertions check,
      List<SpanRecord> calls,
      ToLongFunction<TokenUsage> part) {
    long sum = 0;
    for (SpanRecord call : calls) {
      TokenUsage tokens = call.tokens();
      sum += tokens == null ? 0 : part.applyAsLong(tokens);
    }
    each(expected, name, check, sum);
  }

  private static Set<String> words(Object expected) {
    Set<String> words = new TreeSet<>();
    if (expected instanceof List<?> list) {
      for (Object item : list) {
        words.add(
            item instanceof Map<?, ?> named ? String.valueOf(named.get("name")) : item.toString());
      }
    } else {
      words.add(expected.toString());
    }
    return words;
  }

  /** That all of them together say exactly this. */
  private static void all(
      Map<?, ?> expected,
      String name,
      SoftAssertions check,
      List<SpanRecord> spans,
      Function<SpanRecord, String> said) {
    if (expected.get(name) != null && !spans.isEmpty()) {
      Set<String> actual = spans.stream().map(said).collect(toCollection(TreeSet::new));
      check.assertThat(actual).as(name).isEqualTo(words(expected.get(name)));
    }
  }

  /** That one or the other says each of these. */
  private static void some(
      Map<?, ?> expected,
      String name,
      SoftAssertions check,
      List<SpanRecord> spans,
      Function<SpanRecord, Set<String>> said) {
    if (expected.get(name) != null) {
      Set<String> actual = new TreeSet<>();
      spans.forEach(span -> actual.addAll(said.apply(span)));
      check.assertThat(actual).as(name).containsAll(words(expected.get(name)));
    }
  }

  private static void contains(
      Map<?, ?> expected,
      String name,
      SoftAssertions check,
      List<SpanRecord> spans,
      Function<SpanRecord, String> text) {
    if (expected.get(name) instanceof String words && !words.isEmpty()) {
      check
          .assertThat(spans.stream().map(text).anyMatch(one -> one.contains(words)))
          .as(name + ": " + words)
          .isTrue();
    }
  }
}
