package io.hivecore.telemetry;

/** Texts of which the empty one stands for nothing. */
final class Texts {
  private Texts() {}

  static String first(String preferred, String other) {
    return preferred.isEmpty() ? other : preferred;
  }
}
