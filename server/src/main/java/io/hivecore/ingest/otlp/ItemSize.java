package io.hivecore.ingest.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;

/**
 * Counts the messages within an item. An empty one takes two bytes when it is sent and forty and
 * more when it is read, so a large item of nothing but those would fill the memory.
 */
final class ItemSize {
  /** Items up to this are not counted: the piece that they are in bounds them. */
  private static final int SMALL_BYTES = 64 * 1024;

  private static final int MOST_MESSAGES = 100_000;
  private static final int MOST_DEPTH = 100;

  private int messages;

  private ItemSize() {}

  /** Whether an item has more messages within it than it may have. */
  static boolean isTooLarge(Descriptor type, WireReader field) {
    if (field.end() - field.start() <= SMALL_BYTES) {
      return false;
    }
    ItemSize size = new ItemSize();
    size.count(type, field.content(), 0);
    return size.messages > MOST_MESSAGES;
  }

  private void count(Descriptor type, WireReader message, int depth) {
    while (messages <= MOST_MESSAGES && message.next()) {
      FieldDescriptor field = type.findFieldByNumber(message.number());
      if (field != null
          && message.type() == WireWriter.LENGTH
          && field.getType() == FieldDescriptor.Type.MESSAGE) {
        messages++;
        if (depth < MOST_DEPTH) {
          count(field.getMessageType(), message.content(), depth + 1);
        }
      }
    }
  }
}
