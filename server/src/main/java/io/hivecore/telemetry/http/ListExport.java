package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.PageRequest.Ordering;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryQueries;
import java.io.OutputStream;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Sends a whole list as a file. */
final class ListExport {
  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final TelemetryQueries queries;
  private final QueryGate gate;
  private final InstantSource clock;

  ListExport(TelemetryQueries queries, QueryGate gate, InstantSource clock) {
    this.queries = queries;
    this.gate = gate;
    this.clock = clock;
  }

  void send(
      Exchange exchange,
      RecordKind kind,
      RecordFilter filter,
      List<Ordering> ordering,
      ExportFormat format) {
    String name =
        kind.wireName()
            + '-'
            + FILE_TIME.format(clock.instant())
            + '.'
            + format.name().toLowerCase(Locale.ROOT);
    String mediaType =
        switch (format) {
          case CSV -> ExportChoice.CSV + "; charset=utf-8";
          case PARQUET -> ExportChoice.PARQUET;
        };
    // The answer is begun by its first byte: until then a failure can still be told.
    try (DeferredAnswer out = new DeferredAnswer(exchange, mediaType, name)) {
      gate.export(
          exchange,
          deadline -> {
            OutputStream file =
                switch (format) {
                  case CSV -> new FormulaGuard(out, RecordWriter.shape(kind).textColumns());
                  case PARQUET -> out;
                };
            queries.export(
                exchange.tenant(),
                kind,
                filter,
                new PageRequest(ordering, null, 0, 1),
                format,
                file,
                deadline.remaining());
            file.flush();
            out.finish();
            return true;
          });
    }
  }
}
