package io.hivecore.telemetry.words;

import io.hivecore.telemetry.words.WordQuery.Term;
import io.hivecore.telemetry.words.WordQuery.Word;

/** Writes regular expressions, of RE2's kind, that find what {@link Words} would. */
final class WordExpressions {
  private static final String ESCAPE = "\\\\[BFNRTbfnrt]";

  /** One piece of what may stand between words. */
  private static final String BETWEEN = "(?:[^" + Letters.anyClass() + "\\x{1}]|" + ESCAPE + ")";

  /** The last such piece before a letter that would count for an escape behind a backslash. */
  private static final String LAST_BETWEEN =
      "(?:[^" + Letters.anyClass() + "\\x{1}\\\\]|" + ESCAPE + ")";

  private static final String BEGIN = "(?:^|[^" + Letters.wordClass() + "]|" + ESCAPE + ")";
  private static final String BEGIN_OF_ESCAPE =
      "(?:^|[^" + Letters.wordClass() + "\\\\]|" + ESCAPE + ")";
  private static final String END = "(?:\\z|[^" + Letters.wordClass() + "])";
  private static final String REST = "[" + Letters.wordClass() + "]*";

  private WordExpressions() {}

  static String of(Term term) {
    StringBuilder expression = new StringBuilder();
    Word before = null;
    for (Word word : term.words()) {
      if (before != null) {
        expression.append(between(before, word));
      } else if (!word.unspaced()) {
        expression.append(word.isEscape() ? BEGIN_OF_ESCAPE : BEGIN);
      }
      expression.append(word.expression());
      if (word.isCut()) {
        expression.append(REST);
      }
      before = word;
    }
    Word last = term.words().getLast();
    if (!last.unspaced() && !last.isCut() && !term.prefix()) {
      expression.append(END);
    }
    return expression.toString();
  }

  private static String between(Word before, Word after) {
    if (after.unspaced()) {
      return BETWEEN + "*";
    }
    String some = after.isEscape() ? BETWEEN + "*" + LAST_BETWEEN : BETWEEN + "+";
    return before.unspaced() ? "(?:" + some + ")?" : some;
  }
}
