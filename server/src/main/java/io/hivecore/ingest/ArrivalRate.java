package io.hivecore.ingest;

/** How many entries come in a second, lately. Belongs to one thread. */
final class ArrivalRate {
  /** What the newest says counts so much. */
  private static final double NEWEST = 0.5;

  private double perSecond = Double.NaN;

  /** So many came in so long. */
  void add(long entries, long nanos) {
    if (nanos > 0) {
      double newest = entries * 1e9 / nanos;
      perSecond = Double.isNaN(perSecond) ? newest : perSecond + NEWEST * (newest - perSecond);
    }
  }

  /** NaN, which is neither more nor less than anything, before anything was added. */
  double perSecond() {
    return perSecond;
  }

  void forget() {
    perSecond = Double.NaN;
  }
}
