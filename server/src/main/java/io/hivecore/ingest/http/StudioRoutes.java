package io.hivecore.ingest.http;

import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.Routes;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.BatchOutcome;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.Ingest;
import io.hivecore.ingest.Rejection;
import io.hivecore.ingest.clients.StudioMessages;
import io.hivecore.tenancy.TenantId;
import java.util.List;

/** What AgentScope's agents call of its Studio: {@code POST /trpc/…}. */
public final class StudioRoutes {
  private final Ingest ingest;

  private StudioRoutes(Ingest ingest) {
    this.ingest = ingest;
  }

  public static void register(Routes routes, Ingest ingest) {
    StudioRoutes own = new StudioRoutes(ingest);
    routes
        .add(
            "POST",
            "/trpc/registerRun",
            Access.INGEST,
            exchange -> own.take(exchange, StudioMessages::run))
        .add(
            "POST",
            "/trpc/pushMessage",
            Access.INGEST,
            exchange -> own.take(exchange, StudioMessages::message))
        .add("POST", "/trpc/requestUserInput", Access.INGEST, StudioRoutes::requestUserInput);
  }

  private interface Reading {
    Decoded of(byte[] body, Arrival arrival, Identities identities);
  }

  private void take(Exchange exchange, Reading reading) {
    TenantId tenant = exchange.tenant();
    Arrival arrival = IngestHeaders.arrival(exchange, ingest);
    byte[] body = ClientBodies.json(exchange, ingest);
    Decoded decoded =
        ClientBodies.wellFormed(() -> reading.of(body, arrival, ingest.identities(arrival)));
    BatchOutcome outcome = ClientBodies.taken(ingest, tenant, List.of(decoded));
    if (outcome.decisions().getFirst() instanceof Rejection rejection) {
      throw Rejections.problem(rejection).asException();
    }
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeBooleanProperty("success", true);
          json.writeEndObject();
        });
  }

  /** The agent would wait for an answer that nobody can give. */
  private static void requestUserInput(Exchange exchange) {
    exchange.problem(
        Problem.of(
            501,
            "not_implemented",
            "Not implemented",
            "Agents cannot ask people for input here: take the input in the agent's own program."));
  }
}
