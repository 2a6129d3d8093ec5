package io.hivecore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExecutionRecordTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Context CONTEXT = new Context("shop", "r1", "a1", "Ann", "", "");

  /** What a message says by itself; null where it says nothing. */
  private static ExecutionRecord message(
      Instant start,
      @Nullable ExecutionStatus status,
      @Nullable Instant end,
      @Nullable String content,
      @Nullable Long tokens,
      @Nullable String cost) {
    return new ExecutionRecord(
        new UUID(1, 2),
        "run",
        start,
        start,
        CONTEXT,
        null,
        null,
        end,
        null,
        status,
        content,
        null,
        null,
        tokens,
        cost == null ? null : new BigDecimal(cost),
        null);
  }

  @Test
  void whatAMessageLeavesOutIsKept() {
    ExecutionRecord merged =
        message(START, null, null, "first", 10L, "0.5")
            .mergedWith(message(START, ExecutionStatus.FAILED, START, null, null, null));

    assertThat(merged)
        .isEqualTo(message(START, ExecutionStatus.FAILED, START, "first", 10L, "0.5"));
  }

  @Test
  void aLateRunningChangesNothingThatIsKnown() {
    ExecutionRecord merged =
        message(START, ExecutionStatus.COMPLETED, START.plusSeconds(9), "done", 10L, "0.5")
            .mergedWith(
                message(START.minusSeconds(60), ExecutionStatus.RUNNING, START, "begins", 0L, "0"));

    assertThat(merged.effectiveStatus()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(merged.timestamp()).isEqualTo(START);
    assertThat(merged.endTime()).isEqualTo(START.plusSeconds(9));
    assertThat(merged.content()).isEqualTo("done");
    assertThat(merged.totalTokens()).isEqualTo(10);
    assertThat(merged.totalCost()).isEqualTo("0.5");
    // It was heard of, though.
    assertThat(merged.receivedAt()).isEqualTo(START.minusSeconds(60));
  }

  @Test
  void aLateRunningFillsWhatIsNotKnown() {
    ExecutionRecord merged =
        message(START, ExecutionStatus.COMPLETED, null, null, null, null)
            .mergedWith(message(START, ExecutionStatus.RUNNING, null, "begins", 7L, null));

    assertThat(merged)
        .isEqualTo(message(START, ExecutionStatus.COMPLETED, null, "begins", 7L, null));
  }
}
