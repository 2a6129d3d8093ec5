package io.hivecore.identity.http;

import io.hivecore.control.ControlStoreException;
import io.hivecore.http.Exchange;
import io.hivecore.http.Handler;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.identity.login.LoginAnswer;
import io.hivecore.identity.login.Logins;
import io.hivecore.identity.users.PasswordText;
import io.hivecore.identity.users.PasswordsBusyException;
import java.time.Duration;

/** What the routes of logging in have in common. */
final class Attempt {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private Attempt() {}

  /** From where a request comes. */
  static Logins.Client client(Exchange exchange) {
    return new Logins.Client(exchange.clientAddress(), exchange.header("User-Agent").orElse(""));
  }

  /** The password in a body, which is then to be checked. */
  static PasswordText password(BodyFields body) {
    PasswordText password = new PasswordText(body.required("password"));
    if (password.tooLong()) {
      body.invalid("password", "Longer than " + PasswordText.MOST_BYTES + " bytes.");
    }
    return password;
  }

  static Problem suspended() {
    return Problem.of(
        403,
        "user_suspended",
        "Suspended",
        "The user is suspended in this tenant, or the tenant is. Its administrators know more.");
  }

  static Problem tooMany(LoginAnswer.TooMany tooMany) {
    return Problem.tooMany(
        "Too many failed logins for this account or from this address.", tooMany.retryAfter());
  }

  /** A token that is no good, in the words of one of the originals. */
  static Problem badToken() {
    return Problem.of(401, "token_not_valid", "Not authenticated", "Token is invalid");
  }

  /** Tells the client to come again when the server cannot just now. */
  static Handler refusing(Handler handler) {
    return exchange -> {
      try {
        handler.handle(exchange);
      } catch (PasswordsBusyException e) {
        throw new ProblemException(
            Problem.unavailable("Too many people log in just now.", RETRY), e);
      } catch (ControlStoreException e) {
        throw switch (e.reason()) {
          case BUSY, UNREACHABLE, CLOSED ->
              new ProblemException(
                  Problem.unavailable("Users cannot be reached just now.", RETRY), e);
          case NO_ROOM ->
              new ProblemException(
                  Problem.noRoom("There is no room on the server's disk.", RETRY), e);
          case NEWER, UNUSABLE, FAILED -> e;
        };
      }
    };
  }
}
