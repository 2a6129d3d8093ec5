package io.hivecore.ingest.masking;

/** Finds what is to be masked. Immutable; safe for use by many threads. */
sealed interface Finder
    permits ApiKeyFinder,
        CardFinder,
        EmailFinder,
        IdentityNumberFinder,
        PatternFinder,
        PhoneFinder {
  /** Adds every place in a text; none of them empty. Time is linear in the text. */
  void find(String text, Matches found);
}
