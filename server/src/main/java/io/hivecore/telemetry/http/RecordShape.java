package io.hivecore.telemetry.http;

import io.hivecore.http.Json;
import io.hivecore.http.WireTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * How one kind of record looks outside: the names of its fields, in order, which are also the
 * columns of an export, and how each is written as JSON.
 *
 * @param <R> the kind of record
 */
final class RecordShape<R> {
  private final List<Field<R>> fields;

  private RecordShape(List<Field<R>> fields) {
    this.fields = List.copyOf(fields);
  }

  static <R> Builder<R> builder() {
    return new Builder<>();
  }

  /** The columns of an export, in order: the fields' names, less those that nothing fills. */
  List<String> columns() {
    return names(field -> field.kind() != Kind.EMPTY);
  }

  /** The columns that hold free text. */
  List<String> textColumns() {
    return names(field -> field.kind() == Kind.TEXT);
  }

  private List<String> names(Predicate<Field<R>> which) {
    return fields.stream().filter(which).map(Field::name).toList();
  }

  /** Writes a record as one object. */
  void write(JsonGenerator json, R record) {
    json.writeStartObject();
    writeFields(json, record);
    json.writeEndObject();
  }

  /** Writes a record's fields into an object that has been begun. */
  void writeFields(JsonGenerator json, R record) {
    for (Field<R> field : fields) {
      json.writeName(field.name());
      field.value().write(json, record);
    }
  }

  private enum Kind {
    TEXT,
    OTHER,
    EMPTY
  }

  private record Field<R>(String name, Kind kind, Value<R> value) {}

  /** Writes the value of one field. */
  @FunctionalInterface
  private interface Value<R> {
    void write(JsonGenerator json, R record);
  }

  /** A value that may be missing; lambdas of the JDK's {@link Function} may not return null. */
  @FunctionalInterface
  interface Missable<R, T> {
    @Nullable T of(R record);
  }

  static final class Builder<R> {
    private final List<Field<R>> fields = new ArrayList<>();

    Builder<R> text(String name, Function<R, String> value) {
      return add(name, Kind.TEXT, (json, record) -> json.writeString(value.apply(record)));
    }

    Builder<R> integer(String name, ToLongFunction<R> value) {
      return add(name, (json, record) -> json.writeNumber(value.applyAsLong(record)));
    }

    Builder<R> number(String name, ToDoubleFunction<R> value) {
      return add(name, (json, record) -> json.writeNumber(value.applyAsDouble(record)));
    }

    Builder<R> numberOrNull(String name, Missable<R, Double> value) {
      return orNull(name, value, JsonGenerator::writeNumber);
    }

    Builder<R> bool(String name, Predicate<R> value) {
      return add(name, (json, record) -> json.writeBoolean(value.test(record)));
    }

    Builder<R> time(String name, Function<R, Instant> value) {
      return add(name, (json, record) -> json.writeString(WireTime.utc(value.apply(record))));
    }

    Builder<R> timeOrNull(String name, Missable<R, Instant> value) {
      return orNull(name, value, (json, time) -> json.writeString(WireTime.utc(time)));
    }

    /** Money as text: all its decimals, at least six; null for none, which is not zero. */
    Builder<R> moneyOrNull(String name, Missable<R, BigDecimal> value) {
      return orNull(name, value, (json, amount) -> json.writeString(Json.money(amount)));
    }

    /** The text of a JSON object, written as that object; an empty one for none. */
    Builder<R> object(String name, Missable<R, String> value) {
      return add(
          name,
          (json, record) -> {
            String text = value.of(record);
            json.writeRawValue(text == null || text.isEmpty() ? "{}" : text);
          });
    }

    Builder<R> integerOrNull(String name, Missable<R, Long> value) {
      return orNull(name, value, JsonGenerator::writeNumber);
    }

    Builder<R> texts(String name, Function<R, List<String>> values) {
      return add(
          name,
          (json, record) -> {
            json.writeStartArray();
            values.apply(record).forEach(json::writeString);
            json.writeEndArray();
          });
    }

    /** The text of a JSON array, written as that array; an empty one for none. */
    Builder<R> array(String name, Function<R, String> value) {
      return add(
          name,
          (json, record) -> {
            String text = value.apply(record);
            json.writeRawValue(text.isEmpty() ? "[]" : text);
          });
    }

    /** A field of the original that nothing fills. */
    Builder<R> alwaysNull(String name) {
      return add(name, Kind.EMPTY, (json, record) -> json.writeNull());
    }

    RecordShape<R> build() {
      return new RecordShape<>(fields);
    }

    private <T> Builder<R> orNull(String name, Missable<R, T> value, Write<T> write) {
      return add(
          name,
          (json, record) -> {
            T present = value.of(record);
            if (present == null) {
              json.writeNull();
            } else {
              write.to(json, present);
            }
          });
    }

    private Builder<R> add(String name, Value<R> value) {
      return add(name, Kind.OTHER, value);
    }

    private Builder<R> add(String name, Kind kind, Value<R> value) {
      fields.add(new Field<>(name, kind, value));
      return this;
    }

    @FunctionalInterface
    private interface Write<T> {
      void to(JsonGenerator json, T value);
    }
  }
}
