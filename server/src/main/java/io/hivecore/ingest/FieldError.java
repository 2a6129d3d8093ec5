package io.hivecore.ingest;

/**
 * One field of a record that is wrong.
 *
 * @param field its name as sent
 * @param detail what was expected
 */
public record FieldError(String field, String detail) {}
