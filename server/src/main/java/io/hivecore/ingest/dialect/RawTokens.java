package io.hivecore.ingest.dialect;

import org.jspecify.annotations.Nullable;

/** Counts of tokens as a sender gives them; null where it gives none. */
record RawTokens(
    @Nullable Long input,
    @Nullable Long output,
    @Nullable Long total,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable Long reasoning) {

  boolean isEmpty() {
    return input == null
        && output == null
        && total == null
        && cacheRead == null
        && cacheWrite == null
        && reasoning == null;
  }
}
