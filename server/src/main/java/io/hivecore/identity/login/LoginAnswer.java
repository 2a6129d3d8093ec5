package io.hivecore.identity.login;

import io.hivecore.identity.users.Membership;
import io.hivecore.identity.users.User;
import java.time.Duration;
import java.util.List;

/** What comes of logging in, or of refreshing. */
public sealed interface LoginAnswer {
  /**
   * Tokens for a session; shown to whoever asked and nowhere else.
   *
   * @param accessToken taken for {@link AccessTokens#LIFE}
   * @param refreshToken to be used once
   */
  record LoggedIn(User user, String accessToken, String refreshToken) implements LoginAnswer {
    @Override
    public String toString() {
      return "LoggedIn[user=" + user.id() + "]";
    }
  }

  /** The password is right, and the person may log in to several tenants. */
  record ChooseTenant(List<Membership> among) implements LoginAnswer {
    public ChooseTenant {
      among = List.copyOf(among);
    }
  }

  /** Address, password or token are wrong, or the tenant is none of the person's. */
  record Refused() implements LoginAnswer {}

  /** They are right, but user or tenant are suspended. */
  record Suspended() implements LoginAnswer {}

  /** Too many tries; nothing was looked at. */
  record TooMany(Duration retryAfter) implements LoginAnswer {}
}
