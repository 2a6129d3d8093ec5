package io.hivecore.ingest.masking;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/** Finds what a tenant's own expression matches, in linear time. */
record PatternFinder(Pattern pattern) implements Finder {
  @Override
  public void find(String text, Matches found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) {
        found.add(matcher.start(), matcher.end());
      }
    }
  }
}
