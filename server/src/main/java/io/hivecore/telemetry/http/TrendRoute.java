package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.QueryReader;
import io.hivecore.http.WireTime;
import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.Interval;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TrendPoint;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** {@code GET usage/trend/}: sums over usage by bucket of time, every bucket of the range. */
final class TrendRoute {
  private final TelemetryQueries queries;
  private final QueryGate gate;
  private final QuerySettings settings;
  private final InstantSource clock;

  TrendRoute(
      TelemetryQueries queries, QueryGate gate, QuerySettings settings, InstantSource clock) {
    this.queries = queries;
    this.gate = gate;
    this.settings = settings;
    this.clock = clock;
  }

  void handle(Exchange exchange) {
    QueryReader query = QueryReader.of(exchange);
    Optional<Interval> named = query.oneOf("interval", Interval.values(), Interval::wireName);
    Interval interval = named.orElse(Interval.HOUR);
    ZoneId zone = query.zone("tz").orElse(ZoneOffset.UTC);
    Instant now = clock.instant();
    Window window = Window.read(query, now, zone, usualSpan(interval));
    RecordFilter filter = FilterReader.read(query, window, RecordKind.USAGE);
    List<Dimension> groupBy = GroupByReader.read(query);
    query.check();
    Range range = range(window, now, interval, zone);
    List<ZonedDateTime> periods = periods(range, interval, zone);
    TenantId tenant = exchange.tenant();
    List<TrendPoint> found =
        gate.query(
            exchange,
            deadline ->
                queries.usageTrend(
                    tenant,
                    filter.between(range.from(), range.to()),
                    interval,
                    zone,
                    groupBy,
                    deadline.remaining()));
    Trend trend = Trend.of(periods, found, groupBy.isEmpty());
    if (trend.rows() > settings.maxTrendRows()) {
      throw tooMany("group_by", "for " + trend.groups() + " groups");
    }
    exchange.json(200, json -> write(json, groupBy, trend));
  }

  private record Range(Instant from, Instant to) {}

  /** Without an end: to the end of the bucket that is being filled. */
  private static Range range(Window window, Instant now, Interval interval, ZoneId zone) {
    Instant to = window.to();
    Instant from = window.from();
    if (from == null) {
      throw new IllegalStateException("a trend has a span of its own");
    }
    Instant latest = from.isAfter(now) ? from : now;
    return new Range(
        from, to != null ? to : interval.next(interval.floor(latest.atZone(zone))).toInstant());
  }

  private List<ZonedDateTime> periods(Range range, Interval interval, ZoneId zone) {
    List<ZonedDateTime> periods = new ArrayList<>();
    ZonedDateTime period = interval.floor(range.from().atZone(zone));
    while (period.toInstant().isBefore(range.to())) {
      if (periods.size() == settings.maxTrendRows()) {
        throw tooMany("interval", "of one " + interval.wireName() + " each");
      }
      periods.add(period);
      period = interval.next(period);
    }
    return periods;
  }

  private RuntimeException tooMany(String parameter, String what) {
    return Problem.invalid(
            parameter,
            "More than "
                + settings.maxTrendRows()
                + " buckets "
                + what
                + "; ask for a shorter range of time or a longer interval, or filter more.")
        .asException();
  }

  private static Duration usualSpan(Interval interval) {
    return switch (interval) {
      case MINUTE -> Duration.ofHours(1);
      case HOUR -> Duration.ofHours(24);
      case DAY -> Duration.ofDays(30);
      case WEEK -> Duration.ofDays(182);
      case MONTH -> Duration.ofDays(365);
    };
  }

  private static void write(JsonGenerator json, List<Dimension> groupBy, Trend trend) {
    json.writeStartArray();
    trend.forEach(
        (period, values, totals) -> {
          json.writeStartObject();
          json.writeStringProperty("period", WireTime.withOffset(period));
          UsageTotalsWriter.dimensions(json, groupBy, values);
          UsageTotalsWriter.brief(json, totals);
          UsageTotalsWriter.details(json, totals);
          json.writeEndObject();
        });
    json.writeEndArray();
  }
}
