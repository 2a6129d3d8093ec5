package io.hivecore.telemetry;

/**
 * Tokens of one model call, each count from 0 to {@link #MAX}.
 *
 * @param input all input tokens, those read from and written to a cache included
 * @param output all output tokens, reasoning included
 * @param total as sent, else input + output
 * @param cacheRead the part of input that was read from a cache
 * @param cacheWrite the part of input that was written to a cache
 * @param reasoning the part of output that was reasoning
 */
public record TokenUsage(
    long input, long output, long total, long cacheRead, long cacheWrite, long reasoning) {
  /**
   * The most tokens one call may report, 10^12: above any real call, and a million such calls still
   * sum in 64 bits.
   */
  public static final long MAX = 1_000_000_000_000L;

  public TokenUsage {
    check("input", input);
    check("output", output);
    check("total", total);
    check("cacheRead", cacheRead);
    check("cacheWrite", cacheWrite);
    check("reasoning", reasoning);
  }

  private static void check(String name, long count) {
    if (count < 0 || count > MAX) {
      throw new IllegalArgumentException(name + " must be from 0 to " + MAX + ", was " + count);
    }
  }
}
