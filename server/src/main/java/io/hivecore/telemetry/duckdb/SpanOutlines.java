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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link SpanRecord#outline outlines} as one value a row: the driver takes as long for a
 * value as DuckDB takes for a whole row, and a large trace has tens of thousands of rows. As bytes,
 * since the driver decodes texts a character at a time.
 */
final class SpanOutlines {
  private static final byte SEPARATOR = 0x1f;

  /** In the order of {@link #read()}; of a tree or graph only some are part. */
  private static final List<Column> COLUMNS =
      List.of(
          always("id"),
          always("epoch_us(timestamp)"),
          always("epoch_us(received_at)"),
          whole("project_id"),
          whole("round_id"),
          always("agent_id"),
          always("agent_name"),
          always("trace_id"),
          always("span_id"),
          always("is_primary"),
          whole("is_started"),
          always("parent_span_id"),
          always("kind"),
          always("name"),
          always("epoch_us(end_time)"),
          always("status"),
          always("status_message"),
          whole("session_id"),
          whole("user_id"),
          whole("environment"),
          whole("release"),
          always("request_model"),
          always("response_model"),
          always("provider"),
          whole("parameters"),
          always("response_id"),
          whole("finish_reasons"),
          whole("first_token_ms"),
          whole("prompt_name"),
          whole("prompt_version"),
          always("tool_name"),
          whole("tool_call_id"),
          whole("agent_version"),
          always("input_tokens"),
          always("output_tokens"),
          always("total_tokens"),
          always("cache_read_tokens"),
          always("cache_write_tokens"),
          always("reasoning_tokens"),
          always("cost_reported"),
          always("cost_computed"),
          whole("price_version"),
          whole("tags"),
          whole("dialect"));

  private final byte[] row;
  private int at;

  private SpanOutlines(byte[] row) {
    this.row = row;
  }

  /**
   * A column.
   *
   * @param ofTree whether trees and graphs are made of it
   */
  private record Column(String expression, boolean ofTree) {}

  private static Column always(String expression) {
    return new Column(expression, true);
  }

  private static Column whole(String expression) {
    return new Column(expression, false);
  }

  /** How much of an outline is read. */
  enum Detail {
    /** All of {@link SpanRecord#outline}. */
    WHOLE,
    /** All of {@link SpanRecord#branch}: the other columns are read as if they were empty. */
    TREE
  }

  /**
   * The select list.
   *
   * @param cleaned whether a separator within a text becomes a space, at almost twice the cost;
   *     else such a row is not {@link #isWhole}
   */
  static String selected(Detail detail, boolean cleaned) {
    String separator = "chr(" + SEPARATOR + ")";
    return COLUMNS.stream()
        .map(
            column -> {
              if (detail == Detail.TREE && !column.ofTree()) {
                return "''";
              }
              String text = column.expression() + "::VARCHAR";
              return cleaned ? "replace(%s, %s, ' ')".formatted(text, separator) : text;
            })
        .collect(Collectors.joining(", " + separator + ", ", "encode(concat(", "))"));
  }

  /** Whether a row holds its columns and no separators beside them. */
  static boolean isWhole(byte[] row) {
    int separators = 0;
    for (byte octet : row) {
      separators += octet == SEPARATOR ? 1 : 0;
    }
    return separators == COLUMNS.size() - 1;
  }

  static SpanRecord read(byte[] row) {
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
    int from = at;
    int end = from;
    while (end < row.length && row[end] != SEPARATOR) {
      end++;
    }
    at = end + 1;
    return end == from ? "" : new String(row, from, end - from, StandardCharsets.UTF_8);
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
