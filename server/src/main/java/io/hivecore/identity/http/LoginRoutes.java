package io.hivecore.identity.http;

import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.Routes;
import io.hivecore.identity.login.AccessTokens;
import io.hivecore.identity.login.LoginAnswer;
import io.hivecore.identity.login.Logins;
import io.hivecore.identity.login.Logins.Wish;
import io.hivecore.identity.login.SignedIn;
import io.hivecore.identity.users.Membership;
import io.hivecore.identity.users.PasswordText;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Login;
import io.hivecore.tenancy.TenantId;
import java.util.List;
import java.util.Optional;

/** Logging in with a choice among tenants, refreshing, logging out. */
public final class LoginRoutes {
  private static final String BEARER = "Bearer ";

  private final Logins logins;
  private final SignedIn signedIn;

  private LoginRoutes(Logins logins, SignedIn signedIn) {
    this.logins = logins;
    this.signedIn = signedIn;
  }

  public static void register(Routes routes, Logins logins, SignedIn signedIn) {
    LoginRoutes login = new LoginRoutes(logins, signedIn);
    routes
        .add("POST", "/api/v1/auth/login/", Access.ANYONE, Attempt.refusing(login::login))
        .add("POST", "/api/v1/auth/login/tenant/", Access.ANYONE, Attempt.refusing(login::tenant))
        .add("POST", "/api/v1/auth/refresh/", Access.ANYONE, Attempt.refusing(login::refresh))
        .add("POST", "/api/v1/auth/logout/", Access.ANYONE, Attempt.refusing(login::logout));
  }

  /**
   * {@code POST /api/v1/auth/login/}: tokens for address and password; 202 with the tenants when
   * the password is right and there are several.
   */
  private void login(Exchange exchange) {
    BodyFields body = BodyFields.of(exchange);
    String email = body.required("email");
    PasswordText password = Attempt.password(body);
    body.check();
    answer(
        exchange,
        logins.login(email, password, new Wish.Any(), Attempt.client(exchange)),
        wrongCredentials());
  }

  /** {@code POST /api/v1/auth/login/tenant/}: the same for one of the tenants. */
  private void tenant(Exchange exchange) {
    BodyFields body = BodyFields.of(exchange);
    String email = body.required("email");
    PasswordText password = Attempt.password(body);
    body.required("tenant_id");
    Optional<TenantId> tenant = TokenRoutes.tenant(body);
    body.check();
    answer(
        exchange,
        logins.login(email, password, new Wish.One(tenant.orElseThrow()), Attempt.client(exchange)),
        wrongCredentials());
  }

  /** {@code POST /api/v1/auth/refresh/}: the next tokens of a session. */
  private void refresh(Exchange exchange) {
    BodyFields body = BodyFields.of(exchange);
    String token = body.required("refresh_token");
    body.check();
    answer(exchange, logins.refresh(token), Attempt.badToken());
  }

  /**
   * {@code POST /api/v1/auth/logout/}: ends the session of the refresh token in the body, else that
   * of the access token in the header. For anyone, because the access token may have run out.
   */
  private void logout(Exchange exchange) {
    BodyFields body = BodyFields.of(exchange);
    Optional<String> refresh = body.optional("refresh_token").or(() -> body.optional("refresh"));
    body.check();
    boolean ended =
        refresh.isPresent()
            ? logins.logout(refresh.get())
            : caller(exchange).map(this::end).orElse(false);
    if (!ended) {
      throw Attempt.badToken().asException();
    }
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("message", "Logged out");
          json.writeStringProperty("note", "The session's tokens are no longer taken.");
          json.writeEndObject();
        });
  }

  private Optional<Caller> caller(Exchange exchange) {
    return exchange
        .header("Authorization")
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .flatMap(value -> signedIn.authenticate(value.substring(BEARER.length()).strip()));
  }

  private boolean end(Caller caller) {
    Login login = caller.login();
    TenantId tenant = caller.tenant();
    return login != null && tenant != null && logins.end(tenant, login.user(), login.session());
  }

  private static Problem wrongCredentials() {
    return Problem.of(
        401, "invalid_credentials", "Not authenticated", "E-mail address or password is wrong.");
  }

  private static void answer(Exchange exchange, LoginAnswer answer, Problem refused) {
    switch (answer) {
      case LoginAnswer.LoggedIn in ->
          exchange.json(
              200,
              json -> {
                json.writeStartObject();
                json.writeStringProperty("access_token", in.accessToken());
                json.writeStringProperty("refresh_token", in.refreshToken());
                json.writeStringProperty("token_type", "bearer");
                json.writeNumberProperty("expires_in", AccessTokens.LIFE.toSeconds());
                json.writeName("user").writeStartObject();
                UserWriter.fields(json, in.user());
                json.writeEndObject();
                json.writeEndObject();
              });
      case LoginAnswer.ChooseTenant choice -> choose(exchange, choice.among());
      case LoginAnswer.TooMany tooMany -> throw Attempt.tooMany(tooMany).asException();
      case LoginAnswer.Suspended suspended -> throw Attempt.suspended().asException();
      case LoginAnswer.Refused ignored -> throw refused.asException();
    }
  }

  private static void choose(Exchange exchange, List<Membership> among) {
    exchange.json(
        202,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", "tenant_selection_required");
          json.writeStringProperty(
              "message", "Choose a tenant and log in at /api/v1/auth/login/tenant/.");
          json.writeName("tenants").writeStartArray();
          for (Membership each : among) {
            json.writeStartObject();
            json.writeStringProperty("id", each.user().tenant().toString());
            json.writeStringProperty("name", each.tenantName());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
