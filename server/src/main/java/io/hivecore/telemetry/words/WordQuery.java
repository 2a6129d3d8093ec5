package io.hivecore.telemetry.words;

import java.util.ArrayList;
import java.util.List;

/**
 * What texts are to have: every one of its terms, in whichever case. Both an index and a scan with
 * regular expressions can tell, and they tell the same.
 */
public record WordQuery(List<Term> terms) {
  /** As many as one query may have. */
  public static final int MOST_TERMS = 20;

  /** Half of all words begin with one of a few letters. */
  private static final int LEAST_PREFIX = 2;

  public WordQuery {
    terms = List.copyOf(terms);
  }

  /**
   * Words that follow on each other, with nothing but spaces and punctuation between.
   *
   * @param words at least one
   * @param prefix whether the last one may go on
   */
  public record Term(List<Word> words, boolean prefix) {
    public Term {
      words = List.copyOf(words);
    }

    /** An expression that finds all texts that may have it, and is quick. */
    public String hint() {
      Word longest = words.getFirst();
      for (Word word : words) {
        longest = word.text().length() > longest.text().length() ? word : longest;
      }
      return longest.expression();
    }

    /** The expression that finds the texts that have it. */
    public String expression() {
      return WordExpressions.of(this);
    }
  }

  /**
   * A word, or a run of characters of a script without spaces.
   *
   * @param text in small letters, of a long word the first {@link Words#MOST_CHARACTERS}
   */
  public record Word(String text, boolean unspaced) {
    /** Whether words that only begin so count too, since they were cut. */
    boolean isCut() {
      return !unspaced && text.codePointCount(0, text.length()) >= Words.MOST_CHARACTERS;
    }

    /** Whether the word by itself looks like what stands behind a backslash. */
    boolean isEscape() {
      return text.length() == 1 && Words.isEscape(text.charAt(0));
    }

    String expression() {
      StringBuilder expression = new StringBuilder();
      text.codePoints().forEach(c -> expression.append(Letters.anyCase(c)));
      return expression.toString();
    }
  }

  /**
   * Reads what people write: terms with spaces between; in quotes such as have spaces; a word with
   * a star behind it for all words that begin so. What has no letter and no digit asks for nothing.
   */
  public static WordQuery parse(String text) {
    List<Term> terms = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end;
      if (text.charAt(at) == '"') {
        int close = text.indexOf('"', at + 1);
        end = close < 0 ? text.length() : close;
        add(terms, text.substring(at + 1, end), false);
        end = Math.min(text.length(), end + 1);
      } else {
        end = at;
        while (end < text.length() && !isSpace(text.charAt(end)) && text.charAt(end) != '"') {
          end++;
        }
        add(terms, text.substring(at, end), end > at && text.charAt(end - 1) == '*');
      }
      at = Math.max(end, at);
      while (at < text.length() && isSpace(text.charAt(at))) {
        at++;
      }
    }
    return new WordQuery(terms);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static void add(List<Term> terms, String text, boolean star) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int kind = Letters.kind(text.codePointAt(at));
      int from = at;
      while (at < text.length() && Letters.kind(text.codePointAt(at)) == kind) {
        at += Character.charCount(text.codePointAt(at));
      }
      if (kind != Letters.SEPARATOR) {
        words.add(word(text.substring(from, at), kind == Letters.UNSPACED));
      }
    }
    if (!words.isEmpty()) {
      Word first = words.getFirst();
      boolean prefix =
          star && words.size() == 1 && !first.unspaced() && first.text().length() >= LEAST_PREFIX;
      terms.add(new Term(words, prefix));
    }
  }

  private static Word word(String run, boolean unspaced) {
    int[] folded =
        run.codePoints()
            .map(Letters::fold)
            .limit(unspaced ? Long.MAX_VALUE : Words.MOST_CHARACTERS)
            .toArray();
    return new Word(new String(folded, 0, folded.length), unspaced);
  }

  /** Whether it asks for nothing. */
  public boolean isEmpty() {
    return terms.isEmpty();
  }
}
