package io.hivecore.identity.http;

import static java.util.Objects.requireNonNull;

import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.http.Routes;
import io.hivecore.identity.users.EmailAddress;
import io.hivecore.identity.users.Membership;
import io.hivecore.identity.users.PasswordText;
import io.hivecore.identity.users.User;
import io.hivecore.identity.users.UserChange;
import io.hivecore.identity.users.UserStatus;
import io.hivecore.identity.users.UserStore.Outcome;
import io.hivecore.identity.users.Users;
import io.hivecore.tenancy.Role;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A tenant's users, for its administrators. Only owners touch owners. */
public final class UserRoutes {
  private static final String PATH = "/api/v1/users/";

  private final Users users;

  private UserRoutes(Users users) {
    this.users = users;
  }

  public static void register(Routes routes, Users users) {
    UserRoutes of = new UserRoutes(users);
    routes
        .add("GET", PATH, Access.ADMINISTER, Attempt.refusing(of::list))
        .add("POST", PATH, Access.ADMINISTER, Attempt.refusing(of::create))
        .add("GET", PATH + "{id}/", Access.ADMINISTER, Attempt.refusing(of::one))
        .add("PATCH", PATH + "{id}/", Access.ADMINISTER, Attempt.refusing(of::change))
        .add("DELETE", PATH + "{id}/", Access.ADMINISTER, Attempt.refusing(of::remove));
  }

  /** {@code GET /api/v1/users/}: all users of the tenant, by creation. */
  private void list(Exchange exchange) {
    List<User> all = users.list(exchange.tenant());
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeNumberProperty("count", all.size());
          json.writeName("results").writeStartArray();
          for (User user : all) {
            json.writeStartObject();
            UserWriter.fields(json, user);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** {@code POST /api/v1/users/}: makes a user with a first password; 201 with it. */
  private void create(Exchange exchange) {
    BodyFields body = BodyFields.of(exchange);
    Optional<EmailAddress> email = UserFields.email(body);
    Role role = UserFields.role(body).orElse(Role.MEMBER);
    PasswordText password = Attempt.password(body);
    Optional<String> name = UserFields.displayName(body);
    body.check();
    if (role == Role.OWNER && by(exchange) != Role.OWNER) {
      throw ownersOnly();
    }
    EmailAddress address = email.orElseThrow();
    User made =
        UserFields.telling(
            () ->
                users.create(
                    exchange.tenant(), address, name.orElse(address.text()), role, password));
    answer(exchange, 201, made);
  }

  /** {@code GET /api/v1/users/{id}/}: one user. */
  private void one(Exchange exchange) {
    answer(exchange, 200, user(exchange));
  }

  /**
   * {@code PATCH /api/v1/users/{id}/}: changes name, role or status, or sets a password; 200 with
   * the user. A password is set alone.
   */
  private void change(Exchange exchange) {
    BodyFields body = BodyFields.of(exchange);
    Optional<String> name = UserFields.displayName(body);
    Optional<Role> role = UserFields.role(body);
    Optional<UserStatus> status = UserFields.status(body);
    boolean password = body.optional("password").isPresent();
    if (password && (name.isPresent() || role.isPresent() || status.isPresent())) {
      body.invalid("password", "is set alone, without other changes");
    }
    Optional<PasswordText> text = password ? Optional.of(Attempt.password(body)) : Optional.empty();
    body.check();
    User user = user(exchange);
    Outcome outcome =
        text.isPresent()
            ? UserFields.telling(
                () -> users.setPassword(exchange.tenant(), by(exchange), user, text.get()))
            : UserFields.telling(
                () ->
                    users.change(
                        exchange.tenant(),
                        by(exchange),
                        user.id(),
                        new UserChange(name, role, status)));
    answer(exchange, 200, done(exchange, outcome));
  }

  /** {@code DELETE /api/v1/users/{id}/}: removes a user; 204. */
  private void remove(Exchange exchange) {
    done(exchange, users.remove(exchange.tenant(), by(exchange), user(exchange).id()));
    exchange.empty(204);
  }

  private static User done(Exchange exchange, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(User user) -> user;
      case Outcome.Unknown unknown -> throw notFound(exchange.pathParameter("id"));
      case Outcome.OwnersOnly owners -> throw ownersOnly();
      case Outcome.LastOwner last ->
          throw Problem.of(
                  409,
                  "last_owner",
                  "Last owner",
                  "This is the tenant's last active owner; make another one first.")
              .asException();
    };
  }

  private User user(Exchange exchange) {
    String text = exchange.pathParameter("id");
    try {
      return users
          .find(exchange.tenant(), UUID.fromString(text))
          .map(Membership::user)
          .orElseThrow(() -> notFound(text));
    } catch (IllegalArgumentException e) {
      throw notFound(text);
    }
  }

  private static Role by(Exchange exchange) {
    return requireNonNull(exchange.caller().login(), "the route is for people").role();
  }

  private static void answer(Exchange exchange, int status, User user) {
    exchange.json(
        status,
        json -> {
          json.writeStartObject();
          UserWriter.fields(json, user);
          json.writeEndObject();
        });
  }

  private static ProblemException ownersOnly() {
    return Problem.of(
            403, "owners_only", "Not allowed", "Only owners make, change and remove owners.")
        .asException();
  }

  private static ProblemException notFound(String id) {
    return Problem.notFound("There is no user of your tenant with the id " + id + ".")
        .asException();
  }
}
