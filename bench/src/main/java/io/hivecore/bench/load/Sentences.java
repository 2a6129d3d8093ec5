package io.hivecore.bench.load;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Natural text: words in the proportions of a support desk's day, so that it compresses like the
 * real thing.
 */
final class Sentences {
  private static final List<String> WORDS =
      List.of(
          "the",
          "customer",
          "asked",
          "for",
          "a",
          "refund",
          "of",
          "order",
          "and",
          "we",
          "checked",
          "that",
          "payment",
          "was",
          "taken",
          "twice",
          "so",
          "agent",
          "looked",
          "up",
          "policy",
          "then",
          "wrote",
          "an",
          "answer",
          "with",
          "two",
          "options",
          "because",
          "delivery",
          "had",
          "been",
          "late",
          "by",
          "three",
          "days",
          "which",
          "is",
          "not",
          "covered",
          "unless",
          "warehouse",
          "confirms",
          "it",
          "in",
          "time",
          "please",
          "find",
          "summary",
          "below",
          "model",
          "retried",
          "tool",
          "call",
          "after",
          "timeout",
          "finally",
          "returned",
          "valid",
          "result",
          "from",
          "search",
          "index",
          "language",
          "Deutsch",
          "naïve",
          "café",
          "订单",
          "退款",
          "已",
          "处理");

  private Sentences() {}

  /** Text of about the given length, in characters. */
  static String of(int characters, RandomGenerator random) {
    StringBuilder text = new StringBuilder(characters + 16);
    while (text.length() < characters) {
      // Frequent words come first: squaring the draw prefers them.
      double draw = random.nextDouble();
      text.append(WORDS.get((int) (draw * draw * WORDS.size()))).append(' ');
    }
    return text.toString();
  }
}
