package io.hivecore.operations;

import io.hivecore.ingest.ApplierStatus;
import io.hivecore.journal.JournalStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

  /** Of a server: its journal takes records, and its store takes them from there. */
  public static Health of(Supplier<JournalStatus> journal, Supplier<ApplierStatus> applier) {
    Map<String, Supplier<Finding>> checks = new LinkedHashMap<>();
    checks.put("journal", () -> finding(journal.get().unavailable()));
    checks.put("store", () -> finding(applier.get().failure()));
    return new Health(checks);
  }

  private static Finding finding(Optional<String> trouble) {
    return trouble.map(Finding::down).orElse(Finding.UP);
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
