package io.hivecore.telemetry.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hivecore.http.Parameters;
import io.hivecore.http.ProblemException;
import io.hivecore.http.QueryReader;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Whatever is asked for is a filter that the stores can take, or refused by a 400. */
class FilterFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @FuzzTest(maxDuration = "60s")
  void filters(FuzzedDataProvider data) {
    RecordKind kind = data.pickValue(RecordKind.values());
    Duration otherwise = data.consumeBoolean() ? Duration.ofDays(30) : null;
    String sent = data.consumeRemainingAsString();
    try {
      QueryReader query = QueryReader.of(Parameters.parse(sent));
      ZoneId zone = query.zone("tz").orElse(ZoneOffset.UTC);
      Window window = Window.read(query, NOW, zone, otherwise);
      RecordFilter filter = FilterReader.read(query, window, kind);
      GroupByReader.read(query);
      query.check();
      if (filter.from() != null && filter.to() != null) {
        assertThat(filter.from()).isBefore(filter.to());
      }
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isEqualTo(400);
    }
  }
}
