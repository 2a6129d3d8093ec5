package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ModelCall;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanDetail;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TokenUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link SpanRecord#outline outlines} as one text a row: the driver takes as long for a value
 * as DuckDB takes for a whole row, and a large trace has tens of thousands of rows.
 */
final class SpanOutlines {
  private static final char SEPARATOR = '\u001f';

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "epoch_us(timestamp)",
          "epoch_us(received_at)",
          "project_id",
          "round_id",
          "agent_id",
          "agent_name",
          "trace_id",
          "span_id",
          "is_primary",
          "is_started",
          "parent_span_id",
          "kind",
          "name",
          "epoch_us(end_time)",
          "status",
          "status_message",
          "session_id",
          "user_id",
          "environment",
          "release",
          "request_model",
          "response_model",
          "provider",
          "parameters",
          "response_id",
          "finish_reasons",
          "first_token_ms",
          "prompt_name",
          "prompt_version",
          "tool_name",
          "tool_call_id",
          "agent_version",
          "input_tokens",
          "output_tokens",
          "total_tokens",
          "cache_read_tokens",
          "cache_write_tokens",
          "reasoning_tokens",
          "cost_reported",
          "cost_computed",
          "price_version",
          "tags",
          "dialect");

  private static final String CHR = "chr(" + (int) SEPARATOR + ")";

  /** The select list of rows whose texts have no separator, as good as always: {@link #isWhole}. */
  static final String SELECTED =
      COLUMNS.stream()
          .map(column -> column + "::VARCHAR")
          .collect(Collectors.joining(", " + CHR + ", ", "concat(", ")"));

  /** Of any rows, at almost twice the cost: a separator within a text becomes a space. */
  static final String CLEANED =
      COLUMNS.stream()
          .map(column -> "replace(%s::VARCHAR, %s, ' ')".formatted(column, CHR))
          .collect(Collectors.joining(", " + CHR + ", ", "concat(", ")"));

  private final String row;
  private int at;

  private SpanOutlines(String row) {
    this.row = row;
  }

  /** Whether a row holds its columns and no separators beside them. */
  static boolean isWhole(String row) {
    int separators = 0;
    for (int at = row.indexOf(SEPARATOR); at >= 0; at = row.indexOf(SEPARATOR, at + 1)) {
      separators++;
    }
    return separators == COLUMNS.size() - 1;
  }

  static SpanRecord read(String row) {
    return new SpanOutlines(row).read();
  }

  private SpanRecord read() {
    UUID id = UUID.fromString(text());
    Instant timestamp = Micros.toInstant(whole());
    Instant receivedAt = Micros.toInstant(whole());
    var context = new Context(text(), text(), text(), text(), text(), text());
    boolean primary = bool();
    boolean started = bool();
    String parent = text();
    SpanKind kind = SpanKind.ofWireName(text()).orElseThrow();
    String name = text();
    Long end = wholeOrNull();
    SpanStatus status = SpanStatus.ofWireName(text()).orElseThrow();
    String statusMessage = text();
    var subject = new Subject(text(), text(), text(), text());
    var call =
        new ModelCall(
            text(),
            text(),
            text(),
            text(),
            text(),
            text(),
            realOrNull(),
            text(),
            text(),
            text(),
            text(),
            text());
    TokenUsage tokens = tokens();
    var cost = new Cost(decimalOrNull(), decimalOrNull(), text());
    List<String> tags = Lines.split(text());
    return new SpanRecord(
        id,
        timestamp,
        receivedAt,
        context,
        primary,
        started,
        parent,
        kind,
        name,
        end == null ? null : Micros.toInstant(end),
        status,
        statusMessage,
        subject,
        call,
        tokens,
        cost,
        SpanContent.NONE,
        tags.isEmpty() ? SpanDetail.NONE : new SpanDetail(tags, "", "", "", "", "", ""),
        text(),
        null);
  }

  private @Nullable TokenUsage tokens() {
    Long input = wholeOrNull();
    Long output = wholeOrNull();
    Long total = wholeOrNull();
    Long cacheRead = wholeOrNull();
    Long cacheWrite = wholeOrNull();
    Long reasoning = wholeOrNull();
    return input == null
            || output == null
            || total == null
            || cacheRead == null
            || cacheWrite == null
            || reasoning == null
        ? null
        : new TokenUsage(input, output, total, cacheRead, cacheWrite, reasoning);
  }

  private String text() {
    int end = row.indexOf(SEPARATOR, at);
    String text = end < 0 ? row.substring(at) : row.substring(at, end);
    at = end < 0 ? row.length() : end + 1;
    return text;
  }

  private boolean bool() {
    return text().equals("true");
  }

  private long whole() {
    return Long.parseLong(text());
  }

  private @Nullable Long wholeOrNull() {
    String text = text();
    return text.isEmpty() ? null : Long.valueOf(text);
  }

  private @Nullable Double realOrNull() {
    String text = text();
    return text.isEmpty() ? null : Double.valueOf(text);
  }

  private @Nullable BigDecimal decimalOrNull() {
    String text = text();
    return text.isEmpty() ? null : new BigDecimal(text);
  }
}
