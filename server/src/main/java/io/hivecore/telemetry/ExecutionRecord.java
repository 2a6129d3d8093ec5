package io.hivecore.telemetry;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of one agent, or what one message said of it. A null component was not sent; {@link
 * #mergedWith} lays a later message over an earlier state. Its totals are shown and never enter the
 * ledger.
 *
 * @param executionId the sender's id, unique within the tenant
 * @param timestamp when it started
 * @param receivedAt when it was last heard of
 * @param durationMillis milliseconds
 */
public record ExecutionRecord(
    UUID id,
    String executionId,
    Instant timestamp,
    Instant receivedAt,
    Context context,
    @Nullable String nodeId,
    @Nullable Long roundIndex,
    @Nullable Instant endTime,
    @Nullable Double durationMillis,
    @Nullable ExecutionStatus status,
    @Nullable String content,
    @Nullable String errorMessage,
    @Nullable Long llmCalls,
    @Nullable Long totalTokens,
    @Nullable BigDecimal totalCost,
    @Nullable String extra)
    implements MergedRecord {
  @Override
  public RecordKind kind() {
    return RecordKind.EXECUTION;
  }

  /** The status to show: an execution of which no message named one is running. */
  public ExecutionStatus effectiveStatus() {
    return status == null ? ExecutionStatus.RUNNING : status;
  }

  /**
   * This state with a later message laid over it. Absent fields keep their value and so does a
   * terminal status. When this state is terminal and the message is not, the message came late: it
   * only fills what is still absent. It was heard of when the message came, also when that is
   * earlier by a clock that was set back.
   */
  public ExecutionRecord mergedWith(ExecutionRecord message) {
    boolean late = effectiveStatus().isTerminal() && !message.effectiveStatus().isTerminal();
    ExecutionRecord over = late ? this : message;
    ExecutionRecord under = late ? message : this;
    return new ExecutionRecord(
        id,
        executionId,
        over.timestamp,
        message.receivedAt,
        over.context.filledFrom(under.context),
        first(over.nodeId, under.nodeId),
        first(over.roundIndex, under.roundIndex),
        first(over.endTime, under.endTime),
        first(over.durationMillis, under.durationMillis),
        effectiveStatus().isTerminal() ? status : first(message.status, status),
        first(over.content, under.content),
        first(over.errorMessage, under.errorMessage),
        first(over.llmCalls, under.llmCalls),
        first(over.totalTokens, under.totalTokens),
        first(over.totalCost, under.totalCost),
        ExtraFields.union(over.extra, under.extra));
  }

  /** This run with other texts. */
  public ExecutionRecord withTexts(
      @Nullable String newContent, @Nullable String newErrorMessage, @Nullable String newExtra) {
    return new ExecutionRecord(
        id,
        executionId,
        timestamp,
        receivedAt,
        context,
        nodeId,
        roundIndex,
        endTime,
        durationMillis,
        status,
        newContent,
        newErrorMessage,
        llmCalls,
        totalTokens,
        totalCost,
        newExtra);
  }

  private static <T> @Nullable T first(@Nullable T preferred, @Nullable T other) {
    return preferred != null ? preferred : other;
  }
}
