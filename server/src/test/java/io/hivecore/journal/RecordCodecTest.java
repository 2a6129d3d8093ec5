package io.hivecore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryRecord;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RecordCodecTest {
  @Property(tries = 2000)
  void everyRecordComesBackAsItWas(@ForAll RecordKind kind, @ForAll long seed) {
    TelemetryRecord record = new RandomRecords(new Random(seed)).record(kind);
    assertThat(RecordCodec.decode(kind, RecordCodec.encode(record))).isEqualTo(record);
  }

  @ParameterizedTest
  @EnumSource
  void aPayloadThatEndsEarlyOrGoesOnIsRefused(RecordKind kind) {
    byte[] payload = RecordCodec.encode(new RandomRecords(new Random(3)).record(kind));
    for (int length = 0; length < payload.length; length++) {
      byte[] cut = Arrays.copyOf(payload, length);
      assertThatThrownBy(() -> RecordCodec.decode(kind, cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
    byte[] longer = Arrays.copyOf(payload, payload.length + 1);
    assertThatThrownBy(() -> RecordCodec.decode(kind, longer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("payload goes on at byte " + payload.length);
  }

  @ParameterizedTest
  @EnumSource
  void aPayloadOfANewerVersionIsRefused(RecordKind kind) {
    byte[] payload = RecordCodec.encode(new RandomRecords(new Random(3)).record(kind));
    payload[0] = 2;
    assertThatThrownBy(() -> RecordCodec.decode(kind, payload))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("payload version 2 is not known, only 1");
  }
}
