package io.hivecore.ingest.masking;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Which expressions tenants may use. What an expression costs grows with its length times the
 * text's; an expression of 20 characters can have a program of a milliard steps ({@code
 * ((a{999}){999}){999}}), so its size is reckoned before it is compiled.
 */
final class PatternBounds {
  static final int MOST_CHARACTERS = 500;
  static final int MOST_STEPS = 1_000;

  private PatternBounds() {}

  /** What is wrong with an expression; empty for a good one. */
  static Optional<String> fault(String expression) {
    if (expression.isEmpty()) {
      return Optional.of("must be given");
    }
    if (expression.length() > MOST_CHARACTERS) {
      return Optional.of("must have at most " + MOST_CHARACTERS + " characters");
    }
    if (expression.indexOf('\0') >= 0) {
      // PostgreSQL keeps no such character in a text.
      return Optional.of("must not hold the character U+0000 itself: write \\x00");
    }
    if (steps(expression) > 4L * MOST_STEPS) {
      return Optional.of(tooLarge());
    }
    Pattern pattern;
    try {
      pattern = Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      return Optional.of("must be an RE2 expression: " + e.getDescription());
    }
    if (pattern.programSize() > MOST_STEPS) {
      return Optional.of(tooLarge());
    }
    if (pattern.matches("")) {
      return Optional.of("must not match the empty text: take + instead of *");
    }
    return Optional.empty();
  }

  private static String tooLarge() {
    return "must need at most " + MOST_STEPS + " steps; repeat less, as in {1,20}";
  }

  /** An upper bound of how many atoms there are once all counted repetitions are written out. */
  static long steps(String expression) {
    Deque<Long> outer = new ArrayDeque<>();
    long sum = 0;
    long last = 0;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      switch (c) {
        case '(' -> {
          outer.push(sum);
          sum = 0;
          last = 0;
        }
        case ')' -> {
          last = sum + 2;
          sum = Math.min(last + (outer.isEmpty() ? 0 : outer.pop()), Integer.MAX_VALUE);
        }
        case '{' -> {
          long times = times(expression, i);
          if (times > 1) {
            long more = Math.min(last * (times - 1), Integer.MAX_VALUE);
            sum = Math.min(sum + more, Integer.MAX_VALUE);
            last = Math.min(last + more, Integer.MAX_VALUE);
          }
        }
        default -> {
          sum++;
          last = 1;
        }
      }
      if (c == '\\') {
        // What is escaped groups and repeats nothing.
        i++;
      }
    }
    // A bracket that stands for itself opens a group here that nothing closes.
    for (long open : outer) {
      sum = Math.min(sum + open, Integer.MAX_VALUE);
    }
    return sum;
  }

  /** The greatest number in braces that begin at a place; 1 when they hold none. */
  private static long times(String expression, int brace) {
    long greatest = 1;
    long number = 0;
    for (int i = brace + 1; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (Ascii.digit(c)) {
        number = Math.min(10 * number + c - '0', 100_000);
        greatest = Math.max(greatest, number);
      } else if (c == ',') {
        number = 0;
      } else {
        break;
      }
    }
    return greatest;
  }
}
