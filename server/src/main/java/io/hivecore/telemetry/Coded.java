package io.hivecore.telemetry;

import java.util.Optional;

/** A value of an enumeration that has a code in the journal and a name on the wire. */
interface Coded {
  int code();

  String wireName();

  /** The value of that code; empty when none has it. */
  static <E extends Coded> Optional<E> ofCode(E[] values, int code) {
    for (E value : values) {
      if (value.code() == code) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** The value of exactly that name; empty when none has it. */
  static <E extends Coded> Optional<E> ofWireName(E[] values, String wireName) {
    for (E value : values) {
      if (value.wireName().equals(wireName)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
