package io.hivecore.ingest.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import io.hivecore.ingest.TestIdentities;
import io.hivecore.journal.RecordCodec;
import io.hivecore.telemetry.TelemetryRecord;
import java.time.Instant;
import java.util.List;

/**
 * Whatever comes in is records, or refused with a reason; never another exception. Runs its stored
 * inputs; with {@code JAZZER_FUZZ=1} in the environment it looks for new ones.
 */
final class ClientsFuzzTest {
  private static final Arrival ARRIVAL =
      new Arrival(Instant.parse("2026-03-01T10:00:00Z"), "project", "", "key");

  @FuzzTest(maxDuration = "2m")
  void langfuse(byte[] body) {
    try {
      LangfuseBatch.Read read =
          LangfuseBatch.read(body, ARRIVAL, identities(), id -> id.equals("known"), 100);
      read.records().forEach(ClientsFuzzTest::check);
      for (LangfuseBatch.Event event : read.events()) {
        assertThat(event.record()).isBetween(-1, read.records().size() - 1);
        if (event.wrong() != null) {
          check(event.wrong());
        }
      }
    } catch (MalformedBodyException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @FuzzTest(maxDuration = "2m")
  void scores(byte[] body) {
    try {
      LangfuseScores.read(body, ARRIVAL, identities(), 100)
          .all()
          .forEach(score -> check(score.decoded()));
    } catch (MalformedBodyException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @FuzzTest(maxDuration = "2m")
  void others(byte[] body) {
    for (Reading reading :
        List.<Reading>of(
            bytes -> OpenAiTraces.read(bytes, ARRIVAL, identities(), 100),
            bytes -> List.of(StudioMessages.run(bytes, ARRIVAL, identities())),
            bytes -> List.of(StudioMessages.message(bytes, ARRIVAL, identities())))) {
      try {
        reading.of(body).forEach(ClientsFuzzTest::check);
      } catch (MalformedBodyException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private interface Reading {
    List<Decoded> of(byte[] body);
  }

  private static Identities identities() {
    return TestIdentities.of(ARRIVAL, ARRIVAL.receivedAt());
  }

  /** A record comes out of the journal as it went in; a rejection says why. */
  private static void check(Decoded decoded) {
    switch (decoded) {
      case IncomingRecord incoming -> {
        TelemetryRecord record = incoming.record();
        byte[] payload = RecordCodec.encode(record);
        assertThat(RecordCodec.decode(record.kind(), payload)).isEqualTo(record);
      }
      case Rejection rejection -> assertThat(rejection.detail()).isNotBlank();
    }
  }
}
