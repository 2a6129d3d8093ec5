package io.hivecore.http;

import io.helidon.webserver.CloseConnectionException;

/** Ends a connection on purpose. Costs no stack trace: it happens for every client that leaves. */
final class Closing extends CloseConnectionException {
  private static final long serialVersionUID = 1L;

  Closing(String why) {
    super(why);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
