package io.hivecore.control.sqlite;

import org.jspecify.annotations.Nullable;

/** What the connections of a lane are for, and how a transaction begins on them. */
enum Access {
  /** One snapshot; changes are refused by the connection itself. */
  READ("begin", true),
  /** Takes the write lock at once, so that no transaction fails halfway for want of it. */
  WRITE("begin immediate", false),
  /** Single statements without a transaction. */
  WATCH(null, true);

  private final @Nullable String begin;
  private final boolean queryOnly;

  Access(@Nullable String begin, boolean queryOnly) {
    this.begin = begin;
    this.queryOnly = queryOnly;
  }

  /** The statement that begins a transaction; null for none. */
  @Nullable String begin() {
    return begin;
  }

  boolean queryOnly() {
    return queryOnly;
  }
}
