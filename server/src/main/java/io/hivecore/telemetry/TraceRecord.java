package io.hivecore.telemetry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trace: what its spans come to, and what was said of the trace as a whole. A message has the
 * latter alone, with {@link TraceFigures#NONE}.
 *
 * @param timestamp when it started; while it has no spans, when it was first heard of
 * @param context whose trace id names it; project, round and agent are the root's
 * @param name as sent for the trace; empty when it has the root's
 * @param subject as sent for the trace; what it leaves open the spans fill
 * @param input as sent for the trace; empty when it is the root's
 * @param output as sent for the trace; empty when it is the root's
 * @param tags as sent for the trace
 * @param metadata the text of one JSON object; may be empty
 */
public record TraceRecord(
    UUID id,
    Instant timestamp,
    Instant receivedAt,
    Context context,
    String name,
    Subject subject,
    String input,
    String output,
    List<String> tags,
    String metadata,
    TraceFigures figures,
    @Nullable String extra)
    implements MergedRecord {
  public TraceRecord {
    requireNonNull(name, "name");
    requireNonNull(subject, "subject");
    requireNonNull(input, "input");
    requireNonNull(output, "output");
    tags = List.copyOf(tags);
    requireNonNull(metadata, "metadata");
    requireNonNull(figures, "figures");
  }

  @Override
  public RecordKind kind() {
    return RecordKind.TRACE;
  }

  public String traceId() {
    return context.traceId();
  }

  /** The name to show. */
  public String shownName() {
    return Texts.first(name, figures.rootName());
  }

  /** The subject to show. */
  public Subject shownSubject() {
    return subject.filledFrom(figures.subject());
  }

  /** The tags to show. */
  public List<String> shownTags() {
    return SpanDetail.union(tags, figures.tags());
  }

  /** This state with a later message laid over it; figures stay. */
  public TraceRecord mergedWith(TraceRecord message) {
    return new TraceRecord(
        id,
        figures.spans() > 0 || timestamp.isBefore(message.timestamp)
            ? timestamp
            : message.timestamp,
        message.receivedAt,
        message.context.filledFrom(context),
        Texts.first(message.name, name),
        message.subject.filledFrom(subject),
        Texts.first(message.input, input),
        Texts.first(message.output, output),
        SpanDetail.union(tags, message.tags),
        SpanDetail.union(message.metadata, metadata),
        figures,
        ExtraFields.union(message.extra, extra));
  }

  /** This trace with other texts. */
  public TraceRecord withTexts(
      String newInput, String newOutput, String newMetadata, @Nullable String newExtra) {
    return new TraceRecord(
        id,
        timestamp,
        receivedAt,
        context,
        name,
        subject,
        newInput,
        newOutput,
        tags,
        newMetadata,
        figures,
        newExtra);
  }

  /** This trace as its spans now have it. */
  public TraceRecord withFigures(TraceFigures newFigures, Context newContext, Instant heard) {
    Instant start = newFigures.start();
    return new TraceRecord(
        id,
        start == null ? timestamp : start,
        heard,
        newContext.filledFrom(context),
        name,
        subject,
        input,
        output,
        tags,
        metadata,
        newFigures,
        extra);
  }
}
