package io.hivecore.telemetry.http;

import io.hivecore.telemetry.ExecutionTotals;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Shares of executions. */
final class Rates {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Rates() {}

  /** Failed ones of those that ended, from 0 to 1, four decimals; 0 when none ended. */
  static BigDecimal errorRate(ExecutionTotals executions) {
    return UsageTotalsWriter.exact(
        share(executions.failed(), executions.completed() + executions.failed(), 4));
  }

  /** Completed ones of all, running ones included, from 0 to 100, two decimals, as the original. */
  static BigDecimal successRate(ExecutionTotals executions) {
    return UsageTotalsWriter.exact(
        share(executions.completed(), executions.total(), 4).multiply(HUNDRED));
  }

  private static BigDecimal share(long part, long whole, int decimals) {
    return whole == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(part)
            .divide(BigDecimal.valueOf(whole), decimals, RoundingMode.HALF_EVEN);
  }
}
