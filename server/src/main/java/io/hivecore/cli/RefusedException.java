package io.hivecore.cli;

/**
 * A command cannot do what was asked. The user sees the message and nothing else; the exit code is
 * 1. Commands of other rooms throw it as well.
 */
public class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RefusedException(String message) {
    super(message);
  }

  /**
   * @param cause for whoever catches it; users are not shown it
   */
  public RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
