package io.hivecore.live;

import java.util.Locale;

/** Why a reader may have missed something. */
public enum GapReason {
  /** What came next has left the window. The stream goes on with the oldest that is there. */
  EXPIRED("oldest"),
  /** The position is none of this tenant on this server. The stream goes on from now. */
  UNKNOWN("now");

  private final String continuesFrom;

  GapReason(String continuesFrom) {
    this.continuesFrom = continuesFrom;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where the stream goes on: {@code oldest} or {@code now}. */
  public String continuesFrom() {
    return continuesFrom;
  }
}
