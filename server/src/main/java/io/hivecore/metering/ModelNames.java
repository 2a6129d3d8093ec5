package io.hivecore.metering;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;

/** Forms in which senders write model names. All names are in lower case. */
final class ModelNames {
  /** Makers in front of the point in Amazon Bedrock's names, {@code anthropic.claude-…}. */
  private static final Set<String> BEDROCK_MAKERS =
      Set.of(
          "ai21",
          "amazon",
          "anthropic",
          "cohere",
          "deepseek",
          "google",
          "meta",
          "minimax",
          "mistral",
          "moonshot",
          "moonshotai",
          "nvidia",
          "openai",
          "qwen",
          "writer",
          "zai");

  private ModelNames() {}

  /**
   * Whether the name is one of a model on somebody's own machine, such as {@code deepseek-r1:8b}: a
   * size behind a colon is Ollama's way. Its maker's price does not apply to it.
   */
  static boolean saysSelfHosted(String name) {
    int colon = name.lastIndexOf(':');
    int last = name.length() - 1;
    if (colon < 0 || last - colon < 2 || (name.charAt(last) != 'b' && name.charAt(last) != 'm')) {
      return false;
    }
    for (int i = colon + 1; i < last; i++) {
      char c = name.charAt(i);
      if (!isDigit(c) && c != '.') {
        return false;
      }
    }
    return true;
  }

  /** Whether the name is in Bedrock's form, with or without a region in front. */
  static boolean isBedrocks(String name) {
    int first = name.indexOf('.');
    if (first < 0) {
      return false;
    }
    int second = name.indexOf('.', first + 1);
    return BEDROCK_MAKERS.contains(name.substring(0, first))
        || (second > 0 && BEDROCK_MAKERS.contains(name.substring(first + 1, second)));
  }

  /**
   * The name with each {@code -YYYYMMDD} written {@code -YYYY-MM-DD}: makers use both for the same
   * release. The same name when there is no such date.
   */
  static String withDashedDates(String name) {
    StringBuilder dashed = new StringBuilder(name.length() + 4);
    int at = 0;
    while (at < name.length()) {
      if (name.charAt(at) == '-' && isDate(name, at + 1)) {
        dashed.append(name, at, at + 5).append('-').append(name, at + 5, at + 7).append('-');
        dashed.append(name, at + 7, at + 9);
        at += 9;
      } else {
        dashed.append(name.charAt(at));
        at++;
      }
    }
    return dashed.toString();
  }

  private static boolean isDate(String name, int start) {
    int end = start + 8;
    if (end > name.length() || !name.startsWith("20", start)) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (!isDigit(name.charAt(i))) {
        return false;
      }
    }
    if (end < name.length() && name.charAt(end) != '-' && name.charAt(end) != ':') {
      return false;
    }
    try {
      LocalDate.of(number(name, start, 4), number(name, start + 4, 2), number(name, start + 6, 2));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static int number(String text, int start, int digits) {
    return Integer.parseInt(text, start, start + digits, 10);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
