package io.hivecore.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The headers of every answer. They keep browsers from guessing types, framing answers, running
 * what is in them, passing addresses on and keeping tenants' data; a handler may set its own
 * instead.
 */
final class AnswerHeaders {
  static final String REQUEST_ID_NAME = "X-Request-Id";
  static final HeaderName REQUEST_ID = HeaderNames.create(REQUEST_ID_NAME);
  static final Header JSON =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
  static final Header GZIP = HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
  static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");

  static final Map<String, String> ALWAYS = always();

  private static final List<Header> CACHED =
      ALWAYS.entrySet().stream()
          .map(header -> HeaderValues.createCached(header.getKey(), header.getValue()))
          .toList();

  private AnswerHeaders() {}

  private static Map<String, String> always() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cache-Control", "no-store");
    return Collections.unmodifiableMap(headers);
  }

  static void addTo(ServerResponseHeaders headers, String requestId) {
    for (Header header : CACHED) {
      headers.setIfAbsent(header);
    }
    headers.set(HeaderValues.create(REQUEST_ID, requestId));
  }
}
