package io.hivecore.ingest.json;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/**
 * The fields of a kind of record. Every wire name has a slot; slot 0 is {@code kind}, which a
 * record in a batch has.
 */
final class FieldTable {
  static final int KIND_SLOT = 0;

  private final List<Field> fields;
  private final String[] names;
  private final ValueType[] types;
  private final PropertyNameMatcher matcher;

  private FieldTable(List<Field> fields) {
    this.fields = List.copyOf(fields);
    List<Named> named = new ArrayList<>();
    List<ValueType> typeOfSlot = new ArrayList<>();
    for (Field field : fields) {
      for (String name : field.names()) {
        named.add(Named.fromString(name));
        typeOfSlot.add(field.type());
      }
    }
    this.names = named.stream().map(Named::getName).toArray(String[]::new);
    this.types = typeOfSlot.toArray(ValueType[]::new);
    this.matcher = JsonReading.matcher(named);
  }

  List<Field> fields() {
    return fields;
  }

  int slots() {
    return names.length;
  }

  String name(int slot) {
    return names[slot];
  }

  ValueType type(int slot) {
    return types[slot];
  }

  /** Leads from a wire name to its slot. */
  PropertyNameMatcher matcher() {
    return matcher;
  }

  /** Collects fields in the order in which errors name them. */
  static final class Builder {
    private final List<Field> fields = new ArrayList<>();
    private int slots;

    Builder() {
      optional(ValueType.KIND, "kind");
    }

    Field required(ValueType type, String... names) {
      return add(type, true, names);
    }

    Field optional(ValueType type, String... names) {
      return add(type, false, names);
    }

    FieldTable build() {
      return new FieldTable(fields);
    }

    private Field add(ValueType type, boolean required, String... names) {
      Field field = new Field(type, required, List.of(names), slots);
      fields.add(field);
      slots += names.length;
      return field;
    }
  }
}
