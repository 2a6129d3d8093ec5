package io.hivecore.operations;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Whether the server can do its work. Checks answer from memory, so that a probe costs nothing.
 * Safe for many threads.
 */
public final class Health {
  private final Map<String, Supplier<Finding>> checks;

  /**
   * @param checks by the name of the part, in the order of reporting
   */
  public Health(Map<String, Supplier<Finding>> checks) {
    this.checks = new LinkedHashMap<>(checks);
  }

  /** Asks every part. A check that fails itself counts as down. */
  public Report report() {
    Map<String, Finding> findings = new LinkedHashMap<>();
    checks.forEach((name, check) -> findings.put(name, find(check)));
    return new Report(findings);
  }

  private static Finding find(Supplier<Finding> check) {
    try {
      return check.get();
    } catch (RuntimeException e) {
      return Finding.down("the check failed");
    }
  }

  /**
   * How one part is doing.
   *
   * @param detail for people; empty when there is nothing to say
   */
  public record Finding(boolean up, String detail) {
    public static final Finding UP = new Finding(true, "");

    public static Finding down(String detail) {
      return new Finding(false, detail);
    }
  }

  /** How all parts are doing. */
  public record Report(Map<String, Finding> findings) {
    /** Whether every part is up. */
    public boolean ready() {
      return findings.values().stream().allMatch(Finding::up);
    }
  }
}
