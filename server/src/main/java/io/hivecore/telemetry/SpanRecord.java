package io.hivecore.telemetry;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step of a trace, or what one message said of it; {@link #mergedWith} lays a later message
 * over an earlier state. Its context always has a trace id and a span id.
 *
 * @param timestamp when it started; when no message has said so, when the message was
 * @param primary whether the span itself has come, and not only a log event that belongs to it
 * @param started whether {@code timestamp} is the span's own start
 * @param parentSpanId empty for a root
 * @param kindOfSpan {@link SpanKind#SPAN} when nothing tells more
 * @param endTime null while it runs
 * @param statusMessage why it failed; may be empty
 * @param tokens as {@link TokenUsage} has them, whatever the dialect's arithmetic; null when none
 *     were sent
 * @param cost in USD; {@link Cost#UNPRICED} where there are no tokens and none was reported
 * @param dialect which table of names it was read by
 */
public record SpanRecord(
    UUID id,
    Instant timestamp,
    Instant receivedAt,
    Context context,
    boolean primary,
    boolean started,
    String parentSpanId,
    SpanKind kindOfSpan,
    String name,
    @Nullable Instant endTime,
    SpanStatus status,
    String statusMessage,
    Subject subject,
    ModelCall call,
    @Nullable TokenUsage tokens,
    Cost cost,
    SpanContent content,
    SpanDetail detail,
    String dialect,
    @Nullable String extra)
    implements MergedRecord {
  public SpanRecord {
    requireNonNull(parentSpanId, "parentSpanId");
    requireNonNull(kindOfSpan, "kindOfSpan");
    requireNonNull(name, "name");
    requireNonNull(status, "status");
    requireNonNull(statusMessage, "statusMessage");
    requireNonNull(subject, "subject");
    requireNonNull(call, "call");
    requireNonNull(cost, "cost");
    requireNonNull(content, "content");
    requireNonNull(detail, "detail");
    requireNonNull(dialect, "dialect");
  }

  @Override
  public RecordKind kind() {
    return RecordKind.SPAN;
  }

  public String traceId() {
    return context.traceId();
  }

  public String spanId() {
    return context.spanId();
  }

  /** Milliseconds; null while it runs. */
  public @Nullable Double durationMillis() {
    Instant end = endTime;
    return end == null ? null : Math.max(0, Duration.between(timestamp, end).toNanos() / 1e6);
  }

  /**
   * This state with a later message laid over it: what the message says counts, what it does not
   * say is kept. What a log event says only fills what the span itself leaves open, so that it does
   * not matter which of them comes first.
   */
  public SpanRecord mergedWith(SpanRecord message) {
    boolean under = primary == message.primary ? !primary && isBefore(message) : primary;
    SpanRecord top = under ? this : message;
    SpanRecord bottom = under ? message : this;
    return new SpanRecord(
        id,
        start(top, bottom),
        message.receivedAt,
        top.context.filledFrom(bottom.context),
        primary || message.primary,
        started || message.started,
        Texts.first(top.parentSpanId, bottom.parentSpanId),
        top.kindOfSpan == SpanKind.SPAN ? bottom.kindOfSpan : top.kindOfSpan,
        Texts.first(top.name, bottom.name),
        top.endTime != null ? top.endTime : bottom.endTime,
        top.status == SpanStatus.UNSET ? bottom.status : top.status,
        Texts.first(top.statusMessage, bottom.statusMessage),
        top.subject.filledFrom(bottom.subject),
        top.call.filledFrom(bottom.call),
        top.tokens != null ? top.tokens : bottom.tokens,
        top.cost.amount() != null ? top.cost : bottom.cost,
        top.content.filledFrom(bottom.content),
        top.detail.filledFrom(bottom.detail),
        Texts.first(top.dialect, bottom.dialect),
        ExtraFields.union(top.extra, bottom.extra));
  }

  private static Instant start(SpanRecord top, SpanRecord bottom) {
    if (top.started || bottom.started) {
      return top.started ? top.timestamp : bottom.timestamp;
    }
    return top.timestamp.isBefore(bottom.timestamp) ? top.timestamp : bottom.timestamp;
  }

  /** Of two log events the earlier goes first, whichever came first. */
  private boolean isBefore(SpanRecord other) {
    int compared = timestamp.compareTo(other.timestamp);
    return compared < 0
        || (compared == 0 && content.toString().compareTo(other.content.toString()) < 0);
  }

  /** Whether both say the same, whenever they came. */
  public boolean saysTheSameAs(SpanRecord other) {
    return equals(other.receivedAt(receivedAt));
  }

  private SpanRecord receivedAt(Instant when) {
    return new SpanRecord(
        id,
        timestamp,
        when,
        context,
        primary,
        started,
        parentSpanId,
        kindOfSpan,
        name,
        endTime,
        status,
        statusMessage,
        subject,
        call,
        tokens,
        cost,
        content,
        detail,
        dialect,
        extra);
  }

  /** This span with another cost. */
  public SpanRecord withCost(Cost newCost) {
    return new SpanRecord(
        id,
        timestamp,
        receivedAt,
        context,
        primary,
        started,
        parentSpanId,
        kindOfSpan,
        name,
        endTime,
        status,
        statusMessage,
        subject,
        call,
        tokens,
        newCost,
        content,
        detail,
        dialect,
        extra);
  }

  /** This span with other texts. */
  public SpanRecord withTexts(
      String newStatusMessage,
      ModelCall newCall,
      SpanContent newContent,
      SpanDetail newDetail,
      @Nullable String newExtra) {
    return new SpanRecord(
        id,
        timestamp,
        receivedAt,
        context,
        primary,
        started,
        parentSpanId,
        kindOfSpan,
        name,
        endTime,
        status,
        newStatusMessage,
        subject,
        newCall,
        tokens,
        cost,
        newContent,
        newDetail,
        dialect,
        newExtra);
  }

  /** What a tree of spans, or a graph, is made of: less than the {@link #outline}. */
  public SpanRecord branch() {
    return new SpanRecord(
        id,
        timestamp,
        receivedAt,
        new Context(
            "", "", context.agentId(), context.agentName(), context.traceId(), context.spanId()),
        primary,
        false,
        parentSpanId,
        kindOfSpan,
        name,
        endTime,
        status,
        statusMessage,
        Subject.NONE,
        call.named(),
        tokens,
        new Cost(cost.reported(), cost.computed(), ""),
        SpanContent.NONE,
        SpanDetail.NONE,
        "",
        null);
  }

  /** This span without its texts: what is needed to lay out and to sum up a trace. */
  public SpanRecord outline() {
    return new SpanRecord(
        id,
        timestamp,
        receivedAt,
        context,
        primary,
        started,
        parentSpanId,
        kindOfSpan,
        name,
        endTime,
        status,
        statusMessage,
        subject,
        call,
        tokens,
        cost,
        SpanContent.NONE,
        detail.tags().isEmpty()
            ? SpanDetail.NONE
            : new SpanDetail(detail.tags(), "", "", "", "", "", ""),
        dialect,
        null);
  }
}
