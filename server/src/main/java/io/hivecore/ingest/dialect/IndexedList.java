package io.hivecore.ingest.dialect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A list that was laid flat into attributes, put together again: numbers in names are places in
 * lists, all else is a member's name. Places come from strangers: they order the items and are not
 * kept, so that no number makes anything large, and of too many the first ones are kept.
 */
final class IndexedList {
  /** The most items of a list. */
  static final int MOST_ITEMS = 1_000;

  private static final int MOST_DEPTH = 16;

  /** Names that only repeat what the list is of; what is in them belongs to the item itself. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "message",
          "tool_call",
          "message_content",
          "document",
          "prompt",
          "completion",
          "embedding",
          "annotation",
          "evaluation",
          "tool");

  /** What people look for first, first. */
  private static final Comparator<String> ORDER =
      Comparator.<String>comparingInt(
              name ->
                  switch (name) {
                    case "role" -> 0;
                    case "type" -> 1;
                    case "id" -> 2;
                    case "name" -> 3;
                    default -> 4;
                  })
          .thenComparing(Comparator.naturalOrder());

  private final Node root = new Node();

  /** A list, an object or a value; a list when it is both. */
  private static final class Node {
    final TreeMap<Integer, Node> items = new TreeMap<>();
    final TreeMap<String, Node> members = new TreeMap<>(ORDER);
    @Nullable Object value;

    Node item(int place) {
      Node item = items.computeIfAbsent(place, any -> new Node());
      if (items.size() > MOST_ITEMS) {
        items.pollLastEntry();
      }
      return item;
    }

    @Nullable Object tree() {
      if (!items.isEmpty()) {
        List<@Nullable Object> list = new ArrayList<>(items.size());
        items.values().forEach(item -> list.add(item.tree()));
        return list;
      }
      if (!members.isEmpty()) {
        Map<String, @Nullable Object> object = LinkedHashMap.newLinkedHashMap(members.size());
        members.forEach((name, member) -> object.put(name, member.tree()));
        return object;
      }
      return value;
    }
  }

  /**
   * Adds a value.
   *
   * @param path the rest of the attribute's name, such as {@code 0.message.role}
   */
  void add(String path, @Nullable Object value) {
    int end = segmentEnd(path, 0);
    int place = place(path, 0, end);
    if (place < 0) {
      return;
    }
    Node node = root;
    int at = 0;
    boolean afterPlace = false;
    for (int depth = 0; at <= path.length(); depth++) {
      end = depth == MOST_DEPTH ? path.length() : segmentEnd(path, at);
      place = place(path, at, end);
      if (place >= 0) {
        node = node.item(place);
        afterPlace = true;
      } else {
        String name = path.substring(at, end);
        if (!afterPlace || end == path.length() || !WRAPPERS.contains(name)) {
          node = node.members.computeIfAbsent(name, any -> new Node());
        }
        afterPlace = false;
      }
      at = end + 1;
    }
    node.value = chosen(node.value, value);
  }

  /** Of two values for one place always the same, whichever came first. */
  private static @Nullable Object chosen(@Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return JsonOut.of(one).compareTo(JsonOut.of(other)) <= 0 ? one : other;
  }

  private static int segmentEnd(String path, int from) {
    int dot = path.indexOf('.', from);
    return dot < 0 ? path.length() : dot;
  }

  /** A number of at most nine digits, or -1. */
  private static int place(String path, int from, int end) {
    if (from == end || end - from > 9) {
      return -1;
    }
    int place = 0;
    for (int i = from; i < end; i++) {
      int digit = path.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      place = place * 10 + digit;
    }
    return place;
  }

  /** The JSON of the list; null when it is empty. */
  @Nullable String json() {
    return root.items.isEmpty() ? null : JsonOut.of(root.tree());
  }
}
