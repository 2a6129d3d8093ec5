package io.hivecore.ingest.dialect;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as plain Java objects, whether they came as protobuf or inside a JSON text: String, Long,
 * Double, BigDecimal, Boolean, List, Map by String, or null.
 */
final class Tree {
  /** How deep a value may be nested; what lies deeper is cut off. */
  static final int MOST_DEPTH = 64;

  /** Stands where something was cut off. */
  static final String CUT = "…";

  private Tree() {}

  /** A protobuf value as such an object. */
  static @Nullable Object of(AnyValue value) {
    return of(value, 0);
  }

  private static @Nullable Object of(AnyValue value, int depth) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> clean(value.getStringValue());
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BYTES_VALUE -> base64(value.getBytesValue());
      case ARRAY_VALUE -> {
        if (depth >= MOST_DEPTH) {
          yield CUT;
        }
        List<@Nullable Object> items = new ArrayList<>(value.getArrayValue().getValuesCount());
        for (AnyValue item : value.getArrayValue().getValuesList()) {
          items.add(of(item, depth + 1));
        }
        yield items;
      }
      case KVLIST_VALUE ->
          depth >= MOST_DEPTH ? CUT : members(value.getKvlistValue().getValuesList(), depth + 1);
      // An index into a table of strings, which only profiles have.
      case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> null;
    };
  }

  /** Attributes as one such object; of equal names the first counts. */
  static Map<String, @Nullable Object> of(List<KeyValue> members) {
    return members(members, 0);
  }

  private static Map<String, @Nullable Object> members(List<KeyValue> members, int depth) {
    Map<String, @Nullable Object> object = LinkedHashMap.newLinkedHashMap(members.size());
    for (KeyValue member : members) {
      object.putIfAbsent(clean(member.getKey()), of(member.getValue(), depth));
    }
    return object;
  }

  /** Without NUL, which neither names nor stores can hold. */
  static String clean(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
  }

  static String base64(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** What lies behind these names, or null. */
  static @Nullable Object at(@Nullable Object tree, String... names) {
    Object here = tree;
    for (String name : names) {
      if (!(here instanceof Map<?, ?> object)) {
        return null;
      }
      here = object.get(name);
    }
    return here;
  }
}
