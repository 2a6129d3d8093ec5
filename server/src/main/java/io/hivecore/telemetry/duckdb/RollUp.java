package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageRecord;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Sums a batch of usage records by 15 minutes, project, agent and model. Belongs to one thread. */
final class RollUp {
  /** The width of a bucket. All zones' offsets today are multiples of it. */
  static final long BUCKET_MICROS = 15 * 60 * 1_000_000L;

  private final Map<Key, Sums> sums = new LinkedHashMap<>();

  void add(int tenant, UsageRecord usage) {
    long bucket = Math.floorDiv(Micros.of(usage.timestamp()), BUCKET_MICROS) * BUCKET_MICROS;
    var key =
        new Key(
            tenant,
            bucket,
            usage.context().projectId(),
            usage.context().agentName(),
            usage.modelName());
    sums.computeIfAbsent(key, ignored -> new Sums()).add(usage);
  }

  void append(RowAppender row) throws SQLException {
    for (Map.Entry<Key, Sums> entry : sums.entrySet()) {
      Key key = entry.getKey();
      row.begin()
          .integer(key.tenant())
          .micros(key.bucket())
          .text(key.projectId())
          .text(key.agentName())
          .text(key.modelName());
      entry.getValue().append(row);
      row.end();
    }
  }

  private record Key(
      int tenant, long bucket, String projectId, String agentName, String modelName) {}

  private static final class Sums {
    private long calls;
    private final WideSum input = new WideSum();
    private final WideSum output = new WideSum();
    private final WideSum total = new WideSum();
    private final WideSum cacheRead = new WideSum();
    private final WideSum cacheWrite = new WideSum();
    private final WideSum reasoning = new WideSum();
    private final WideSum micros = new WideSum();
    private final WideSum rest24 = new WideSum();
    private final WideSum rest38 = new WideSum();
    private long unpriced;
    private double durationMillis;
    private final TreeMap<Short, Integer> bins = new TreeMap<>();

    void add(UsageRecord usage) {
      calls++;
      TokenUsage tokens = usage.tokens();
      input.add(tokens.input());
      output.add(tokens.output());
      total.add(tokens.total());
      cacheRead.add(tokens.cacheRead());
      cacheWrite.add(tokens.cacheWrite());
      reasoning.add(tokens.reasoning());
      Amount amount = Amount.of(usage.cost().amount());
      if (amount == null) {
        unpriced++;
      } else {
        micros.add(amount.micros());
        rest24.add(amount.rest24());
        rest38.add(amount.rest38());
      }
      durationMillis += usage.durationMillis();
      bins.merge(DurationBins.of(usage.durationMillis()), 1, Integer::sum);
    }

    void append(RowAppender row) throws SQLException {
      row.whole(calls)
          .huge(input.value())
          .huge(output.value())
          .huge(total.value())
          .huge(cacheRead.value())
          .huge(cacheWrite.value())
          .huge(reasoning.value())
          .huge(micros.value())
          .huge(rest24.value())
          .huge(rest38.value())
          .whole(unpriced)
          .real(durationMillis);
      short[] numbers = new short[bins.size()];
      int[] counts = new int[bins.size()];
      int i = 0;
      for (Map.Entry<Short, Integer> bin : bins.entrySet()) {
        numbers[i] = bin.getKey();
        counts[i] = bin.getValue();
        i++;
      }
      row.shorts(numbers).integers(counts);
    }
  }
}
