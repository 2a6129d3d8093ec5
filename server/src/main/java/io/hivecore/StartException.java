package io.hivecore;

import io.hivecore.cli.RefusedException;

/** The server cannot start; the message says why and what to do. */
final class StartException extends RefusedException {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
