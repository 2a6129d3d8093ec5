package io.hivecore.ingest.json;

/**
 * What the value of a field has to be.
 *
 * <p>Texts take JSON numbers too and lose blanks at both ends; a NUL is refused, half a surrogate
 * pair becomes U+FFFD. Numbers take texts that hold one. True, false, arrays and objects are
 * neither.
 */
enum ValueType {
  /** A text of at most 100 characters. */
  NAME(100),
  /** A text of at most 255 characters. */
  IDENTIFIER(255),
  /** A text of at most 8 MiB of UTF-8. */
  TEXT(8 << 20),
  /** A whole number from 0 to 10^12. */
  COUNT(0),
  /** A whole number from -10^12 to 10^12: some senders count from -1. */
  INDEX(0),
  /** An exact decimal, at least 0 and under 10^12. */
  MONEY(0),
  /** Milliseconds: finite, at least 0, with decimals. */
  MILLISECONDS(0),
  /** A point in time as ISO 8601 text. */
  TIME(0),
  /** A JSON object, kept as text of at most 8 MiB characters. */
  OBJECT(8 << 20),
  /** The status of an execution. */
  STATUS(0),
  /** The level of a log record. */
  LEVEL(0),
  /** The kind of a record in a batch. */
  KIND(0);

  private final int most;

  ValueType(int most) {
    this.most = most;
  }

  /** The greatest length, for those that have one. */
  int most() {
    return most;
  }
}
