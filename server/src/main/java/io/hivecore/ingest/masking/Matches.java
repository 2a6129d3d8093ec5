package io.hivecore.ingest.masking;

import java.util.Arrays;

/** Places in one text, in order, none over another. Belongs to one thread. */
final class Matches {
  /**
   * As much longer as a text may become. A rule that finds every letter would otherwise make a
   * hundred characters of each.
   */
  private static final int MOST_GROWTH = 1 << 16;

  private int[] bounds = new int[16];
  private int count;

  /** Adds a place behind all others. */
  void add(int start, int end) {
    if (2 * count + 2 > bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    bounds[2 * count] = start;
    bounds[2 * count + 1] = end;
    count++;
  }

  int count() {
    return count;
  }

  int start(int match) {
    return bounds[2 * match];
  }

  int end(int match) {
    return bounds[2 * match + 1];
  }

  void clear() {
    count = 0;
  }

  /** The text with something else at each place; all of it replaced when it would grow too long. */
  String replacedIn(String text, String replacement) {
    long length = text.length();
    for (int match = 0; match < count; match++) {
      length += replacement.length() - (end(match) - start(match));
    }
    if (length - text.length() > MOST_GROWTH) {
      return replacement;
    }
    StringBuilder out = new StringBuilder((int) length);
    int copied = 0;
    for (int match = 0; match < count; match++) {
      out.append(text, copied, start(match)).append(replacement);
      copied = end(match);
    }
    return out.append(text, copied, text.length()).toString();
  }
}
