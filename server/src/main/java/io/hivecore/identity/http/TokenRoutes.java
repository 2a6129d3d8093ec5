package io.hivecore.identity.http;

import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.Routes;
import io.hivecore.identity.login.LoginAnswer;
import io.hivecore.identity.login.Logins;
import io.hivecore.identity.login.Logins.Wish;
import io.hivecore.identity.users.PasswordText;
import io.hivecore.tenancy.TenantId;
import java.util.Optional;

/** Logging in as the clients of the original HiveCore do: a pair of tokens and nothing else. */
public final class TokenRoutes {
  private final Logins logins;

  private TokenRoutes(Logins logins) {
    this.logins = logins;
  }

  public static void register(Routes routes, Logins logins) {
    TokenRoutes token = new TokenRoutes(logins);
    routes
        .add("POST", "/api/v1/auth/token/", Access.ANYONE, Attempt.refusing(token::token))
        .add(
            "POST", "/api/v1/auth/token/refresh/", Access.ANYONE, Attempt.refusing(token::refresh));
  }

  /**
   * {@code POST /api/v1/auth/token/}: tokens for a name, which is the e-mail address, and a
   * password. These clients know of no choice among tenants: without {@code tenant_id}, it is the
   * one used last.
   */
  private void token(Exchange exchange) {
    BodyFields body = BodyFields.of(exchange);
    String name = body.optional("username").or(() -> body.optional("email")).orElse("");
    if (name.isEmpty()) {
      body.invalid("username", "This field is required.");
    }
    PasswordText password = Attempt.password(body);
    Optional<TenantId> tenant = tenant(body);
    body.check();
    Wish wish = tenant.<Wish>map(Wish.One::new).orElseGet(Wish.Latest::new);
    answer(
        exchange,
        logins.login(name, password, wish, Attempt.client(exchange)),
        Problem.of(
            401,
            "no_active_account",
            "Not authenticated",
            "No active account found with the given credentials"));
  }

  static Optional<TenantId> tenant(BodyFields body) {
    return body.optional("tenant_id")
        .flatMap(
            text -> {
              try {
                return Optional.of(TenantId.parse(text.strip()));
              } catch (IllegalArgumentException e) {
                body.invalid("tenant_id", "must be the id of a tenant, a UUID");
                return Optional.empty();
              }
            });
  }

  /** {@code POST /api/v1/auth/token/refresh/}: the next pair of tokens. */
  private void refresh(Exchange exchange) {
    BodyFields body = BodyFields.of(exchange);
    String token = body.required("refresh");
    body.check();
    answer(exchange, logins.refresh(token), Attempt.badToken());
  }

  private static void answer(Exchange exchange, LoginAnswer answer, Problem refused) {
    switch (answer) {
      case LoginAnswer.LoggedIn in ->
          exchange.json(
              200,
              json -> {
                json.writeStartObject();
                json.writeStringProperty("access", in.accessToken());
                json.writeStringProperty("refresh", in.refreshToken());
                json.writeEndObject();
              });
      case LoginAnswer.TooMany tooMany -> throw Attempt.tooMany(tooMany).asException();
      case LoginAnswer.Suspended suspended -> throw Attempt.suspended().asException();
      case LoginAnswer.Refused ignored -> throw refused.asException();
      case LoginAnswer.ChooseTenant ignored ->
          throw new IllegalStateException("no choice was asked for");
    }
  }
}
