package io.hivecore.ingest.masking;

/** Finds what is to be masked. Immutable; safe for use by many threads. */
sealed interface Finder
    permits ApiKeyFinder,
        CardFinder,
        EmailFinder,
        IdentityNumberFinder,
        PatternFinder,
        PhoneFinder {
  /**
   * Adds every place in a text; none of them empty. Time is linear in the text, but for expressions
   * of tenants.
   */
  void find(String text, Matches found);

  /**
   * The same, no further than there is work left.
   *
   * @throws Work.Exhausted when it could not look through all of the text
   */
  default void find(String text, Matches found, Work work) {
    find(text, found);
  }
}
