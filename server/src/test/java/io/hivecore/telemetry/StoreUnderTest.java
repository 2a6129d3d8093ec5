package io.hivecore.telemetry;

/** What the contract needs of a store's own tests. */
public interface StoreUnderTest {
  /** Removes everything, so that the next {@link #open} finds nothing. */
  void clear();

  /** Opens the store with what is there; the one before was closed. */
  TelemetryStore open();

  /**
   * Makes the store do now what it would do later by itself (seal, merge), so that the contract is
   * proved on both.
   */
  void settle(TelemetryStore store);
}
