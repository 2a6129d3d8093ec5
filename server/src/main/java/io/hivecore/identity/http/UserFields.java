package io.hivecore.identity.http;

import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.identity.IdentityException;
import io.hivecore.identity.users.EmailAddress;
import io.hivecore.identity.users.UserStatus;
import io.hivecore.tenancy.Role;
import java.util.Optional;
import java.util.function.Supplier;

/** The fields of a user in a body, and what is wrong with them. */
final class UserFields {
  private UserFields() {}

  static Optional<EmailAddress> email(BodyFields body) {
    String text = body.required("email");
    Optional<EmailAddress> email = EmailAddress.in(text);
    if (email.isEmpty() && !text.isEmpty()) {
      body.invalid("email", "must be an e-mail address such as ada@example.com");
    }
    return email;
  }

  static Optional<Role> role(BodyFields body) {
    return body.optional("role")
        .flatMap(
            text -> {
              Optional<Role> role = Role.of(text);
              if (role.isEmpty()) {
                body.invalid("role", "must be one of owner, admin, member, viewer");
              }
              return role;
            });
  }

  static Optional<UserStatus> status(BodyFields body) {
    return body.optional("status")
        .flatMap(
            text ->
                switch (text.strip()) {
                  case "active" -> Optional.of(UserStatus.ACTIVE);
                  case "suspended" -> Optional.of(UserStatus.SUSPENDED);
                  default -> {
                    body.invalid("status", "must be one of active, suspended");
                    yield Optional.empty();
                  }
                });
  }

  static Optional<String> displayName(BodyFields body) {
    return body.optional("display_name").map(String::strip);
  }

  /** Does something with users; what cannot be done as asked is told by field. */
  static <T> T telling(Supplier<T> work) {
    try {
      return work.get();
    } catch (IdentityException e) {
      String why = String.valueOf(e.getMessage());
      throw switch (e.code()) {
        case INVALID_NAME -> invalid("display_name", why, e);
        case WEAK_PASSWORD -> invalid("password", why, e);
        case INVALID_EMAIL -> invalid("email", why, e);
        case EMAIL_TAKEN ->
            new ProblemException(Problem.of(409, "email_taken", "Address taken", why), e);
        default -> e;
      };
    }
  }

  private static ProblemException invalid(String field, String why, IdentityException cause) {
    return new ProblemException(Problem.invalid(field, why), cause);
  }
}
