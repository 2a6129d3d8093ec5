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

  /** What a failure says, with the first line of what lies at its bottom, as whole sentences. */
  static String reason(Throwable failure) {
    Throwable bottom = failure;
    while (bottom.getCause() != null) {
      bottom = bottom.getCause();
    }
    String message = String.valueOf(failure.getMessage());
    String deepest = String.valueOf(bottom.getMessage()).lines().findFirst().orElse("");
    String all =
        deepest.isEmpty() || message.contains(deepest) ? message : message + ": " + deepest;
    return all.endsWith(".") ? all : all + ".";
  }
}
