package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.Json;
import io.hivecore.http.QueryReader;
import io.hivecore.http.WireTime;
import io.hivecore.telemetry.TraceFilter;
import io.hivecore.telemetry.TraceGroup;
import io.hivecore.telemetry.TraceQueries;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** {@code GET sessions/} and {@code GET end-users/}: traces summed up, the last heard of first. */
final class GroupRoutes {
  private static final int PAGE_SIZE = 20;
  private static final Duration DEFAULT_WINDOW = Duration.ofDays(30);

  private final TraceQueries traces;
  private final QueryGate gate;
  private final QuerySettings settings;
  private final InstantSource clock;

  GroupRoutes(TraceQueries traces, QueryGate gate, QuerySettings settings, InstantSource clock) {
    this.traces = traces;
    this.gate = gate;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Lists groups.
   *
   * @param keyName what the group's id is called
   */
  void list(Exchange exchange, TraceGroup.By by, String keyName) {
    QueryReader query = QueryReader.of(exchange);
    Window window = Window.read(query, clock.instant(), ZoneOffset.UTC, DEFAULT_WINDOW);
    TraceFilter filter = TraceFilterReader.read(query, window);
    int size = query.positiveInt("page_size", settings.maxPageSize()).orElse(PAGE_SIZE);
    int page = query.positiveInt("page").orElse(1);
    query.check();
    TenantId tenant = exchange.tenant();
    long offset = (page - 1L) * size;
    List<TraceGroup> found =
        gate.query(
            exchange,
            deadline -> traces.groups(tenant, filter, by, offset, size + 1, deadline.remaining()));
    boolean more = found.size() > size;
    String next =
        more
            ? Links.url(exchange, exchange.rawPath(), Map.of("page", Integer.toString(page + 1)))
            : null;
    List<TraceGroup> shown = more ? found.subList(0, size) : found;
    exchange.json(200, json -> write(json, keyName, shown, next));
  }

  private static void write(
      JsonGenerator json, String keyName, List<TraceGroup> groups, @Nullable String next) {
    json.writeStartObject();
    json.writeStringProperty("next", next);
    json.writeName("results").writeStartArray();
    for (TraceGroup group : groups) {
      json.writeStartObject();
      json.writeStringProperty(keyName, group.key());
      json.writeNumberProperty("traces", group.traces());
      json.writeStringProperty("first_seen", WireTime.utc(group.first()));
      json.writeStringProperty("last_seen", WireTime.utc(group.last()));
      json.writeNumberProperty("errors", group.errors());
      json.writeNumberProperty("calls", group.calls());
      json.writeNumberProperty("unpriced_calls", group.unpriced());
      json.writeNumberProperty("input_tokens", group.inputTokens());
      json.writeNumberProperty("output_tokens", group.outputTokens());
      json.writeNumberProperty("total_tokens", group.totalTokens());
      json.writeStringProperty("cost_usd", Json.money(group.cost()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
