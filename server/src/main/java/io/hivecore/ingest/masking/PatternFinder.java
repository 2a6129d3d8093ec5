package io.hivecore.ingest.masking;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Finds what a tenant's own expression matches. One match takes linear time, all of them may take
 * quadratic: after {@code x[^y]*y|x} each x is looked at to the end of the text.
 */
record PatternFinder(Pattern pattern) implements Finder {
  @Override
  public void find(String text, Matches found) {
    find(text, found, new Work());
  }

  @Override
  public void find(String text, Matches found, Work work) {
    Matcher matcher = pattern.matcher(work.new Counted(text, pattern.programSize()));
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) {
        found.add(matcher.start(), matcher.end());
      }
    }
  }
}
