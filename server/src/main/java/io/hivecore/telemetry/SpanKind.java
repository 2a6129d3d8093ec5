package io.hivecore.telemetry;

import java.util.Locale;
import java.util.Optional;

/**
 * What a span of an agent's run is, whatever its dialect calls it. The code is part of the
 * journal's format: never reuse one.
 */
public enum SpanKind implements Coded {
  /** Anything else. */
  SPAN(0),
  AGENT(1),
  /** One call of a model that makes text. */
  GENERATION(2),
  TOOL(3),
  /** A search, or the sorting of what it found. */
  RETRIEVER(4),
  EMBEDDING(5),
  /** Steps that belong together: a workflow, a task, a prompt being put together. */
  CHAIN(6),
  GUARDRAIL(7),
  EVALUATOR(8);

  private final int code;
  private final String wireName;

  SpanKind(int code) {
    this.code = code;
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /** Whether it is a model's own work, so that its tokens are not the sum of others'. */
  public boolean isInference() {
    return this == GENERATION || this == EMBEDDING || this == RETRIEVER;
  }

  public static Optional<SpanKind> ofCode(int code) {
    return Coded.ofCode(values(), code);
  }

  public static Optional<SpanKind> ofWireName(String wireName) {
    return Coded.ofWireName(values(), wireName);
  }
}
