package io.hivecore.ingest.json;

import io.hivecore.ingest.FieldError;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The values of one record while it is read, with everything that is wrong with them. Used again
 * for the next record. Belongs to one thread.
 */
final class FieldValues {
  /** The most errors of fields that are in no table: a large body has room for a million. */
  private static final int MOST_OTHER_ERRORS = 100;

  private final FieldTable table;
  private final @Nullable Object[] values;
  private final @Nullable String[] wrong;
  private final boolean[] isNull;
  private final List<FieldError> otherErrors = new ArrayList<>();
  private boolean anyWrong;

  FieldValues(FieldTable table) {
    this.table = table;
    this.values = new @Nullable Object[table.slots()];
    this.wrong = new @Nullable String[table.slots()];
    this.isNull = new boolean[table.slots()];
  }

  void clear() {
    Arrays.fill(values, null);
    Arrays.fill(isNull, false);
    if (anyWrong) {
      Arrays.fill(wrong, null);
      otherErrors.clear();
      anyWrong = false;
    }
  }

  /**
   * Takes the value that the parser stands at and leaves the parser at its end. Of a name that
   * comes twice the last value counts.
   */
  void take(int slot, JsonParser parser) {
    try {
      Object value = ValueReader.read(table.type(slot), parser);
      values[slot] = value;
      isNull[slot] = value == null;
      wrong[slot] = null;
    } catch (InvalidValueException e) {
      values[slot] = null;
      wrong(slot, e.detail());
    }
  }

  /** Notes an error of a field that is in no table, or of a field's meaning. */
  void wrong(String name, String detail) {
    if (otherErrors.size() < MOST_OTHER_ERRORS) {
      otherErrors.add(new FieldError(name, detail));
    }
    anyWrong = true;
  }

  private void wrong(int slot, String detail) {
    wrong[slot] = detail;
    anyWrong = true;
  }

  /** The errors, in the table's order, with those of required fields that are not there. */
  List<FieldError> errors() {
    for (Field field : table.fields()) {
      if (field.required()) {
        require(field);
      }
    }
    if (!anyWrong) {
      return List.of();
    }
    List<FieldError> errors = new ArrayList<>();
    for (int slot = 0; slot < wrong.length; slot++) {
      String detail = wrong[slot];
      if (detail != null) {
        errors.add(new FieldError(table.name(slot), detail));
      }
    }
    errors.addAll(otherErrors);
    return errors;
  }

  /** Notes an error when there is no value, or only a blank one. */
  void require(Field field) {
    int first = field.firstSlot();
    boolean nulled = false;
    boolean blank = false;
    for (int slot = first; slot < first + field.names().size(); slot++) {
      Object value = values[slot];
      if (wrong[slot] != null || (value != null && !value.equals(""))) {
        return;
      }
      nulled |= isNull[slot];
      blank |= value != null;
    }
    wrong(
        first,
        blank
            ? "This field may not be blank."
            : nulled ? "This field may not be null." : "This field is required.");
  }

  /** The first value under one of the field's names that is there and not blank. */
  private @Nullable Object value(Field field) {
    int first = field.firstSlot();
    for (int slot = first; slot < first + field.names().size(); slot++) {
      Object value = values[slot];
      if (value != null && !value.equals("")) {
        return value;
      }
    }
    return null;
  }

  /** The text, empty when there is none. */
  String text(Field field) {
    Object value = value(field);
    return value == null ? "" : (String) value;
  }

  /** The text, empty texts as null: the original's client sends them for null. */
  @Nullable String textOrNull(Field field) {
    return (String) value(field);
  }

  long count(Field field) {
    Object value = value(field);
    return value == null ? 0 : (Long) value;
  }

  @Nullable Long countOrNull(Field field) {
    return (Long) value(field);
  }

  @Nullable BigDecimal moneyOrNull(Field field) {
    return (BigDecimal) value(field);
  }

  double milliseconds(Field field) {
    Object value = value(field);
    return value == null ? 0 : (Double) value;
  }

  @Nullable Double millisecondsOrNull(Field field) {
    return (Double) value(field);
  }

  @Nullable Instant timeOrNull(Field field) {
    return (Instant) value(field);
  }

  /**
   * The time of a required field; only when there are no errors.
   *
   * @throws IllegalStateException when it is not there
   */
  Instant time(Field field) {
    Instant time = timeOrNull(field);
    if (time == null) {
      throw new IllegalStateException(field.name() + " is not there");
    }
    return time;
  }

  @Nullable ExecutionStatus statusOrNull(Field field) {
    return (ExecutionStatus) value(field);
  }

  @Nullable LogLevel levelOrNull(Field field) {
    return (LogLevel) value(field);
  }

  /** The text of a JSON object, {@code {}} when there is none. */
  String object(Field field) {
    Object value = value(field);
    return value == null ? "{}" : (String) value;
  }
}
