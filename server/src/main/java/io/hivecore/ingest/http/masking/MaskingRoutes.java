package io.hivecore.ingest.http.masking;

import io.hivecore.control.ControlStoreException;
import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Handler;
import io.hivecore.http.Problem;
import io.hivecore.http.Problem.FieldError;
import io.hivecore.http.ProblemException;
import io.hivecore.http.Routes;
import io.hivecore.ingest.masking.Masker;
import io.hivecore.ingest.masking.Masking;
import io.hivecore.ingest.masking.MaskingRule;
import io.hivecore.ingest.masking.MaskingRuleDraft;
import io.hivecore.ingest.masking.MaskingRules;
import io.hivecore.ingest.masking.MaskingRules.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Masking rules: list, set, change, remove, and try out. Nothing here changes what is stored. */
public final class MaskingRoutes {
  private static final String PATH = "/api/v1/masking-rules/";
  private static final int MOST_BYTES = 64 * 1024;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final MaskingRules rules;

  public MaskingRoutes(MaskingRules rules) {
    this.rules = rules;
  }

  public void register(Routes routes) {
    routes
        .add("GET", PATH, Access.QUERY, refusing(this::list))
        .add("POST", PATH, Access.MANAGE, refusing(this::set))
        .add("GET", PATH + "{id}/", Access.QUERY, refusing(this::one))
        .add("PUT", PATH + "{id}/", Access.MANAGE, refusing(this::replace))
        .add("DELETE", PATH + "{id}/", Access.MANAGE, refusing(this::remove))
        .add("POST", PATH + "preview/", Access.MANAGE, refusing(this::preview));
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
                  Problem.unavailable("The masking rules cannot be reached just now.", RETRY), e);
          case NO_ROOM ->
              new ProblemException(
                  Problem.noRoom("There is no room on the server's disk.", RETRY), e);
          case NEWER, UNUSABLE, FAILED -> e;
        };
      }
    };
  }

  /** {@code GET /api/v1/masking-rules/}: all rules of the tenant, in the order of their use. */
  private void list(Exchange exchange) {
    List<MaskingRule> all = rules.all(exchange.tenant());
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeNumberProperty("count", all.size());
          json.writeName("results").writeStartArray();
          all.forEach(rule -> RuleWriter.write(json, rule));
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** {@code GET /api/v1/masking-rules/{id}/}: one rule. */
  private void one(Exchange exchange) {
    UUID id = id(exchange);
    MaskingRule rule = rules.find(exchange.tenant(), id).orElseThrow(() -> notFound(id.toString()));
    exchange.json(200, json -> RuleWriter.write(json, rule));
  }

  /** {@code POST /api/v1/masking-rules/}: sets a rule; 201 with it. */
  private void set(Exchange exchange) {
    answer(exchange, 201, rules.add(exchange.tenant(), draft(exchange)));
  }

  /** {@code PUT /api/v1/masking-rules/{id}/}: puts a rule in place of this one; 200 with it. */
  private void replace(Exchange exchange) {
    UUID id = id(exchange);
    if (rules.find(exchange.tenant(), id).isEmpty()) {
      throw notFound(id.toString());
    }
    answer(exchange, 200, rules.replace(exchange.tenant(), id, draft(exchange)));
  }

  /** {@code DELETE /api/v1/masking-rules/{id}/}: removes a rule; 204. */
  private void remove(Exchange exchange) {
    UUID id = id(exchange);
    if (!rules.remove(exchange.tenant(), id)) {
      throw notFound(id.toString());
    }
    exchange.empty(204);
  }

  /**
   * {@code POST /api/v1/masking-rules/preview/}: what rules would make of a sample, and how often
   * each would hit; stores nothing.
   */
  private void preview(Exchange exchange) {
    Preview preview = Preview.read(exchange.body(Preview.MOST_BYTES));
    Masker masker =
        preview
            .rules()
            .map(drafts -> rules.tried(exchange.tenant(), drafts))
            .orElseGet(() -> rules.stored(exchange.tenant(), preview.projectId()));
    Masking masking = masker.begin();
    String masked =
        preview.scalar() ? preview.sample() : masking.masked(preview.field(), preview.sample());
    int[] hits = masking.hits();
    List<MaskingRule> tried = masker.rules();
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeBooleanProperty("changed", !masked.equals(preview.sample()));
          json.writeName("masked");
          if (preview.text()) {
            json.writeString(masked);
          } else {
            json.writeRawValue(masked);
          }
          json.writeName("rules").writeStartArray();
          for (int i = 0; i < hits.length; i++) {
            json.writeStartObject();
            json.writeStringProperty("name", tried.get(i).name());
            json.writeStringProperty("kind", tried.get(i).kind().wireName());
            json.writeNumberProperty("hits", hits[i]);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static MaskingRuleDraft draft(Exchange exchange) {
    List<FieldError> errors = new ArrayList<>();
    RuleReader reader = new RuleReader(List.of(), errors);
    BodyObject.read(exchange.body(MOST_BYTES), reader::member);
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors).asException();
    }
    return reader.draft();
  }

  private static void answer(Exchange exchange, int status, Change change) {
    switch (change) {
      case Change.Made made -> exchange.json(status, json -> RuleWriter.write(json, made.rule()));
      case Change.Refused refused ->
          throw Problem.invalid(
                  refused.faults().stream()
                      .map(fault -> new FieldError(fault.field(), fault.expected()))
                      .toList())
              .asException();
      case Change.Full full ->
          throw Problem.of(
                  409,
                  "too_many_masking_rules",
                  "Too many masking rules",
                  "A tenant holds at most "
                      + full.most()
                      + " rules, and of them at most "
                      + full.mostCustom()
                      + " of the kind custom; one expression can have several parts: a|b.")
              .asException();
      case Change.Unknown unknown -> throw notFound(exchange.pathParameter("id"));
    }
  }

  private static UUID id(Exchange exchange) {
    String text = exchange.pathParameter("id");
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw notFound(text);
    }
  }

  private static ProblemException notFound(String id) {
    return Problem.notFound("There is no masking rule of yours with the id " + id + ".")
        .asException();
  }
}
