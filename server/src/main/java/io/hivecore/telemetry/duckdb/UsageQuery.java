package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import io.hivecore.telemetry.TrendPoint;
import io.hivecore.telemetry.UsageDetail;
import io.hivecore.telemetry.UsageGroup;
import io.hivecore.telemetry.UsageGrouping;
import io.hivecore.telemetry.rollup.UsageKey;
import io.hivecore.telemetry.rollup.UsageRollUp;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sums over usage, by group and by bucket of time. Whole days and quarters of an hour come from the
 * segments' roll-ups; what is cut off at either end, and all where the roll-ups do not know a
 * dimension, come from the records.
 */
final class UsageQuery {
  private static final System.Logger LOG = System.getLogger(UsageQuery.class.getName());

  private static final int MOST_PARTS = 64;

  private final int tenant;
  private final RecordFilter filter;
  private final List<UsageGrouping> groupings;
  private final @Nullable TimeAxis axis;
  private final List<UsageRollUp.Span> rolledUp;
  private final List<TimeSpans.Part> cutOff;

  private UsageQuery(
      int tenant, RecordFilter filter, List<UsageGrouping> groupings, @Nullable TimeAxis axis) {
    this.tenant = tenant;
    this.filter = filter;
    this.groupings = List.copyOf(groupings);
    this.axis = axis;
    boolean onlyRecords =
        !filter.roundIds().isEmpty()
            || groupings.stream().anyMatch(each -> each.dimensions().contains(Dimension.ROUND));
    List<TimeSpans.Part> parts =
        TimeSpans.split(filter, onlyRecords, axis == null ? null : axis.slotMicros());
    this.rolledUp = parts.stream().flatMap(part -> part.rolledUp().stream()).toList();
    this.cutOff = parts.stream().filter(part -> part.width() == null).toList();
  }

  /**
   * The groups of each grouping, most tokens first. Where there are too many to be held, they are
   * looked at share by share, and of each only the largest are kept.
   */
  static List<List<UsageGroup>> groups(
      QuerySession session, int tenant, RecordFilter filter, List<UsageGrouping> groupings)
      throws SQLException {
    var query = new UsageQuery(tenant, filter, groupings, null);
    for (int parts = 1; parts <= MOST_PARTS; parts *= 8) {
      try {
        return query.groups(session, parts);
      } catch (UsageGroups.TooManyException e) {
        LOG.log(System.Logger.Level.DEBUG, "in {0} parts, {1}", parts, e.getMessage());
      }
    }
    throw tooMany(UsageGroups.MOST * (long) MOST_PARTS);
  }

  private List<List<UsageGroup>> groups(QuerySession session, int parts) throws SQLException {
    List<List<List<UsageGroup>>> shares = new ArrayList<>();
    groupings.forEach(each -> shares.add(new ArrayList<>()));
    for (int part = 0; part < parts; part++) {
      List<UsageGroups> groups = read(session, new UsageGroups.Share(part, parts));
      for (int i = 0; i < groups.size(); i++) {
        shares.get(i).add(groups.get(i).largest());
      }
    }
    return IntStream.range(0, shares.size())
        .mapToObj(i -> UsageGroups.largest(groupings.get(i), shares.get(i)))
        .toList();
  }

  private static TelemetryStoreException tooMany(long groups) {
    return new TelemetryStoreException(
        Reason.TOO_MANY_GROUPS,
        "There are more than %,d groups; ask for a shorter range of time, or filter more."
            .formatted(groups));
  }

  /**
   * The groups in each period of an axis that covers the filter's time.
   *
   * @throws TelemetryStoreException when there are too many to be held
   */
  static List<TrendPoint> trend(
      QuerySession session,
      int tenant,
      RecordFilter filter,
      List<Dimension> dimensions,
      TimeAxis axis)
      throws SQLException {
    var grouping = new UsageGrouping(dimensions, Integer.MAX_VALUE, UsageDetail.SUMS_AND_DURATIONS);
    try {
      return new UsageQuery(tenant, filter, List.of(grouping), axis)
          .read(session, UsageGroups.Share.ALL)
          .getFirst()
          .points(axis);
    } catch (UsageGroups.TooManyException e) {
      throw tooMany(UsageGroups.MOST);
    }
  }

  private List<UsageGroups> read(QuerySession session, UsageGroups.Share share)
      throws SQLException {
    while (true) {
      List<UsageGroups> groups =
          groupings.stream().map(grouping -> new UsageGroups(grouping, share)).toList();
      try {
        add(session, groups);
        return groups;
      } catch (IOException e) {
        // It counts as missing from now on, and the records tell until it is written anew.
        LOG.log(System.Logger.Level.WARNING, "a segment's roll-up cannot be read", e);
      }
    }
  }

  private void add(QuerySession session, List<UsageGroups> groups)
      throws SQLException, IOException {
    var records = new UsageRecordsQuery(tenant, filter, groupings, axis);
    for (Segment segment : session.segments().segments()) {
      UsageRollUp rollUp = segment.rollUp();
      boolean summed =
          rollUp != null
              && !rolledUp.isEmpty()
              && rollUp.read(
                  tenant,
                  rolledUp,
                  (bucket, key, sum) -> {
                    if (matches(key)) {
                      int period = axis == null ? 0 : axis.period(bucket);
                      groups.forEach(each -> each.add(period, key, "", sum));
                    }
                  });
      for (TimeSpans.Part part : summed ? cutOff : List.of(TimeSpans.recordsOnly(filter))) {
        if (part.overlaps(segment.extent().of(RecordKind.USAGE))) {
          records.of(segment, part);
        }
      }
    }
    records.read(session, groups);
  }

  private boolean matches(UsageKey key) {
    return isOneOf(filter.projectIds(), key.project())
        && isOneOf(filter.agentNames(), key.agent())
        && isOneOf(filter.modelNames(), key.model());
  }

  private static boolean isOneOf(Set<String> alternatives, String value) {
    return alternatives.isEmpty() || alternatives.contains(value);
  }
}
