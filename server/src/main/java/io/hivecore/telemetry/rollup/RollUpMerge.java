package io.hivecore.telemetry.rollup;

import io.hivecore.telemetry.UsageDetail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes one roll-up of several, one tenant's day after the other. */
public final class RollUpMerge {
  /** Days larger than this are not added up; their blocks come to stand side by side. */
  private static final long MOST_BYTES = 16 << 20;

  /** A group takes about half a kilobyte. */
  private static final int MOST_GROUPS = 20_000;

  private RollUpMerge() {}

  private record Day(int tenant, long start) implements Comparable<Day> {
    @Override
    public int compareTo(Day other) {
      int byTenant = Integer.compare(tenant, other.tenant);
      return byTenant != 0 ? byTenant : Long.compare(start, other.start);
    }
  }

  private record Block(RollUpFile file, RollUpFile.Entry entry) {
    byte[] bytes() throws IOException {
      return file.bytes(entry);
    }
  }

  /**
   * Writes what all sources hold; the writer is not finished.
   *
   * @throws IOException when a source is damaged, or the disk is full
   */
  public static void merge(List<RollUpFile> sources, RollUpWriter writer) throws IOException {
    Map<Day, List<Block>> days = new TreeMap<>();
    for (RollUpFile source : sources) {
      for (RollUpFile.Entry entry : source.index()) {
        days.computeIfAbsent(new Day(entry.tenant(), entry.day()), ignored -> new ArrayList<>())
            .add(new Block(source, entry));
      }
    }
    for (Map.Entry<Day, List<Block>> day : days.entrySet()) {
      List<Block> blocks = day.getValue();
      long bytes = blocks.stream().mapToLong(block -> block.entry().length()).sum();
      if (blocks.size() == 1 || bytes > MOST_BYTES) {
        for (Block block : blocks) {
          writer.add(block.entry(), block.bytes());
        }
      } else {
        addUp(day.getKey(), blocks, writer);
      }
    }
  }

  private static void addUp(Day day, List<Block> blocks, RollUpWriter writer) throws IOException {
    List<DayBlockReader> readers = new ArrayList<>();
    Set<Long> quarters = new TreeSet<>();
    for (Block block : blocks) {
      var reader = new DayBlockReader(block.bytes(), day.start());
      readers.add(reader);
      Arrays.stream(reader.buckets()).forEach(quarters::add);
    }
    for (long quarter : quarters) {
      var span =
          new UsageRollUp.Span(
              BucketWidth.QUARTER, quarter, quarter + BucketWidth.QUARTER.micros());
      Map<UsageKey, UsageSum> sums = new HashMap<>();
      for (DayBlockReader reader : readers) {
        reader.read(
            span,
            (bucket, key, sum) ->
                sums.computeIfAbsent(key, ignored -> new UsageSum())
                    .add(sum, UsageDetail.SUMS_AND_DURATIONS));
        if (sums.size() > MOST_GROUPS) {
          writer.add(day.tenant(), quarter, sums);
          sums.clear();
        }
      }
      writer.add(day.tenant(), quarter, sums);
    }
  }
}
