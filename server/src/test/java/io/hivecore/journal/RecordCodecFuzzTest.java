package io.hivecore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryRecord;

/**
 * Any bytes are a record or an IllegalArgumentException. Runs its stored inputs; with {@code
 * JAZZER_FUZZ=1} in the environment it looks for new ones.
 */
final class RecordCodecFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void decodesAnyBytesOrSaysWhyNot(byte[] payload) {
    for (RecordKind kind : RecordKind.values()) {
      decodes(kind, payload);
    }
  }

  private static void decodes(RecordKind kind, byte[] payload) {
    TelemetryRecord record;
    try {
      record = RecordCodec.decode(kind, payload);
    } catch (IllegalArgumentException e) {
      return;
    }
    assertThat(RecordCodec.decode(kind, RecordCodec.encode(record))).isEqualTo(record);
  }
}
