package io.hivecore.configuration;

import java.util.List;

/** Settings that cannot be taken. The message is for the operator and lists all that is wrong. */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /**
   * @param problems at least one; each names the setting and says what was expected
   */
  public InvalidSettingsException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence each, in the order of the sources. */
  public List<String> problems() {
    return problems;
  }
}
