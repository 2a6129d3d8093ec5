package io.hivecore.ingest.json;

import java.util.Arrays;

/**
 * Text that grows. Beside StringBuilder it copies characters as they are, without looking each time
 * whether they still fit in bytes: half the time for text beyond Latin-1. Belongs to one thread.
 */
final class TextBuffer {
  private char[] characters = new char[256];
  private int length;

  int length() {
    return length;
  }

  char[] characters() {
    return characters;
  }

  /** Cuts the text to a length that it had before. */
  void cut(int newLength) {
    length = newLength;
  }

  void append(char c) {
    reserve(1);
    characters[length++] = c;
  }

  void append(String text) {
    reserve(text.length());
    text.getChars(0, text.length(), characters, length);
    length += text.length();
  }

  void append(char[] text, int start, int count) {
    reserve(count);
    System.arraycopy(text, start, characters, length, count);
    length += count;
  }

  @Override
  public String toString() {
    return new String(characters, 0, length);
  }

  private void reserve(int more) {
    if (characters.length - length < more) {
      characters = Arrays.copyOf(characters, Math.max(2 * characters.length, length + more));
    }
  }
}
