package io.hivecore.ingest.masking;

import io.hivecore.json.StringValues;

/** Masks the texts of one record. Belongs to one thread. */
public final class Masking {
  /** How deep JSON may stand as text in JSON and still be read as such. */
  private static final int MOST_NESTED = 4;

  /** Stands for a text that was not looked through: it may hold what was to be masked. */
  static final String NOT_SEARCHED = "[MASKED:not searched]";

  private final Masker masker;
  private final Work work = new Work();
  private final Matches matches = new Matches();
  private final StringBuilder path = new StringBuilder();
  private int[] hits;

  Masking(Masker masker) {
    this.masker = masker;
    this.hits = new int[masker.steps().size()];
  }

  /**
   * Masks one text. In JSON only string values change, so that it stays JSON of the same structure.
   *
   * @param field what it is called, for rules that are limited
   * @return the same object when nothing changes
   */
  public String masked(String field, String text) {
    return masked(field, "", text);
  }

  /**
   * Masks what stands within one member of the objects of a JSON text, and nothing beside it.
   *
   * @param member the name of an object's member; empty for all
   */
  public String masked(String field, String member, String text) {
    if (text.isEmpty()) {
      return text;
    }
    path.setLength(0);
    path.append(field);
    return value(text, member.isEmpty() ? "" : field + "." + member, 0);
  }

  /** How often each rule of the masker has hit. */
  public int[] hits() {
    return hits.clone();
  }

  private String value(String text, String within, int nested) {
    if (nested < MOST_NESTED && StringValues.mayBeIn(text)) {
      int[] before = hits.clone();
      String rewritten =
          StringValues.rewritten(text, path, (at, value) -> value(value, within, nested + 1));
      if (rewritten != null) {
        return rewritten;
      }
      hits = before;
    }
    return isWithin(within) ? plain(text) : text;
  }

  private boolean isWithin(String within) {
    int length = within.length();
    return path.length() >= length
        && path.indexOf(within) == 0
        && (length == 0 || path.length() == length || path.charAt(length) == '.');
  }

  private String plain(String text) {
    String masked = text;
    for (int i = 0; i < hits.length; i++) {
      Masker.Step step = masker.steps().get(i);
      if (step.limits().cover(path)) {
        matches.clear();
        try {
          step.finder().find(masked, matches, work);
        } catch (Work.Exhausted e) {
          hits[i]++;
          return NOT_SEARCHED;
        }
        if (matches.count() > 0) {
          hits[i] += matches.count();
          masked = matches.replacedIn(masked, step.rule().replacement());
        }
      }
    }
    return masked;
  }
}
