package io.hivecore.telemetry.words;

/**
 * Goes through the words of a text, in small letters. A word is a run of letters and digits. Of
 * scripts without spaces each character is one, and each two neighbours are one as well, at the
 * place of the first.
 *
 * <p>Most texts are JSON, where a line's end is {@code \n} and stands right before the next line's
 * first word. So a word behind a backslash counts with its first letter and without, at one place,
 * and that letter by itself does not count. Belongs to one thread.
 */
final class Words {
  /** Of longer words so many characters count. */
  static final int MOST_CHARACTERS = 64;

  /** What a store may put between texts that it lays side by side: no phrase goes across it. */
  static final char GAP = '\u0001';

  private static final int SHORT = 4 * 1024;

  private final char[] word = new char[2 * MOST_CHARACTERS];
  private int wordLength;

  /** A copy of the text: going through an array is much quicker than through a String. */
  private char[] text = new char[SHORT];

  private int textLength;
  private int at;
  private int place = -1;
  private int unescapedFrom = -1;
  private int unescapedTo;
  private int pairFrom = -1;

  /** Begins with another text, or with none. */
  void restart() {
    place = -1;
    take("");
  }

  /** Goes on with another text, a gap behind the one before. */
  void take(String nextText) {
    textLength = nextText.length();
    if (text.length < textLength) {
      text = new char[textLength];
    }
    nextText.getChars(0, textLength, text, 0);
    at = 0;
    place++;
    unescapedFrom = -1;
    pairFrom = -1;
  }

  /** Holds the word at its beginning; changes with the next one. */
  char[] word() {
    return word;
  }

  /** How many of these are the word. */
  int length() {
    return wordLength;
  }

  /** Which in order; words at one place are what one and the same may be read as. */
  int place() {
    return place;
  }

  /** Moves on to the next word; false at the end of the text. */
  boolean next() {
    if (unescapedFrom >= 0) {
      set(unescapedFrom, unescapedTo);
      unescapedFrom = -1;
      return true;
    }
    if (pairFrom >= 0) {
      set(pairFrom, Character.offsetByCodePoints(text, 0, textLength, pairFrom, 2));
      pairFrom = -1;
      return true;
    }
    while (at < textLength) {
      int c = codePoint(at);
      int kind = Letters.kind(c);
      if (kind == Letters.UNSPACED) {
        character(Character.charCount(c));
        return true;
      }
      if (kind == Letters.WORD) {
        if (run(c)) {
          return true;
        }
      } else {
        place += c == GAP ? 1 : 0;
        at += Character.charCount(c);
      }
    }
    return false;
  }

  private void character(int length) {
    place++;
    set(at, at + length);
    if (at + length < textLength && Letters.kind(codePoint(at + length)) == Letters.UNSPACED) {
      pairFrom = at;
    }
    at += length;
  }

  private boolean run(int first) {
    int from = at;
    while (at < textLength) {
      int c = codePoint(at);
      if (Letters.kind(c) != Letters.WORD) {
        break;
      }
      at += Character.charCount(c);
    }
    if (from > 0 && text[from - 1] == '\\' && isEscape(first)) {
      if (at == from + 1) {
        return false;
      }
      unescapedFrom = from + 1;
      unescapedTo = at;
    }
    place++;
    set(from, at);
    return true;
  }

  /** Whether a letter behind a backslash may stand for something else, as n for a line's end. */
  static boolean isEscape(int c) {
    return switch (c) {
      case 'b', 'f', 'n', 'r', 't', 'B', 'F', 'N', 'R', 'T' -> true;
      default -> false;
    };
  }

  private void set(int from, int to) {
    wordLength = 0;
    int i = from;
    for (int count = 0; i < to && count < MOST_CHARACTERS; count++) {
      int c = codePoint(i);
      add(Letters.fold(c));
      i += Character.charCount(c);
    }
  }

  /** Almost all characters are of 16 bits, and asking the library costs a fifth of all. */
  private void add(int folded) {
    if (folded < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
      word[wordLength++] = (char) folded;
    } else {
      wordLength += Character.toChars(folded, word, wordLength);
    }
  }

  private int codePoint(int place) {
    return Character.codePointAt(text, place, textLength);
  }
}
