package io.hivecore.identity.http;

import static java.util.Objects.requireNonNull;

import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.http.Routes;
import io.hivecore.http.WireTime;
import io.hivecore.identity.login.LoginSession;
import io.hivecore.identity.login.Logins;
import io.hivecore.identity.users.Membership;
import io.hivecore.identity.users.Users;
import io.hivecore.tenancy.Login;
import java.util.List;
import java.util.UUID;

/** What is a logged-in person's own: who one is, and where else one is logged in. */
public final class AccountRoutes {
  private static final String SESSIONS = "/api/v1/auth/sessions/";

  private final Users users;
  private final Logins logins;

  private AccountRoutes(Users users, Logins logins) {
    this.users = users;
    this.logins = logins;
  }

  public static void register(Routes routes, Users users, Logins logins) {
    AccountRoutes account = new AccountRoutes(users, logins);
    routes
        .add("GET", "/api/v1/auth/me/", Access.SIGNED_IN, Attempt.refusing(account::me))
        .add("GET", SESSIONS, Access.SIGNED_IN, Attempt.refusing(account::sessions))
        .add("DELETE", SESSIONS, Access.SIGNED_IN, Attempt.refusing(account::endOthers))
        .add("DELETE", SESSIONS + "{id}/", Access.SIGNED_IN, Attempt.refusing(account::end));
  }

  /** {@code GET /api/v1/auth/me/}: the user behind the token. */
  private void me(Exchange exchange) {
    Membership me =
        users
            .find(exchange.tenant(), login(exchange).user())
            .orElseThrow(() -> Attempt.badToken().asException());
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          UserWriter.fields(json, me.user());
          json.writeStringProperty("tenant_name", me.tenantName());
          json.writeStringProperty("session_id", login(exchange).session().toString());
          json.writeEndObject();
        });
  }

  /** {@code GET /api/v1/auth/sessions/}: where one is logged in, the one used last first. */
  private void sessions(Exchange exchange) {
    Login login = login(exchange);
    List<LoginSession> all = logins.sessions(exchange.tenant(), login.user());
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeNumberProperty("count", all.size());
          json.writeName("results").writeStartArray();
          for (LoginSession each : all) {
            json.writeStartObject();
            json.writeStringProperty("id", each.id().toString());
            json.writeBooleanProperty("current", each.id().equals(login.session()));
            json.writeStringProperty("address", each.address());
            json.writeStringProperty("user_agent", each.userAgent());
            json.writeStringProperty("created_at", WireTime.utcWithOffset(each.createdAt()));
            json.writeStringProperty("last_used_at", WireTime.utcWithOffset(each.lastUsedAt()));
            json.writeStringProperty("expires_at", WireTime.utcWithOffset(each.expiresAt()));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** {@code DELETE /api/v1/auth/sessions/}: ends all sessions but this one; tells how many. */
  private void endOthers(Exchange exchange) {
    int ended = logins.endOthers(exchange.tenant(), login(exchange));
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeNumberProperty("ended", ended);
          json.writeEndObject();
        });
  }

  /** {@code DELETE /api/v1/auth/sessions/{id}/}: ends one of one's sessions; 204. */
  private void end(Exchange exchange) {
    String text = exchange.pathParameter("id");
    UUID id;
    try {
      id = UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw notFound(text);
    }
    if (!logins.end(exchange.tenant(), login(exchange).user(), id)) {
      throw notFound(text);
    }
    exchange.empty(204);
  }

  private static Login login(Exchange exchange) {
    return requireNonNull(exchange.caller().login(), "the route is for people");
  }

  private static ProblemException notFound(String id) {
    return Problem.notFound("There is no open session of yours with the id " + id + ".")
        .asException();
  }
}
