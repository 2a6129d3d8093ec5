package io.hivecore.ingest.http;

import io.hivecore.http.Access;
import io.hivecore.http.Body;
import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.http.Routes;
import io.hivecore.ingest.Accepted;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.BatchIntake;
import io.hivecore.ingest.BatchOutcome;
import io.hivecore.ingest.Batches;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Ingest;
import io.hivecore.ingest.IngestRefusedException;
import io.hivecore.ingest.IngestSettings;
import io.hivecore.ingest.Rejection;
import io.hivecore.ingest.json.InheritedTooLargeException;
import io.hivecore.ingest.json.JsonBatch;
import io.hivecore.ingest.json.JsonLogs;
import io.hivecore.ingest.json.JsonRecords;
import io.hivecore.ingest.json.MalformedJsonException;
import io.hivecore.ingest.json.RequestBounds;
import io.hivecore.ingest.json.TooManyRecordsException;
import io.hivecore.journal.Receipt;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.util.List;

/** The ingest endpoints: {@code POST /api/v1/observability/ingest/…/}. */
public final class IngestRoutes {
  /** Fills the project of records that name none. */
  public static final String PROJECT_HEADER = "X-Project-Id";

  /** Fills the execution round of records that name none. */
  public static final String ROUND_HEADER = "X-Execution-Round";

  /** Identifies records that have no identity of their own. */
  public static final String KEY_HEADER = "Idempotency-Key";

  private static final String BASE = "/api/v1/observability/ingest/";

  /** The answer to a longer batch is not made whole before it is sent. */
  private static final int MOST_WHOLE = 1_000;

  private final Ingest ingest;
  private final Batches batches;
  private final RequestBounds bounds;

  private IngestRoutes(Ingest ingest, Batches batches) {
    this.ingest = ingest;
    this.batches = batches;
    IngestSettings settings = ingest.settings();
    this.bounds = new RequestBounds(settings.batchRecords(), settings.recordBodyBytes());
  }

  public static void register(Routes routes, Ingest ingest, Batches batches) {
    IngestRoutes own = new IngestRoutes(ingest, batches);
    routes
        .add(
            "POST", BASE + "usage/", Access.INGEST, exchange -> own.one(exchange, RecordKind.USAGE))
        .add(
            "POST",
            BASE + "execution/",
            Access.INGEST,
            exchange -> own.one(exchange, RecordKind.EXECUTION))
        .add(
            "POST",
            BASE + "timeline/",
            Access.INGEST,
            exchange -> own.one(exchange, RecordKind.TIMELINE))
        .add("POST", BASE + "log/", Access.INGEST, own::logs)
        .add("POST", BASE + "batch/", Access.INGEST, own::batch);
  }

  /** {@code POST usage/}, {@code execution/} and {@code timeline/}: one record. */
  private void one(Exchange exchange, RecordKind kind) {
    TenantId tenant = exchange.tenant();
    MediaTypes.requireJson(exchange);
    Arrival arrival = IngestHeaders.arrival(exchange, ingest);
    Body body = exchange.body(ingest.settings().recordBodyBytes());
    Decoded decoded =
        parsed(() -> JsonRecords.one(kind, body.bytes(), arrival, ingest.identities(arrival)));
    IncomingRecord record = valid(decoded);
    Accepted accepted = accept(tenant, List.of(record)).getFirst();
    exchange.json(
        201,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", "ok");
          json.writeStringProperty("id", accepted.id().toString());
          if (kind == RecordKind.EXECUTION) {
            json.writeBooleanProperty("created", accepted.outcome() == Receipt.Outcome.CREATED);
          }
          json.writeEndObject();
        });
  }

  /** {@code POST log/}: one log record, or a list of them. */
  private void logs(Exchange exchange) {
    TenantId tenant = exchange.tenant();
    MediaTypes.requireJson(exchange);
    Arrival arrival = IngestHeaders.arrival(exchange, ingest);
    Body body = exchange.body(ingest.settings().recordBodyBytes());
    JsonLogs logs =
        parsed(() -> JsonLogs.read(body.bytes(), arrival, ingest.identities(arrival), bounds));
    switch (logs) {
      case JsonLogs.One(Decoded decoded) -> {
        Accepted accepted = accept(tenant, List.of(valid(decoded))).getFirst();
        exchange.json(
            201,
            json -> {
              json.writeStartObject();
              json.writeStringProperty("status", "ok");
              json.writeStringProperty("id", accepted.id().toString());
              json.writeEndObject();
            });
      }
      case JsonLogs.Many(List<IncomingRecord> records) -> {
        List<Accepted> accepted = accept(tenant, records);
        exchange.json(
            201,
            json -> {
              json.writeStartObject();
              json.writeStringProperty("status", "ok");
              json.writeNumberProperty("created", accepted.size());
              json.writeName("ids").writeStartArray();
              for (Accepted one : accepted) {
                json.writeString(one.id().toString());
              }
              json.writeEndArray();
              json.writeEndObject();
            });
      }
      case JsonLogs.Wrong(Rejection rejection) -> throw Rejections.problem(rejection).asException();
    }
  }

  /** {@code POST batch/}: records of mixed kinds, as a JSON array or one a line. */
  private void batch(Exchange exchange) throws IOException {
    TenantId tenant = exchange.tenant();
    boolean lines = MediaTypes.requireJsonOrLines(exchange);
    Arrival arrival = IngestHeaders.arrival(exchange, ingest);
    Body body = exchange.body(ingest.settings().batchBodyBytes());
    JsonBatch batch = JsonBatch.of(body.bytes(), lines);
    BatchIntake intake = ingest.batch(tenant, batch.form() == JsonBatch.Form.ARRAY);
    BatchOutcome outcome =
        parsed(
            () -> {
              batch.read(
                  arrival,
                  ingest.identities(arrival),
                  bounds,
                  (index, decoded) -> intake.take(decoded));
              return intake.finish();
            });
    outcome
        .refusal()
        .ifPresent(
            refusal ->
                exchange.responseHeader(
                    "Retry-After", Long.toString(Rejections.seconds(refusal.retryAfter()))));
    exchange.responseHeader(OtlpRoutes.BATCH_HEADER, batches.remember(tenant, outcome));
    int status = outcome.rejected() > 0 ? 207 : 201;
    if (outcome.decisions().size() > MOST_WHOLE) {
      exchange.longJson(status, json -> BatchAnswer.write(outcome, json));
    } else {
      exchange.json(status, json -> BatchAnswer.write(outcome, json));
    }
  }

  private List<Accepted> accept(TenantId tenant, List<IncomingRecord> records) {
    try {
      return ingest.accept(tenant, records);
    } catch (IngestRefusedException e) {
      throw new ProblemException(Rejections.problem(e), e);
    }
  }

  private static IncomingRecord valid(Decoded decoded) {
    return switch (decoded) {
      case IncomingRecord record -> record;
      case Rejection rejection -> throw Rejections.problem(rejection).asException();
    };
  }

  /** Runs what reads the body, and turns what it throws into problems. */
  private static <T> T parsed(java.util.function.Supplier<T> reading) {
    try {
      return reading.get();
    } catch (MalformedJsonException e) {
      throw new ProblemException(Problem.badRequest(String.valueOf(e.getMessage())), e);
    } catch (TooManyRecordsException | InheritedTooLargeException e) {
      throw new ProblemException(Problem.tooLarge(String.valueOf(e.getMessage())), e);
    } catch (IngestRefusedException e) {
      throw new ProblemException(Rejections.problem(e), e);
    }
  }
}
