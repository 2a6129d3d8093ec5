package io.hivecore.ingest.http;

import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Routes;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.BatchOutcome;
import io.hivecore.ingest.BatchStatus.Counts;
import io.hivecore.ingest.BatchStatus.Reason;
import io.hivecore.ingest.Batches;
import io.hivecore.ingest.Decision;
import io.hivecore.ingest.Ingest;
import io.hivecore.ingest.Rejection;
import io.hivecore.ingest.clients.LangfuseBatch;
import io.hivecore.ingest.clients.LangfuseScores;
import io.hivecore.ingest.clients.RecentEvents;
import io.hivecore.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What Langfuse's clients call below {@code /api/public/}, beside OTLP. */
public final class LangfuseRoutes {
  private static final String BASE = "/api/public/";

  private final Ingest ingest;
  private final Batches batches;
  private final Function<TenantId, String> names;
  private final RecentEvents recent = new RecentEvents();

  private LangfuseRoutes(Ingest ingest, Batches batches, Function<TenantId, String> names) {
    this.ingest = ingest;
    this.batches = batches;
    this.names = names;
  }

  /**
   * Adds the paths.
   *
   * @param names of tenants, for people
   */
  public static void register(
      Routes routes, Ingest ingest, Batches batches, Function<TenantId, String> names) {
    LangfuseRoutes own = new LangfuseRoutes(ingest, batches, names);
    routes
        .add("POST", BASE + "ingestion", Access.INGEST, own::batch)
        .add("POST", BASE + "scores", Access.INGEST, own::scores)
        .add("GET", BASE + "projects", Access.INGEST, own::projects)
        .add("GET", BASE + "health", Access.ANYONE, LangfuseRoutes::health);
  }

  /** {@code POST ingestion}: a batch of events. */
  private void batch(Exchange exchange) throws java.io.IOException {
    TenantId tenant = exchange.tenant();
    Arrival arrival = IngestHeaders.arrival(exchange, ingest);
    byte[] body = ClientBodies.json(exchange, ingest);
    LangfuseBatch.Read read =
        ClientBodies.wellFormed(
            () ->
                LangfuseBatch.read(
                    body,
                    arrival,
                    ingest.identities(arrival),
                    id -> recent.contains(tenant, id),
                    ingest.settings().batchRecords()));
    BatchOutcome outcome = ClientBodies.taken(ingest, tenant, read.records());
    List<LangfuseEvent> events = events(read, outcome);
    for (LangfuseEvent event : events) {
      if (event.wrong() == null) {
        recent.add(tenant, event.id());
      }
    }
    exchange.responseHeader(OtlpRoutes.BATCH_HEADER, remembered(tenant, outcome, events));
    exchange.longJson(207, json -> write(events, json));
  }

  /** An event and what became of it. */
  private record LangfuseEvent(int index, String id, @Nullable Rejection wrong) {}

  private static List<LangfuseEvent> events(LangfuseBatch.Read read, BatchOutcome outcome) {
    List<LangfuseEvent> events = new ArrayList<>();
    for (LangfuseBatch.Event event : read.events()) {
      Rejection wrong = event.wrong();
      if (wrong == null
          && event.record() >= 0
          && outcome.decisions().get(event.record()) instanceof Rejection rejection) {
        wrong = rejection;
      }
      events.add(new LangfuseEvent(events.size(), event.id(), wrong));
    }
    return events;
  }

  private String remembered(TenantId tenant, BatchOutcome outcome, List<LangfuseEvent> events) {
    List<Reason> reasons = new ArrayList<>();
    for (LangfuseEvent event : events) {
      Rejection wrong = event.wrong();
      if (wrong != null) {
        reasons.add(new Reason(event.index(), wrong.code(), wrong.detail()));
      }
    }
    return batches.remember(
        tenant,
        new Counts(
            outcome.accepted(),
            events.size() - outcome.accepted() - reasons.size(),
            reasons.size()),
        reasons);
  }

  private static void write(List<LangfuseEvent> events, JsonGenerator json) {
    json.writeStartObject();
    json.writeName("successes").writeStartArray();
    for (LangfuseEvent event : events) {
      if (event.wrong() == null) {
        json.writeStartObject();
        json.writeStringProperty("id", event.id());
        json.writeNumberProperty("status", 201);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeName("errors").writeStartArray();
    for (LangfuseEvent event : events) {
      Rejection wrong = event.wrong();
      if (wrong != null) {
        json.writeStartObject();
        json.writeStringProperty("id", event.id());
        json.writeNumberProperty("status", wrong.code().equals(Rejection.TOO_LARGE) ? 413 : 400);
        json.writeStringProperty("message", "Invalid request data");
        json.writeStringProperty("error", wrong.detail());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** {@code POST scores}: one score, or since Langfuse's fifth client a list of them. */
  private void scores(Exchange exchange) {
    TenantId tenant = exchange.tenant();
    Arrival arrival = IngestHeaders.arrival(exchange, ingest);
    byte[] body = ClientBodies.json(exchange, ingest);
    LangfuseScores scores =
        ClientBodies.wellFormed(
            () ->
                LangfuseScores.read(
                    body, arrival, ingest.identities(arrival), ingest.settings().batchRecords()));
    BatchOutcome outcome =
        ClientBodies.taken(
            ingest, tenant, scores.all().stream().map(LangfuseScores.Scored::decoded).toList());
    exchange.responseHeader(OtlpRoutes.BATCH_HEADER, batches.remember(tenant, outcome));
    if (scores.list()) {
      exchange.json(outcome.rejected() == 0 ? 202 : 207, json -> writeScores(outcome, json));
    } else {
      one(exchange, scores.all().getFirst().id(), outcome.decisions().getFirst());
    }
  }

  private static void one(Exchange exchange, String id, Decision decision) {
    if (decision instanceof Rejection rejection) {
      throw Rejections.problem(rejection).asException();
    }
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("id", id);
          json.writeEndObject();
        });
  }

  private static void writeScores(BatchOutcome outcome, JsonGenerator json) {
    json.writeStartObject();
    if (outcome.rejected() == 0) {
      json.writeStringProperty("message", "Accepted");
    } else {
      json.writeNumberProperty("accepted", outcome.decisions().size() - outcome.rejected());
      json.writeNumberProperty("rejected", outcome.rejected());
      json.writeName("errors").writeStartArray();
      for (int i = 0; i < outcome.decisions().size(); i++) {
        if (outcome.decisions().get(i) instanceof Rejection rejection) {
          json.writeStartObject();
          json.writeStringProperty("message", "Score " + i + ": " + rejection.detail());
          json.writeEndObject();
        }
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** {@code GET projects}: by which clients check their key. A tenant is their one project. */
  private void projects(Exchange exchange) {
    TenantId tenant = exchange.tenant();
    String name = names.apply(tenant);
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeName("data").writeStartArray();
          json.writeStartObject();
          json.writeStringProperty("id", tenant.toString());
          json.writeStringProperty("name", name);
          json.writeName("organization").writeStartObject();
          json.writeStringProperty("id", tenant.toString());
          json.writeStringProperty("name", name);
          json.writeEndObject();
          json.writeName("metadata").writeStartObject();
          json.writeEndObject();
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** {@code GET health}: that there is someone. */
  private static void health(Exchange exchange) {
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", "OK");
          // Of Langfuse's API, by which its clients tell what they may call.
          json.writeStringProperty("version", "3.0.0");
          json.writeEndObject();
        });
  }
}
