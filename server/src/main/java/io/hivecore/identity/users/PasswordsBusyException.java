package io.hivecore.identity.users;

/** Too many passwords wait to be checked; the same call may succeed a second later. */
public final class PasswordsBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PasswordsBusyException(Throwable cause) {
    super("too many passwords wait to be checked", cause);
  }
}
