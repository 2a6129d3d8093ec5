package io.hivecore.identity;

/**
 * Something about tenants, keys or users that cannot be done as asked. The caller's fault; the
 * message says what was expected and never holds a key or a password.
 */
public final class IdentityException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;

  public IdentityException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public Code code() {
    return code;
  }

  /** What was wrong; stable. */
  public enum Code {
    INVALID_NAME,
    INVALID_SLUG,
    /** Telemetry cannot be kept for so many days. */
    INVALID_RETENTION,
    /** A tenant of this slug exists. */
    SLUG_TAKEN,
    /** The text does not have the form of a key. */
    MALFORMED_KEY,
    /** The key has been published, so anyone may know it. */
    BURNT_KEY,
    /** The key exists already, in this tenant or another. */
    KEY_TAKEN,
    INVALID_SCOPES,
    UNKNOWN_TENANT,
    INVALID_EMAIL,
    /** A password that is too short, too long or too well known. */
    WEAK_PASSWORD,
    /** The tenant has a user of this address. */
    EMAIL_TAKEN
  }
}
