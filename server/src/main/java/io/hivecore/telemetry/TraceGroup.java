package io.hivecore.telemetry;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What the traces of one session or end user come to.
 *
 * @param key the session's or user's id
 * @param first when the first of them started
 * @param last when the last of them started or ended
 * @param errors how many of them failed
 * @param calls how many model calls were billed
 * @param unpriced how many of these have no price
 * @param cost USD
 */
public record TraceGroup(
    String key,
    long traces,
    Instant first,
    Instant last,
    long errors,
    long calls,
    long unpriced,
    long inputTokens,
    long outputTokens,
    long totalTokens,
    BigDecimal cost) {
  /** What traces are grouped by. */
  public enum By {
    SESSION,
    USER
  }
}
