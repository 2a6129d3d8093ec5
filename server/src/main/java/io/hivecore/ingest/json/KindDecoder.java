package io.hivecore.ingest.json;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.Identities.Identity;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.RecordKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows the fields of one kind of record and what they mean. Has no state. */
sealed interface KindDecoder permits UsageDecoder, ExecutionDecoder, TimelineDecoder, LogDecoder {

  static KindDecoder of(RecordKind kind) {
    return switch (kind) {
      case USAGE -> UsageDecoder.INSTANCE;
      case EXECUTION -> ExecutionDecoder.INSTANCE;
      case TIMELINE -> TimelineDecoder.INSTANCE;
      case LOG -> LogDecoder.INSTANCE;
      case SPAN, SCORE, TRACE, METRIC_POINT ->
          throw new IllegalArgumentException(kind + " has doors of its own");
    };
  }

  /** The kinds that come as JSON records of our own. */
  List<RecordKind> KINDS =
      List.of(RecordKind.USAGE, RecordKind.EXECUTION, RecordKind.TIMELINE, RecordKind.LOG);

  RecordKind kind();

  FieldTable fields();

  /** Notes what is wrong with the values together, beside each by itself. */
  void check(FieldValues values, Arrival arrival);

  /**
   * Makes the record; only of values without errors.
   *
   * @param index the record's place in the request; -1 when the request is one record
   */
  IncomingRecord record(
      FieldValues values,
      @Nullable String extra,
      Arrival arrival,
      Identities identities,
      int index);

  /** A record's ties: the body's, else the request's. */
  static Context context(
      FieldValues values,
      Arrival arrival,
      Field project,
      Field round,
      Field agent,
      Field agentName,
      Field trace,
      Field span) {
    String projectId = values.text(project);
    String roundId = values.text(round);
    return new Context(
        projectId.isEmpty() ? arrival.projectId() : projectId,
        roundId.isEmpty() ? arrival.roundId() : roundId,
        values.text(agent),
        values.text(agentName),
        values.text(trace),
        values.text(span));
  }

  /**
   * Identity of a record of which a span has many: all that it says, and when, tells it from its
   * neighbours. What a header or an envelope says for it counts too, and unknown fields do. Without
   * trace, span and the sender's own time it has none of its own.
   */
  static Identity identityOfContent(
      RecordKind kind,
      Context context,
      @Nullable Instant timestamp,
      @Nullable String extra,
      Identities identities,
      int index,
      String... content) {
    if (timestamp == null || context.traceId().isEmpty() || context.spanId().isEmpty()) {
      return identities.ofPlace(kind, index);
    }
    // Always as many texts of a kind, so that none can be taken for another.
    String[] all = Arrays.copyOf(content, content.length + 5);
    all[content.length] = context.projectId();
    all[content.length + 1] = context.roundId();
    all[content.length + 2] = context.agentId();
    all[content.length + 3] = context.agentName();
    all[content.length + 4] = extra == null ? "" : extra;
    return identities.ofSpanContent(kind, context.traceId(), context.spanId(), timestamp, all);
  }
}
