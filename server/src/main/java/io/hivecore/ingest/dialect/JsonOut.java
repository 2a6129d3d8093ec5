package io.hivecore.ingest.dialect;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes compact JSON text. Belongs to one thread. */
final class JsonOut {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(512);

  /** The text of one value. */
  static String of(@Nullable Object tree) {
    JsonOut json = new JsonOut();
    json.value(tree, 0);
    return json.toString();
  }

  /** Starts anew. */
  JsonOut clear() {
    out.setLength(0);
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** What is between values: brackets, colons, commas. */
  JsonOut raw(char mark) {
    out.append(mark);
    return this;
  }

  /** A text that already is JSON. */
  JsonOut raw(String json) {
    out.append(json);
    return this;
  }

  JsonOut name(String name) {
    text(name);
    out.append(':');
    return this;
  }

  JsonOut value(@Nullable Object tree) {
    value(tree, 0);
    return this;
  }

  private void value(@Nullable Object tree, int depth) {
    switch (tree) {
      case null -> out.append("null");
      case String text -> text(text);
      case Boolean bool -> out.append(bool.booleanValue());
      case Long whole -> out.append(whole.longValue());
      case Double real -> real(real);
      case BigDecimal decimal -> out.append(decimal);
      case List<?> items -> {
        if (depth >= Tree.MOST_DEPTH) {
          text(Tree.CUT);
          return;
        }
        char before = '[';
        for (Object item : items) {
          out.append(before);
          value(item, depth + 1);
          before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
      }
      case Map<?, ?> object -> {
        if (depth >= Tree.MOST_DEPTH) {
          text(Tree.CUT);
          return;
        }
        char before = '{';
        for (Map.Entry<?, ?> member : object.entrySet()) {
          out.append(before);
          text(String.valueOf(member.getKey()));
          out.append(':');
          value(member.getValue(), depth + 1);
          before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
      }
      default -> text(tree.toString());
    }
  }

  /** A protobuf value, without making a tree of it first. */
  JsonOut value(AnyValue value) {
    value(value, 0);
    return this;
  }

  private void value(AnyValue value, int depth) {
    switch (value.getValueCase()) {
      case STRING_VALUE -> text(value.getStringValue());
      case BOOL_VALUE -> out.append(value.getBoolValue());
      case INT_VALUE -> out.append(value.getIntValue());
      case DOUBLE_VALUE -> real(value.getDoubleValue());
      case BYTES_VALUE -> text(Tree.base64(value.getBytesValue()));
      case ARRAY_VALUE, KVLIST_VALUE -> {
        if (depth >= Tree.MOST_DEPTH) {
          text(Tree.CUT);
        } else if (value.hasArrayValue()) {
          items(value.getArrayValue().getValuesList(), depth + 1);
        } else {
          members(value.getKvlistValue().getValuesList(), depth + 1);
        }
      }
      case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> out.append("null");
    }
  }

  private void items(List<AnyValue> items, int depth) {
    char before = '[';
    for (AnyValue item : items) {
      out.append(before);
      value(item, depth);
      before = ',';
    }
    out.append(before == '[' ? "[]" : "]");
  }

  private void members(List<KeyValue> members, int depth) {
    char before = '{';
    for (KeyValue member : members) {
      out.append(before);
      text(member.getKey());
      out.append(':');
      value(member.getValue(), depth);
      before = ',';
    }
    out.append(before == '{' ? "{}" : "}");
  }

  /** JSON has no infinity and no NaN: as text, as in OTLP's JSON. */
  private void real(double real) {
    if (Double.isFinite(real)) {
      out.append(real);
    } else {
      text(Double.toString(real));
    }
  }

  private void text(String text) {
    out.append('"');
    int copied = 0;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && (c < 0xD800 || c > 0xDFFF)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      out.append(text, copied, i);
      copied = i + 1;
      escape(c);
    }
    out.append(text, copied, length).append('"');
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      // Stores cannot hold it, not even escaped.
      case '\0' -> out.append('\uFFFD');
      default -> {
        if (c < ' ') {
          out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xF]);
        } else {
          out.append('\uFFFD');
        }
      }
    }
  }
}
