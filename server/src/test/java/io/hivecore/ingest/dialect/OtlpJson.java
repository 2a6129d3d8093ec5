package io.hivecore.ingest.dialect;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** OTLP's JSON as protobuf, for payloads that were captured so. Ids are hex, enums numbers. */
final class OtlpJson {
  private static final Set<String> IDS = Set.of("trace_id", "span_id", "parent_span_id");

  private OtlpJson() {}

  static void fill(Message.Builder message, Map<?, ?> object) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      Object value = object.get(field.getJsonName());
      if (value == null) {
        continue;
      }
      if (field.isRepeated()) {
        for (Object item : (List<?>) value) {
          message.addRepeatedField(field, value(message, field, item));
        }
      } else {
        message.setField(field, value(message, field, value));
      }
    }
  }

  private static Object value(Message.Builder message, FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case MESSAGE -> {
        Message.Builder inner = message.newBuilderForField(field);
        fill(inner, (Map<?, ?>) value);
        yield inner.build();
      }
      case STRING -> value;
      case BOOLEAN -> value;
      case BYTE_STRING ->
          ByteString.copyFrom(
              IDS.contains(field.getName())
                  ? HexFormat.of().parseHex((String) value)
                  : Base64.getDecoder().decode((String) value));
      case ENUM -> {
        EnumDescriptor type = field.getEnumType();
        yield type.findValueByNumberCreatingIfUnknown(number(value).intValueExact());
      }
      case INT -> number(value).intValue();
      case LONG -> number(value).longValue();
      case FLOAT -> number(value).floatValue();
      // Also "NaN" and "Infinity".
      case DOUBLE -> Double.valueOf(value.toString());
    };
  }

  private static BigDecimal number(Object value) {
    return new BigDecimal(value.toString());
  }
}
