package io.hivecore.metering.http;

import io.hivecore.control.ControlStoreException;
import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Handler;
import io.hivecore.http.Problem;
import io.hivecore.http.Problem.FieldError;
import io.hivecore.http.ProblemException;
import io.hivecore.http.QueryReader;
import io.hivecore.http.Routes;
import io.hivecore.metering.PriceAnswer;
import io.hivecore.metering.PriceCatalogue;
import io.hivecore.metering.Pricing;
import io.hivecore.metering.TenantPrices;
import io.hivecore.metering.TenantPrices.Addition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;

/**
 * Prices: list, set, end, and tell which one applies. Nothing here reprices a record that is priced
 * already.
 */
public final class PriceRoutes {
  static final String PATH = "/api/v1/prices/";

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final PriceCatalogue catalogue;
  private final TenantPrices tenantPrices;
  private final Pricing pricing;
  private final InstantSource clock;
  private final PriceList list;

  public PriceRoutes(
      PriceCatalogue catalogue, TenantPrices tenantPrices, Pricing pricing, InstantSource clock) {
    this.catalogue = catalogue;
    this.tenantPrices = tenantPrices;
    this.pricing = pricing;
    this.clock = clock;
    this.list = new PriceList(catalogue);
  }

  public void register(Routes routes) {
    routes.add("GET", PATH, Access.QUERY, refusing(this::list));
    routes.add("POST", PATH, Access.MANAGE, refusing(this::set));
    routes.add("DELETE", PATH + "{id}/", Access.MANAGE, refusing(this::end));
    routes.add("GET", PATH + "resolve/", Access.QUERY, refusing(this::resolve));
  }

  /** Tells the client to come again when the control store cannot just now. */
  private static Handler refusing(Handler handler) {
    return exchange -> {
      try {
        handler.handle(exchange);
      } catch (ControlStoreException e) {
        throw switch (e.reason()) {
          case BUSY, UNREACHABLE, CLOSED ->
              new ProblemException(
                  Problem.unavailable("The prices cannot be reached just now.", RETRY), e);
          case NO_ROOM ->
              new ProblemException(
                  Problem.noRoom("There is no room on the server's disk.", RETRY), e);
          case NEWER, UNUSABLE, FAILED -> e;
        };
      }
    };
  }

  /** {@code GET /api/v1/prices/}: the tenant's own prices and the catalogue's. */
  private void list(Exchange exchange) {
    list.answer(exchange, tenantPrices.all(exchange.tenant()));
  }

  /** {@code POST /api/v1/prices/}: sets a price of the tenant's own; 201 with it. */
  private void set(Exchange exchange) {
    switch (tenantPrices.add(
        exchange.tenant(), DraftReader.read(exchange.body(DraftReader.MOST_BYTES)))) {
      case Addition.Added added ->
          exchange.json(201, json -> PriceWriter.write(json, PriceRow.of(added.price())));
      case Addition.Refused refused -> {
        List<FieldError> errors =
            refused.faults().stream()
                .map(fault -> new FieldError(fault.field(), fault.expected()))
                .toList();
        throw Problem.invalid(errors).asException();
      }
      case Addition.Full full ->
          throw Problem.of(
                  409,
                  "too_many_prices",
                  "Too many prices",
                  "A tenant holds at most "
                      + full.most()
                      + " prices, ended ones counted; a * in a model name covers many models.")
              .asException();
    }
  }

  /**
   * {@code DELETE /api/v1/prices/{id}/}: ends a price of the tenant's own now; 204. It stays in the
   * list, for it still prices calls from before that come in late.
   */
  private void end(Exchange exchange) {
    UUID id = id(exchange.pathParameter("id"));
    if (tenantPrices.end(exchange.tenant(), id).isEmpty()) {
      throw notFound(id.toString());
    }
    exchange.empty(204);
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw notFound(text);
    }
  }

  private static ProblemException notFound(String id) {
    return Problem.notFound("There is no price of yours with the id " + id + ".").asException();
  }

  /** {@code GET /api/v1/prices/resolve/}: which price a call at a time would have, and why. */
  private void resolve(Exchange exchange) {
    QueryReader query = QueryReader.of(exchange);
    String modelName = query.text("model_name").orElse("");
    String provider = query.text("provider").orElse("");
    Instant at = query.instant("at").orElseGet(clock::instant);
    if (modelName.isBlank()) {
      query.invalid("model_name", "must be given");
    }
    query.check();
    PriceAnswer answer = pricing.explain(exchange.tenant(), provider, modelName, at);
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("model_name", modelName);
          json.writeStringProperty("provider", provider);
          json.writeStringProperty("at", at.toString());
          write(json, answer);
          json.writeEndObject();
        });
  }

  private void write(JsonGenerator json, PriceAnswer answer) {
    switch (answer) {
      case PriceAnswer.Own own ->
          priced(json, "own_price", "A price of your own.", PriceRow.of(own.price()));
      case PriceAnswer.Listed listed -> {
        String provider = listed.listing().provider().name();
        priced(
            json,
            listed.inferred() ? "inferred" : "listed",
            listed.inferred()
                ? "The model's name tells that it is " + provider + "'s; that is its list price."
                : "The list price of " + provider + ".",
            PriceRow.of(
                catalogue.source(),
                listed.listing().provider(),
                listed.listing().model(),
                listed.price()));
      }
      case PriceAnswer.Unpriced unpriced -> {
        json.writeBooleanProperty("priced", false);
        json.writeStringProperty("reason", reason(unpriced.reason()));
        json.writeStringProperty("detail", detail(unpriced.reason()));
        json.writeNullProperty("price");
      }
    }
  }

  private static void priced(JsonGenerator json, String reason, String detail, PriceRow row) {
    json.writeBooleanProperty("priced", true);
    json.writeStringProperty("reason", reason);
    json.writeStringProperty("detail", detail);
    json.writeName("price");
    PriceWriter.write(json, row);
  }

  private static String reason(PriceAnswer.Reason reason) {
    return switch (reason) {
      case NO_MODEL_NAME -> "no_model_name";
      case PROVIDER_NOT_LISTED -> "provider_not_listed";
      case MODEL_NOT_LISTED -> "model_not_listed";
      case NOT_SOLD_BY_TOKENS -> "not_sold_by_tokens";
    };
  }

  private static String detail(PriceAnswer.Reason reason) {
    return switch (reason) {
      case NO_MODEL_NAME -> "No model has a name of this length.";
      case PROVIDER_NOT_LISTED ->
          "The catalogue has no prices of this provider. Set one of your own, or leave the provider"
              + " out to take the maker's.";
      case MODEL_NOT_LISTED ->
          "The catalogue has no price for a model of this name. Set one of your own.";
      case NOT_SOLD_BY_TOKENS ->
          "The catalogue has the model, but no price by tokens or calls for it.";
    };
  }
}
