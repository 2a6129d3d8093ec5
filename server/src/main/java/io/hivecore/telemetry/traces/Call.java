package io.hivecore.telemetry.traces;

import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.UsageRecord;

/**
 * A model call that its trace bills.
 *
 * @param span that tells of it
 * @param usage what it comes to
 */
public record Call(SpanRecord span, UsageRecord usage) {
  /** By its span's name alone, which is cheap; equal ones have the same. */
  @Override
  public int hashCode() {
    return span.id().hashCode();
  }

  public String responseId() {
    return span.call().responseId();
  }

  /** Whether another trace may tell of it, too. */
  boolean mayHaveTwin() {
    return !responseId().isEmpty() && span.kindOfSpan().isInference();
  }
}
