package io.hivecore.live.http;

import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.QueryReader;
import io.hivecore.http.Routes;
import io.hivecore.live.LiveHub;
import io.hivecore.live.StreamFilter;
import io.hivecore.live.StreamKind;
import io.hivecore.live.SubscribeAnswer;
import io.hivecore.live.Subscription;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.tenancy.Caller;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The live stream's route. */
public final class StreamRoutes {
  private final LiveHub hub;
  private final Predicate<Caller> stillValid;

  private StreamRoutes(LiveHub hub, Predicate<Caller> stillValid) {
    this.hub = hub;
    this.stillValid = stillValid;
  }

  /**
   * Adds the route.
   *
   * @param stillValid whether a caller's credential still holds; asked about once a second for
   *     every stream, so it answers from memory
   */
  public static void register(Routes routes, LiveHub hub, Predicate<Caller> stillValid) {
    StreamRoutes stream = new StreamRoutes(hub, stillValid);
    routes.add("GET", "/api/v1/observability/stream/", Access.QUERY, stream::stream);
  }

  /**
   * {@code GET /api/v1/observability/stream/}: the tenant's records as they become durable, until
   * the client leaves. Answered whatever the Accept header says: a browser's EventSource sends
   * {@code text/event-stream}, which the original refused.
   */
  private void stream(Exchange exchange) {
    StreamFilter filter = filter(QueryReader.of(exchange));
    // The header is newer: a reconnecting EventSource sends it along with its first address.
    Optional<String> since =
        exchange.header("Last-Event-ID").or(() -> exchange.query().one("since"));
    Caller caller = exchange.caller();
    SubscribeAnswer answer =
        hub.subscribe(exchange.tenant(), filter, since, () -> stillValid.test(caller));
    switch (answer) {
      case SubscribeAnswer.Admitted(Subscription subscription) -> {
        try (subscription) {
          exchange.responseHeader("Cache-Control", "no-cache");
          exchange.responseHeader("X-Accel-Buffering", "no");
          // It may end while its reader does not read: nothing else may wait behind it.
          exchange.responseHeader("Connection", "close");
          exchange.whenClientLeaves(subscription::readerLeft);
          subscription.run(exchange.stream(200, "text/event-stream; charset=utf-8"));
        }
      }
      case SubscribeAnswer.Refused refused -> throw problem(refused).asException();
    }
  }

  private static Problem problem(SubscribeAnswer.Refused refused) {
    return switch (refused.reason()) {
      case TENANT_FULL ->
          Problem.tooMany(
              "This tenant has as many live streams open as it may; close one or try later.",
              refused.retryAfter());
      case SERVER_FULL ->
          Problem.unavailable(
              "The server has as many live streams open as it bears; try later.",
              refused.retryAfter());
      case STOPPING -> Problem.unavailable("The server is stopping.", refused.retryAfter());
    };
  }

  private static StreamFilter filter(QueryReader query) {
    Set<String> agents = new LinkedHashSet<>(query.list("agent"));
    agents.addAll(query.list("agent_name"));
    StreamFilter filter =
        new StreamFilter(
            query.someOf("kind", StreamKind.values(), StreamKind::wireName),
            Set.copyOf(query.list("project")),
            Set.copyOf(query.list("round")),
            agents,
            Set.copyOf(query.list("model_name")),
            query.someOf("level", LogLevel.values(), LogLevel::wireName));
    query.check();
    return filter;
  }
}
