package io.hivecore.ingest.json;

import java.util.List;

/**
 * One field of a kind of record.
 *
 * @param names on the wire, the contract's first; of several that are sent, the first that is not
 *     blank counts
 * @param firstSlot where the value under the first name is put; the other names follow
 */
record Field(ValueType type, boolean required, List<String> names, int firstSlot) {
  Field {
    names = List.copyOf(names);
  }

  String name() {
    return names.getFirst();
  }
}
