package io.hivecore.http;

/**
 * Where the server listens.
 *
 * @param host address to bind
 * @param port 0 for any free one
 */
public record HttpSettings(String host, int port) {
  /** This machine only, on the port that the original clients expect. */
  public static final HttpSettings DEFAULT = new HttpSettings("127.0.0.1", 8000);
}
