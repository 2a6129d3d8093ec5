package io.hivecore.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.hivecore.tenancy.Caller;

/**
 * Tells who sends a request, by its headers alone: neither the Host nor a parameter of the URL ever
 * stands for a credential. {@code Authorization: Bearer} goes first, and when it is wrong no other
 * one helps; another scheme is ignored. The sentences are those that the original clients know.
 */
final class Credentials {
  private static final HeaderName API_KEY = HeaderNames.create("X-API-Key");
  private static final String PREFIX = "hc_";
  private static final String SCHEME = "Bearer";

  private final Authenticator authenticator;

  Credentials(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /**
   * The caller behind a request.
   *
   * @throws ProblemException 401 without a valid credential, 403 when it does not reach so far
   */
  Caller require(ServerRequestHeaders headers, Access access) {
    Caller caller = authenticate(headers, access);
    if (!access.admits(caller)) {
      throw Problem.forbidden("You do not have permission to perform this action.").asException();
    }
    return caller;
  }

  private Caller authenticate(ServerRequestHeaders headers, Access access) {
    if (headers.contains(HeaderNames.AUTHORIZATION)) {
      Header header = headers.get(HeaderNames.AUTHORIZATION);
      String value = header.get().strip();
      if (isBearer(value)) {
        return byBearer(value, header.valueCount());
      }
    }
    if (headers.contains(API_KEY)) {
      Header header = headers.get(API_KEY);
      String key = header.get().strip();
      if (!key.isEmpty()) {
        return byKey(key, header.valueCount());
      }
    }
    throw Problem.unauthorized(
            access == Access.INGEST
                ? "Invalid or missing API key"
                : "Authentication credentials were not provided.")
        .asException();
  }

  private static boolean isBearer(String value) {
    return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && (value.length() == SCHEME.length()
            || Character.isWhitespace(value.charAt(SCHEME.length())));
  }

  private Caller byBearer(String value, int headers) {
    String token = value.substring(SCHEME.length()).strip();
    if (headers > 1 || token.isEmpty() || hasBlank(token)) {
      throw refused(
          "bad_authorization_header",
          "Authorization header must contain two space-delimited values");
    }
    if (!token.startsWith(PREFIX)) {
      throw refused("token_not_valid", "Given token not valid for any token type");
    }
    return byKey(token, headers);
  }

  private Caller byKey(String key, int headers) {
    if (!key.startsWith(PREFIX)) {
      throw Problem.unauthorized("Invalid API key format").asException();
    }
    // Of two keys neither counts: a proxy and we might not choose the same.
    if (headers > 1) {
      throw Problem.unauthorized("Invalid API key").asException();
    }
    return authenticator
        .authenticate(key)
        .orElseThrow(() -> Problem.unauthorized("Invalid API key").asException());
  }

  private static boolean hasBlank(String token) {
    for (int i = 0; i < token.length(); i++) {
      if (Character.isWhitespace(token.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static ProblemException refused(String code, String detail) {
    return Problem.of(401, code, "Not authenticated", detail).asException();
  }
}
