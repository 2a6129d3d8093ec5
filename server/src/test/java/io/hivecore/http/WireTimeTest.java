package io.hivecore.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTimeTest {
  @Test
  void fractionsHaveSixDigitsOrNone() {
    assertThat(
            List.of(
                WireTime.utc(Instant.parse("2026-03-01T09:30:00Z")),
                WireTime.utc(Instant.parse("2026-03-01T09:30:00.5Z")),
                WireTime.utc(Instant.parse("2026-03-01T09:30:00.000000999Z")),
                WireTime.utcWithOffset(Instant.parse("2026-03-01T09:30:00Z")),
                WireTime.utcWithOffset(Instant.parse("2026-03-01T09:30:00.000001Z"))))
        .containsExactly(
            "2026-03-01T09:30:00Z",
            "2026-03-01T09:30:00.500000Z",
            "2026-03-01T09:30:00Z",
            "2026-03-01T09:30:00+00:00",
            "2026-03-01T09:30:00.000001+00:00");
  }

  @Test
  void aZonesOffsetIsWrittenOut() {
    Instant time = Instant.parse("2026-03-01T09:30:00.5Z");
    assertThat(WireTime.withOffset(time.atZone(ZoneId.of("Asia/Shanghai"))))
        .isEqualTo("2026-03-01T17:30:00+08:00");
    assertThat(WireTime.withOffset(time.atZone(ZoneId.of("UTC"))))
        .isEqualTo("2026-03-01T09:30:00+00:00");
  }
}
