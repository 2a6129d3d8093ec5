package io.hivecore.telemetry.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * So many measurements between two values, taken for evenly spread; or all of one value.
 *
 * @param lower at most {@code upper}
 * @param count at least 0
 */
record Bucket(double lower, double upper, double count) {

  /**
   * Below which so large a part of all measurements lies.
   *
   * @param buckets of which some may overlap, with some count
   * @param part 0 to 1
   */
  static double quantile(List<Bucket> buckets, double part) {
    List<Bucket> coming = new ArrayList<>(buckets);
    coming.sort(Comparator.comparingDouble(Bucket::lower));
    TreeSet<Double> edges = new TreeSet<>();
    double all = 0;
    for (Bucket bucket : coming) {
      edges.add(bucket.lower);
      edges.add(bucket.upper);
      all += bucket.count;
    }
    double rank = part * all;
    List<Bucket> open = new ArrayList<>();
    double below = 0;
    int next = 0;
    double edge = edges.first();
    for (double upTo : edges) {
      double within = 0;
      for (Bucket bucket : open) {
        within += bucket.count * ((upTo - edge) / (bucket.upper - bucket.lower));
      }
      if (within > 0 && below + within >= rank) {
        return edge + (upTo - edge) * Math.max(0, (rank - below) / within);
      }
      below += within;
      edge = upTo;
      open.removeIf(bucket -> bucket.upper <= upTo);
      for (; next < coming.size() && coming.get(next).lower <= upTo; next++) {
        Bucket begun = coming.get(next);
        if (begun.lower < begun.upper) {
          open.add(begun);
        } else {
          below += begun.count;
        }
      }
      if (below > 0 && below >= rank) {
        return upTo;
      }
    }
    return edges.last();
  }
}
