package io.hivecore.ingest.masking;

import java.util.List;

/**
 * To which fields a rule is limited. A name covers every value that is called so and all within it,
 * wherever it stands; {@code metadata.password} only a {@code password} right within {@code
 * metadata}. Names of attributes hold full stops themselves, so a path is compared as text, whole
 * names at a time, without regard to case.
 */
record FieldLimits(List<String> names) {
  FieldLimits {
    names = List.copyOf(names);
  }

  boolean cover(CharSequence path) {
    if (names.isEmpty()) {
      return true;
    }
    String whole = path.toString();
    for (String name : names) {
      if (within(whole, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean within(String path, String name) {
    int last = path.length() - name.length();
    for (int at = 0; at >= 0 && at <= last; at = path.indexOf('.', at) + 1) {
      int end = at + name.length();
      if ((end == path.length() || path.charAt(end) == '.')
          && path.regionMatches(true, at, name, 0, name.length())) {
        return true;
      }
      if (path.indexOf('.', at) < 0) {
        return false;
      }
    }
    return false;
  }
}
