package io.hivecore.ingest.dialect;

import org.jspecify.annotations.Nullable;

/** How the value of an attribute becomes the value of a canonical field. */
@FunctionalInterface
interface Reading {
  /**
   * Reads a value.
   *
   * @param value as {@link Tree} has it, never null
   * @return null when it is none of that kind, so that the next attribute is asked
   */
  @Nullable Object read(Object value);
}
