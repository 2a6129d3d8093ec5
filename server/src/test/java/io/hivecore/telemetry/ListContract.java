package io.hivecore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists are filtered, ordered and paged as a plain sort of the same records is. */
public abstract class ListContract extends StoreContract {
  private final ModelStore model = new ModelStore();

  protected ListContract(StoreUnderTest subject) {
    super(subject);
  }

  private void fill(long seed) {
    var random = new RandomRecords(seed, START, Duration.ofHours(5));
    for (int i = 0; i < 8; i++) {
      List<SequencedRecord> batch = random.next(60);
      store().apply(batch, random.sequence());
      model.apply(batch, random.sequence());
    }
    settle();
  }

  @ParameterizedTest
  @MethodSource("io.hivecore.telemetry.RandomRecords#kinds")
  void ordersByEveryField(RecordKind kind) {
    fill(kind.code());
    Set<String> fields = queries().orderableFields(kind);
    assertThat(fields).contains("id", "timestamp", "agent_name");
    for (String field : fields) {
      for (boolean descending : List.of(true, false)) {
        var page =
            new PageRequest(List.of(new PageRequest.Ordering(field, descending)), null, 0, 1_000);
        assertThat(queries().list(FIRST, kind, RecordFilter.ALL, page, SOON).records())
            .as("%s by %s %s", kind, field, descending ? "down" : "up")
            .isEqualTo(model.list(FIRST, kind, RecordFilter.ALL, page, SOON).records());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.hivecore.telemetry.RandomRecords#kinds")
  void pagesBehindAPosition(RecordKind kind) {
    fill(10 + kind.code());
    var random = new Random(kind.code());
    List<String> fields = queries().orderableFields(kind).stream().sorted().toList();
    for (int i = 0; i < 12; i++) {
      var orderings =
          List.of(
              new PageRequest.Ordering(
                  fields.get(random.nextInt(fields.size())), random.nextBoolean()),
              new PageRequest.Ordering(
                  fields.get(random.nextInt(fields.size())), random.nextBoolean()));
      List<TelemetryRecord> expected =
          model
              .list(FIRST, kind, RecordFilter.ALL, new PageRequest(orderings, null, 0, 9_999), SOON)
              .records();
      int limit = 1 + expected.size() / 5;
      List<TelemetryRecord> byPosition = new ArrayList<>();
      List<TelemetryRecord> byOffset = new ArrayList<>();
      PageRequest.Position after = null;
      do {
        Page<TelemetryRecord> page =
            queries()
                .list(
                    FIRST,
                    kind,
                    RecordFilter.ALL,
                    new PageRequest(orderings, after, 0, limit),
                    SOON);
        Page<TelemetryRecord> samePage =
            queries()
                .list(
                    FIRST,
                    kind,
                    RecordFilter.ALL,
                    new PageRequest(orderings, null, byOffset.size(), limit),
                    SOON);
        assertThat(samePage).isEqualTo(page);
        byPosition.addAll(page.records());
        byOffset.addAll(samePage.records());
        after = page.next();
      } while (after != null);
      assertThat(byPosition).as("%s", orderings).isEqualTo(expected);
    }
  }

  @Test
  void aPageBehindTheEndIsEmpty() {
    fill(30);
    var page =
        new PageRequest(List.of(new PageRequest.Ordering("timestamp", true)), null, 5_000, 10);
    assertThat(queries().list(FIRST, RecordKind.USAGE, RecordFilter.ALL, page, SOON))
        .isEqualTo(new Page<TelemetryRecord>(List.of(), null));
  }

  @ParameterizedTest
  @MethodSource("io.hivecore.telemetry.RandomRecords#kinds")
  void filters(RecordKind kind) {
    fill(20 + kind.code());
    var random = new Random(kind.code());
    int found = 0;
    for (int i = 0; i < 40; i++) {
      RecordFilter filter = filter(random);
      List<TelemetryRecord> expected =
          model.list(FIRST, kind, filter, newestFirst(1_000), SOON).records();
      found += expected.size();
      assertThat(list(FIRST, kind, filter)).as("%s", filter).isEqualTo(expected);
      assertThat(queries().count(FIRST, kind, filter, SOON)).isEqualTo(expected.size());
    }
    assertThat(found).isPositive();
  }

  @Test
  void refusesOrdersItDoesNotKnow() {
    for (String field : List.of("nothing", "sequence", "tenant", "id; DROP TABLE usage", "")) {
      var page = new PageRequest(List.of(new PageRequest.Ordering(field, true)), null, 0, 1);
      assertThatThrownBy(
              () -> queries().list(FIRST, RecordKind.USAGE, RecordFilter.ALL, page, SOON))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesPositionsThatDoNotFit() {
    fill(31);
    var id = new UUID(1, 1);
    for (List<String> keys : List.of(List.of("today"), List.<String>of(), List.of("1", "2"))) {
      var page =
          new PageRequest(
              List.of(new PageRequest.Ordering("timestamp", true)),
              new PageRequest.Position(List.copyOf(keys), id),
              0,
              1);
      assertThatThrownBy(
              () -> queries().list(FIRST, RecordKind.USAGE, RecordFilter.ALL, page, SOON))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  static RecordFilter filter(Random random) {
    return new RecordFilter(
        random.nextInt(3) == 0 ? START.plusNanos(random.nextLong(9_000_000_000_000L)) : null,
        random.nextInt(3) == 0
            ? START.plusNanos(random.nextLong(9_000_000_000_000L, 18_000_000_000_000L))
            : null,
        some(random, "p1", "p2", ""),
        some(random, "r1", "r2"),
        some(random, "planner", "coder", "nobody"),
        some(random, "gpt-4o", "模型"),
        some(random, ExecutionStatus.values()),
        some(random, "agent_start", "agent_end"),
        some(random, LogLevel.values()));
  }

  @SafeVarargs
  private static <T> Set<T> some(Random random, T... values) {
    return random.nextInt(3) > 0
        ? Set.of()
        : Set.copyOf(Arrays.asList(values).subList(0, 1 + random.nextInt(values.length)));
  }
}
