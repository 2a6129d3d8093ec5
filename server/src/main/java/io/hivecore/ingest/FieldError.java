package io.hivecore.ingest;

import java.util.List;

/**
 * One field of a record that is wrong.
 *
 * @param field its name as sent; in a list with its item's place before it
 * @param path the names and places that lead to it in the body
 * @param detail what was expected
 */
public record FieldError(String field, List<String> path, String detail) {
  public FieldError {
    path = List.copyOf(path);
  }

  /** A field of a record that stands alone. */
  public FieldError(String field, String detail) {
    this(field, List.of(field), detail);
  }
}
