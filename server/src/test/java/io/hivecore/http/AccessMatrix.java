package io.hivecore.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.tenancy.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Calls every route with every kind of credential and holds the answer against the route's {@link
 * Access}: whoever may not gets 401 or 403, whoever may gets neither.
 */
public final class AccessMatrix {
  private static final List<String> KEYS =
      List.of(
          TestServer.KEY,
          TestServer.INGEST_ONLY_KEY,
          TestServer.QUERY_ONLY_KEY,
          TestServer.OPERATOR_KEY);

  private AccessMatrix() {}

  /** Checks all routes that the server serves; a parameter in a path becomes {@code 1}. */
  public static void check(TestServer server, Routes routes) {
    List<String> wrong = new ArrayList<>();
    for (Route route : routes.all()) {
      check(server, route, Map.of(), route.access().needsCaller() ? 401 : 0, wrong);
      check(
          server,
          route,
          Map.of("X-API-Key", TestServer.UNKNOWN_KEY),
          route.access().needsCaller() ? 401 : 0,
          wrong);
      check(
          server,
          route,
          Map.of("X-API-Key", TestServer.KEY, "Authorization", "Bearer wrong"),
          route.access().needsCaller() ? 401 : 0,
          wrong);
      for (String key : KEYS) {
        Caller caller = TestServer.caller(key).orElseThrow();
        int refused = route.access().admits(caller) ? 0 : 403;
        check(server, route, Map.of("X-API-Key", key), refused, wrong);
        check(server, route, Map.of("Authorization", "Bearer " + key), refused, wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void check(
      TestServer server,
      Route route,
      Map<String, String> credentials,
      int refused,
      List<String> wrong) {
    HttpRequest.Builder request =
        server
            .request(path(route))
            .method(route.method(), HttpRequest.BodyPublishers.ofString("{}"))
            .header("Content-Type", "application/json");
    credentials.forEach(request::header);
    HttpResponse<InputStream> answer =
        server.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream content = answer.body()) {
      boolean right =
          refused == 0
              ? answer.statusCode() != 401 && answer.statusCode() != 403
              : answer.statusCode() == refused;
      if (!right) {
        wrong.add(
            route.method()
                + " "
                + route.path()
                + " with "
                + credentials
                + " answered "
                + answer.statusCode());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String path(Route route) {
    StringBuilder path = new StringBuilder();
    boolean parameter = false;
    for (char c : route.path().toCharArray()) {
      if (c == '{') {
        parameter = true;
        path.append('1');
      } else if (c == '}') {
        parameter = false;
      } else if (!parameter) {
        path.append(c);
      }
    }
    return path.toString();
  }
}
