package io.hivecore.identity.users;

import java.util.Locale;

/** Whether a user may use the tenant. */
public enum UserStatus {
  ACTIVE,
  /** Cannot log in, and what was logged in is ended; everything else stays. */
  SUSPENDED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
