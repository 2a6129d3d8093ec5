package io.hivecore.identity;

/** What a name that people give to a tenant, a key or a user may look like. */
public final class Names {
  private static final int LONGEST = 200;

  private Names() {}

  /**
   * Refuses a name that must not be given.
   *
   * @param what is named, for the message
   * @throws IdentityException with code INVALID_NAME
   */
  public static void check(String what, String name) {
    if (name.isBlank()
        || name.length() > LONGEST
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new IdentityException(
          IdentityException.Code.INVALID_NAME,
          what
              + " must be 1 to "
              + LONGEST
              + " characters and hold no control characters: "
              + shown(name));
    }
  }

  /** A refused text, cut and made harmless for a terminal. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder("\"");
    text.codePoints()
        .limit(60)
        .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
        .forEach(shown::appendCodePoint);
    return shown.append(text.length() > 60 ? "…\"" : "\"").toString();
  }
}
