package io.hivecore.telemetry.http;

import io.hivecore.http.QueryReader;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.TraceFilter;
import io.hivecore.telemetry.words.WordQuery;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the parameters that say which traces are asked for. */
final class TraceFilterReader {
  /** Every parameter that {@link #read} and {@link Window#read} look at, in fixed order. */
  static final List<String> NAMES =
      List.of(
          "from",
          "to",
          "days",
          "trace_id",
          "project",
          "round",
          "name",
          "kind",
          "agent",
          "agent_name",
          "model",
          "model_name",
          "tool",
          "session",
          "user",
          "environment",
          "release",
          "tag",
          "status",
          "min_duration_ms",
          "max_duration_ms",
          "min_cost_usd",
          "max_cost_usd",
          "score",
          "min_score",
          "max_score",
          "score_label",
          "q");

  private static final int MOST_TEXT = 200;

  private TraceFilterReader() {}

  static TraceFilter read(QueryReader query, Window window) {
    return new TraceFilter(
        window.from(),
        window.to(),
        Set.copyOf(query.list("trace_id")),
        Set.copyOf(query.list("project")),
        Set.copyOf(query.list("round")),
        Set.copyOf(query.list("name")),
        query.someOf("kind", SpanKind.values(), SpanKind::wireName).stream()
            .map(SpanKind::wireName)
            .collect(Collectors.toSet()),
        either(query, "agent", "agent_name"),
        either(query, "model", "model_name"),
        Set.copyOf(query.list("tool")),
        Set.copyOf(query.list("session")),
        Set.copyOf(query.list("user")),
        Set.copyOf(query.list("environment")),
        Set.copyOf(query.list("release")),
        Set.copyOf(query.list("tag")),
        query.someOf("status", TraceFilter.Status.values(), TraceFilter.Status::wireName),
        real(query, "min_duration_ms"),
        real(query, "max_duration_ms"),
        number(query, "min_cost_usd"),
        number(query, "max_cost_usd"),
        score(query),
        text(query));
  }

  private static Set<String> either(QueryReader query, String name, String otherName) {
    Set<String> values = new LinkedHashSet<>(query.list(name));
    values.addAll(query.list(otherName));
    return values;
  }

  private static TraceFilter.@Nullable Score score(QueryReader query) {
    Double least = real(query, "min_score");
    Double most = real(query, "max_score");
    String label = query.text("score_label").orElse("");
    Optional<String> name = query.text("score");
    if (name.isEmpty() && (least != null || most != null || !label.isEmpty())) {
      query.invalid("score", "Give the name of the score.");
    }
    return name.map(text -> new TraceFilter.Score(text, least, most, label)).orElse(null);
  }

  private static String text(QueryReader query) {
    String text = query.text("q").orElse("");
    if (text.length() > MOST_TEXT) {
      query.invalid("q", "Ensure this value has no more than " + MOST_TEXT + " characters.");
    } else if (!text.isBlank()) {
      WordQuery words = WordQuery.parse(text);
      if (words.isEmpty()) {
        query.invalid("q", "Ask for a word: something with letters or digits.");
      } else if (words.terms().size() > WordQuery.MOST_TERMS) {
        query.invalid("q", "Ask for no more than " + WordQuery.MOST_TERMS + " words.");
      }
    }
    return text;
  }

  private static @Nullable Double real(QueryReader query, String name) {
    BigDecimal value = number(query, name);
    return value == null ? null : value.doubleValue();
  }

  private static @Nullable BigDecimal number(QueryReader query, String name) {
    Optional<String> text = query.text(name).map(String::strip);
    if (text.isEmpty()) {
      return null;
    }
    try {
      // As long as any sensible number, so that an exponent cannot ask for gigabytes of digits.
      if (text.get().length() <= 40) {
        BigDecimal value = new BigDecimal(text.get());
        if (Math.abs((long) value.precision() - value.scale()) <= 20) {
          return value;
        }
      }
    } catch (NumberFormatException e) {
      query.invalid(name, "A valid number is required.");
      return null;
    }
    query.invalid(name, "A number of reasonable size is required.");
    return null;
  }
}
