package io.hivecore.http;

/**
 * Who may come in, and how much at once: one for all doors of a server, so that nobody gets a
 * second share by using two of them. Safe for use by many threads.
 */
public final class Gate {
  private final Credentials credentials;
  private final Admission admission;

  public Gate(Authenticator authenticator, Bounds bounds) {
    this.credentials = new Credentials(authenticator);
    this.admission = new Admission(bounds);
  }

  public Credentials credentials() {
    return credentials;
  }

  public Admission admission() {
    return admission;
  }
}
