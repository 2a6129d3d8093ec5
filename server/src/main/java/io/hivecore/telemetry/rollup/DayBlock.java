package io.hivecore.telemetry.rollup;

import io.hivecore.telemetry.UsageDetail;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One tenant's sums of one day, being put together: the day's own, then those of each quarter of an
 * hour. In bytes: the words that the rows name by number; the length of the day's rows; how many
 * quarters, and each one's number in the day and length; the rows of the day and of the quarters. A
 * row is the numbers of project, agent and model, and the sums. {@link DayBlockReader} reads it.
 */
final class DayBlock {
  private final int tenant;
  private final long day;
  private final Map<UsageKey, UsageSum> sums = new HashMap<>();
  private final Map<String, Integer> words = new LinkedHashMap<>();
  private final ByteWriter rows = new ByteWriter();
  private final ByteWriter lengths = new ByteWriter();
  private int quarters;

  DayBlock(int tenant, long day) {
    this.tenant = tenant;
    this.day = day;
  }

  int tenant() {
    return tenant;
  }

  long day() {
    return day;
  }

  boolean isOf(int otherTenant, long otherDay) {
    return tenant == otherTenant && day == otherDay;
  }

  int groups() {
    return sums.size();
  }

  int size() {
    return rows.size();
  }

  /** Adds groups of a quarter; one quarter may be added to several times. */
  void add(long bucket, Map<UsageKey, UsageSum> groups) {
    int before = rows.size();
    groups.forEach(
        (key, sum) -> {
          row(rows, key, sum);
          sums.computeIfAbsent(key, ignored -> new UsageSum())
              .add(sum, UsageDetail.SUMS_AND_DURATIONS);
        });
    lengths.unsigned((bucket - day) / BucketWidth.QUARTER.micros()).unsigned(rows.size() - before);
    quarters++;
  }

  private void row(ByteWriter out, UsageKey key, UsageSum sum) {
    out.unsigned(word(key.project())).unsigned(word(key.agent())).unsigned(word(key.model()));
    sum.write(out);
  }

  private int word(String word) {
    return words.computeIfAbsent(word, ignored -> words.size());
  }

  void write(ByteWriter out) {
    var dayRows = new ByteWriter();
    sums.forEach((key, sum) -> row(dayRows, key, sum));
    out.unsigned(words.size());
    words.keySet().forEach(out::text);
    out.unsigned(dayRows.size()).unsigned(quarters);
    out.raw(lengths.array(), 0, lengths.size());
    out.raw(dayRows.array(), 0, dayRows.size());
    out.raw(rows.array(), 0, rows.size());
  }
}
