package io.hivecore.bench.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The server that is measured.
 *
 * @param base such as {@code http://127.0.0.1:8000}
 * @param headers sent with every request, the credential among them
 */
public record Target(URI base, Map<String, String> headers) {
  public Target {
    headers = Map.copyOf(headers);
    if (!"http".equals(base.getScheme()) || base.getHost() == null) {
      throw new IllegalArgumentException("the target must be http://host:port, was " + base);
    }
  }

  public int port() {
    return base.getPort() < 0 ? 80 : base.getPort();
  }

  /** The same server with another credential. */
  public Target withKey(String key) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.put("X-API-Key", key);
    return new Target(base, changed);
  }

  /** A request's head, ready to be sent. */
  byte[] head(String method, String pathAndQuery, String contentType, int contentLength) {
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(pathAndQuery).append(" HTTP/1.1\r\nHost: ");
    head.append(base.getHost()).append(':').append(port()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (!contentType.isEmpty()) {
      head.append("Content-Type: ").append(contentType).append("\r\n");
      head.append("Content-Length: ").append(contentLength).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }
}
