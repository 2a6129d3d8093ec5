package io.hivecore.json;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * What a parser says is wrong with a text, for its sender: without the parser's own settings, which
 * no sender can change.
 */
public final class ParserWords {
  private static final Pattern NO_VALUE =
      Pattern.compile("Non-standard token '([^']*)': enable .*");

  /** The settings that would allow it, and where it stands in a source that is not shown anyway. */
  private static final Pattern SETTINGS =
      Pattern.compile(
          ": enable `[^`]*` to allow"
              + "| \\(not recognized as one since Feature[^)]*\\)"
              + "| \\([^()\\[]*\\[Source:[^\\]]*\\]\\)"
              + "|, from `[^`]*`");

  private ParserWords() {}

  /** What is wrong; where is for the caller to say. */
  public static String of(JacksonException failure) {
    String said = failure.getOriginalMessage();
    if (said == null) {
      return "no JSON";
    }
    Matcher noValue = NO_VALUE.matcher(said);
    return noValue.matches()
        ? "'" + noValue.group(1) + "' is no JSON value: a number is finite, and null when unknown."
        : SETTINGS.matcher(said).replaceAll("");
  }
}
