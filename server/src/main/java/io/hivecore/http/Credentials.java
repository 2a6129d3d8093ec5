package io.hivecore.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.hivecore.tenancy.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells who sends a request, by its headers alone: neither the Host nor a parameter of the URL ever
 * stands for a credential. {@code Authorization: Bearer} goes first, with a key or the access token
 * of a person who is logged in, and so does {@code Basic} with a key of ours as its password, as
 * Langfuse's clients send it; when it is wrong no other one helps. Another scheme, or a Basic that
 * is some proxy's, is ignored. The sentences are those that the original clients know. Safe for use
 * by many threads.
 */
public final class Credentials {
  private static final HeaderName API_KEY = HeaderNames.create("X-API-Key");
  private static final String PREFIX = "hc_";
  private static final String BEARER = "Bearer";
  private static final String BASIC = "Basic";

  private final Authenticator authenticator;

  public Credentials(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /**
   * The caller behind a request.
   *
   * @throws ProblemException 401 without a valid credential, 403 when it does not reach so far
   */
  Caller require(ServerRequestHeaders headers, Access access) {
    return require(values(headers, HeaderNames.AUTHORIZATION), values(headers, API_KEY), access);
  }

  private static List<String> values(ServerRequestHeaders headers, HeaderName name) {
    return headers.contains(name) ? headers.get(name).allValues() : List.of();
  }

  /**
   * The same for a protocol with headers of its own.
   *
   * @param authorization every value of {@code Authorization}
   * @param apiKeys every value of {@code X-API-Key}
   */
  public Caller require(List<String> authorization, List<String> apiKeys, Access access) {
    Caller caller = authenticate(authorization, apiKeys, access);
    if (!access.admits(caller)) {
      throw Problem.forbidden("You do not have permission to perform this action.").asException();
    }
    return caller;
  }

  private Caller authenticate(List<String> authorization, List<String> apiKeys, Access access) {
    if (!authorization.isEmpty()) {
      String value = authorization.getFirst().strip();
      if (isScheme(BEARER, value)) {
        return byBearer(value, authorization.size());
      }
      String secret = isScheme(BASIC, value) ? password(value) : null;
      if (secret != null && secret.startsWith(PREFIX)) {
        return byKey(secret, authorization.size());
      }
    }
    if (!apiKeys.isEmpty()) {
      String key = apiKeys.getFirst().strip();
      if (!key.isEmpty()) {
        return byKey(key, apiKeys.size());
      }
    }
    throw Problem.unauthorized(
            access == Access.INGEST
                ? "Invalid or missing API key"
                : "Authentication credentials were not provided.")
        .asException();
  }

  private static boolean isScheme(String scheme, String value) {
    return value.regionMatches(true, 0, scheme, 0, scheme.length())
        && (value.length() == scheme.length()
            || Character.isWhitespace(value.charAt(scheme.length())));
  }

  /**
   * What stands behind the first colon of {@code Basic} credentials (RFC 7617); null when they are
   * none. The name before it is never used, also when it looks like a key.
   */
  private static @Nullable String password(String value) {
    try {
      byte[] decoded = Base64.getDecoder().decode(value.substring(BASIC.length()).strip());
      String pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? null : pair.substring(colon + 1);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Caller byBearer(String value, int headers) {
    String token = value.substring(BEARER.length()).strip();
    if (headers > 1 || token.isEmpty() || hasBlank(token)) {
      throw refused(
          "bad_authorization_header",
          "Authorization header must contain two space-delimited values");
    }
    return token.startsWith(PREFIX)
        ? byKey(token, headers)
        : authenticator
            .authenticate(token)
            .orElseThrow(
                () -> refused("token_not_valid", "Given token not valid for any token type"));
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
