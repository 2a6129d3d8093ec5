package io.hivecore.telemetry.words;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.zip.CRC32C;

/**
 * What characters are to words, for code that goes through texts and for regular expressions alike.
 * The expressions spell out what they mean, since another program's idea of a letter may be older.
 */
final class Letters {
  /** What parts words. */
  static final int SEPARATOR = 0;

  /** A letter, digit or mark of a script that puts something between its words. */
  static final int WORD = 1;

  /** The same of a script that does not, as Chinese: each may begin and end a word. */
  static final int UNSPACED = 2;

  /** From the one, included, to the other, included. */
  private static final int[][] UNSPACED_BLOCKS = {
    {0x0E00, 0x0FFF}, // Thai, Lao, Tibetan
    {0x1000, 0x109F}, // Myanmar
    {0x1780, 0x17FF}, // Khmer
    {0x2E80, 0x319F}, // radicals, kana, Bopomofo; Hangul's letters
    {0x31A0, 0x31FF},
    {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},
    {0xAC00, 0xD7FF}, // Hangul, whose particles stand at the word
    {0xF900, 0xFAFF},
    {0xFF66, 0xFFDC}, // kana and Hangul of half width
    {0x1AFF0, 0x1B16F},
    {0x20000, 0x3FFFF},
  };

  private static final int LAST = 0x3FFFF;
  private static final byte[] KINDS = kinds();

  /** What {@link #fold} gives for characters of 16 bits: to work it out each time is slow. */
  private static final char[] FOLDED = folded();

  /** Of characters outside ASCII that are the same but for case with others: which those are. */
  private static final Map<Integer, String> SAME = same();

  private static final String WORD_CLASS = ranges(kind -> kind == WORD);
  private static final String ANY_CLASS = ranges(kind -> kind != SEPARATOR);

  private Letters() {}

  private static byte[] kinds() {
    byte[] kinds = new byte[LAST + 1];
    for (int c = 0; c <= LAST; c++) {
      if (Character.isLetterOrDigit(c) || isOfWords(Character.getType(c))) {
        kinds[c] = WORD;
      }
    }
    for (int[] block : UNSPACED_BLOCKS) {
      for (int c = block[0]; c <= block[1]; c++) {
        if (kinds[c] == WORD) {
          kinds[c] = UNSPACED;
        }
      }
    }
    return kinds;
  }

  /** What nobody uses yet counts too: mostly it becomes a letter, and it lies between others. */
  private static boolean isOfWords(int type) {
    return type == Character.UNASSIGNED
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }

  private static char[] folded() {
    char[] folded = new char[Character.MAX_VALUE + 1];
    for (int c = 0; c < folded.length; c++) {
      folded[c] = (char) folded(c);
    }
    return folded;
  }

  private static Map<Integer, String> same() {
    Map<Integer, String> same = new HashMap<>();
    for (int c = 0x80; c <= LAST; c++) {
      int folded = fold(c);
      if (folded != c) {
        String another = quoted(c);
        same.merge(folded, quoted(folded) + another, (some, _) -> some + another);
      }
    }
    return same;
  }

  private static String ranges(IntPredicate holds) {
    StringBuilder ranges = new StringBuilder();
    int from = -1;
    for (int c = 0; c <= LAST + 1; c++) {
      boolean in = c <= LAST && holds.test(KINDS[c]);
      if (in && from < 0) {
        from = c;
      } else if (!in && from >= 0) {
        ranges.append(quoted(from)).append('-').append(quoted(c - 1));
        from = -1;
      }
    }
    return ranges.toString();
  }

  /** What a character is to words. */
  static int kind(int c) {
    return c <= LAST ? KINDS[c] : SEPARATOR;
  }

  /**
   * One character for all that are the same but for their case. ASCII's letters are the same as
   * each other only, so that expressions of them stay simple.
   */
  static int fold(int c) {
    return c < FOLDED.length ? FOLDED[c] : folded(c);
  }

  private static int folded(int c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
    int folded = Character.toLowerCase(Character.toUpperCase(c));
    return folded < 0x80 ? c : folded;
  }

  /** An expression for a character in any case. */
  static String anyCase(int c) {
    int folded = fold(c);
    if (folded >= 'a' && folded <= 'z') {
      return "[" + (char) (folded - 'a' + 'A') + (char) folded + "]";
    }
    String same = SAME.get(folded);
    return same == null ? quoted(folded) : "[" + same + "]";
  }

  private static String quoted(int c) {
    return "\\x{" + Integer.toHexString(c) + "}";
  }

  /** For within brackets: what {@link #WORD} is. */
  static String wordClass() {
    return WORD_CLASS;
  }

  /** For within brackets: what is no {@link #SEPARATOR}. */
  static String anyClass() {
    return ANY_CLASS;
  }

  /** Differs when anything here does. */
  static String version() {
    CRC32C crc = new CRC32C();
    crc.update(KINDS);
    for (int c = 0; c <= LAST; c++) {
      int folded = fold(c);
      if (folded != c) {
        crc.update(folded);
        crc.update(folded >> 8);
      }
    }
    return Long.toHexString(crc.getValue());
  }
}
