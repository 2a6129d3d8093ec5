package io.hivecore.http;

import static java.util.Objects.requireNonNull;

/**
 * Where the server listens and what it bears.
 *
 * @param host address to bind
 * @param port 0 for any free one
 * @param deadlines how long clients may take
 * @param bounds how much may be under way at once
 */
public record HttpSettings(String host, int port, Deadlines deadlines, Bounds bounds) {
  /** This machine only, on the port that the original clients expect. */
  public static final HttpSettings DEFAULT = new HttpSettings("127.0.0.1", 8000);

  public HttpSettings {
    requireNonNull(host, "host");
    requireNonNull(deadlines, "deadlines");
    requireNonNull(bounds, "bounds");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
  }

  /** With the default deadlines and bounds. */
  public HttpSettings(String host, int port) {
    this(host, port, Deadlines.DEFAULT, Bounds.DEFAULT);
  }
}
