package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import java.util.Map;

/** Absolute URLs in answers. */
final class Links {
  private Links() {}

  /**
   * A path with the request's own parameters, some of them replaced.
   *
   * @param replaced an empty value leaves the name out
   */
  static String url(Exchange exchange, String rawPath, Map<String, String> replaced) {
    String parameters = exchange.query().encodedWith(replaced);
    return exchange.origin()
        + (rawPath.endsWith("/") ? rawPath : rawPath + '/')
        + (parameters.isEmpty() ? "" : '?' + parameters);
  }
}
