package io.hivecore.live.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.journal.JournaledEntry;
import io.hivecore.journal.RecordCodec;
import io.hivecore.live.Fleet;
import io.hivecore.live.GapReason;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bytes on the wire: a contract, so every one of them is compared. */
class ServerSentEventsTest {
  private static final Context BUILDER = Fleet.context("p1", "r1", "Builder");
  private static final String PLACE =
      "\"agentscope_agent_id\":\"Builder-7\",\"agentscope_project_id\":\"p1\","
          + "\"execution_round_id\":\"r1\",\"trace_id\":\"trace\",\"span_id\":\"span\","
          + "\"timestamp\":\"2026-03-01T09:30:00.123456+00:00\"}\n\n";

  private final ServerSentEvents format = new ServerSentEvents();

  private String event(TelemetryRecord record) {
    return event(record, true, null);
  }

  private String event(
      TelemetryRecord record, boolean created, @Nullable ExecutionStatus settledStatus) {
    JournaledEntry entry =
        new JournaledEntry(
            7,
            Fleet.APIARY,
            record.kind(),
            record.id(),
            created,
            settledStatus,
            RecordCodec.encode(record));
    return text(format.record("ID", entry, entry.decode()));
  }

  private static String text(byte[] event) {
    return new String(event, StandardCharsets.UTF_8);
  }

  @Test
  void connected() {
    assertThat(text(format.connected("ID", Duration.ofSeconds(2))))
        .isEqualTo(
            """
            retry: 2000
            id: ID
            event: connected
            data: {"status":"ok"}

            """);
  }

  @Test
  void heartbeat() {
    assertThat(text(format.heartbeat("ID", Instant.parse("2026-03-01T12:00:00Z"))))
        .isEqualTo(
            """
            id: ID
            event: heartbeat
            data: {"time":"2026-03-01T12:00:00+00:00"}

            """);
    assertThat(text(format.heartbeat("ID", Instant.parse("2026-03-01T12:00:00.5000009Z"))))
        .contains("{\"time\":\"2026-03-01T12:00:00.500000+00:00\"}");
  }

  @Test
  void gap() {
    assertThat(text(format.gap("ID", "OLDEST", GapReason.EXPIRED)))
        .isEqualTo(
            """
            id: ID
            event: gap
            data: {"oldest":"OLDEST","reason":"expired","continues_from":"oldest"}

            """);
    assertThat(text(format.gap("ID", "OLDEST", GapReason.UNKNOWN)))
        .contains("{\"oldest\":\"OLDEST\",\"reason\":\"unknown\",\"continues_from\":\"now\"}");
  }

  @Test
  void cut() {
    assertThat(text(format.cut("ID")))
        .isEqualTo(
            """
            id: ID
            event: cut
            data: {"reason":"too_slow","resume":"ID"}

            """);
  }

  @Test
  void usage() {
    assertThat(event(Fleet.usage("call", BUILDER, "gpt-4o-mini")))
        .isEqualTo(
            "id: ID\nevent: usage\ndata: {\"id\":\""
                + Fleet.id("call")
                + "\",\"agent_name\":\"Builder\",\"total_tokens\":168,"
                + "\"cost_usd\":0.000045449999999999993,\"model_name\":\"gpt-4o-mini\","
                + "\"provider\":\"openai\",\"input_tokens\":123,\"output_tokens\":45,"
                + "\"duration_ms\":1500.5,"
                + PLACE);
  }

  @Test
  void unpricedUsageHasNoCost() {
    UsageRecord unpriced =
        new UsageRecord(
            Fleet.id("call"),
            Fleet.NINE_THIRTY,
            Fleet.NINE_THIRTY,
            BUILDER,
            "house-model",
            "",
            new TokenUsage(1, 2, 3, 0, 0, 0),
            Cost.UNPRICED,
            0,
            null);
    assertThat(event(unpriced)).contains("\"total_tokens\":3,\"cost_usd\":null,");
  }

  @Test
  void completedExecution() {
    assertThat(event(Fleet.execution("run", BUILDER, ExecutionStatus.COMPLETED), false, null))
        .isEqualTo(
            "id: ID\nevent: execution\ndata: {\"execution_id\":\"run\",\"agent_name\":\"Builder\","
                + "\"status\":\"completed\",\"round_index\":1,\"id\":\""
                + Fleet.id("run")
                + "\",\"created\":false,\"node_id\":\"n2\","
                + "\"end_time\":\"2026-03-01T09:30:42.723456+00:00\",\"duration_ms\":42600.0,"
                + "\"error_message\":\"\",\"llm_calls\":2,\"total_tokens\":20,"
                + "\"total_cost_usd\":0.3,"
                + PLACE);
  }

  @Test
  void lateRunningShowsWhatWasSettled() {
    assertThat(
            event(
                Fleet.execution("run", BUILDER, ExecutionStatus.RUNNING),
                false,
                ExecutionStatus.FAILED))
        .isEqualTo(
            "id: ID\nevent: execution\ndata: {\"execution_id\":\"run\",\"agent_name\":\"Builder\","
                + "\"status\":\"failed\",\"round_index\":1,\"id\":\""
                + Fleet.id("run")
                + "\",\"created\":false,\"node_id\":\"n2\",\"end_time\":null,\"duration_ms\":null,"
                + "\"error_message\":null,\"llm_calls\":null,\"total_tokens\":null,"
                + "\"total_cost_usd\":null,"
                + PLACE);
    assertThat(event(Fleet.execution("run", BUILDER, null)))
        .contains("\"status\":\"running\"", "\"created\":true");
  }

  @Test
  void timeline() {
    assertThat(event(Fleet.timeline("end", BUILDER, "two\nlines \u2013 \u8702")))
        .isEqualTo(
            "id: ID\nevent: timeline\ndata: {\"event_type\":\"agent_end\","
                + "\"agent_id\":\"Builder-7\",\"message\":\"two\\nlines \u2013 \u8702\",\"id\":\""
                + Fleet.id("end")
                + "\",\"agent_name\":\"Builder\",\"node_id\":\"n2\","
                + PLACE);
  }

  @Test
  void log() {
    assertThat(event(Fleet.log("line", BUILDER, LogLevel.DEBUG, "x".repeat(201))))
        .isEqualTo(
            "id: ID\nevent: log\ndata: {\"level\":\"debug\",\"message\":\""
                + "x".repeat(200)
                + "\",\"agent_name\":\"Builder\",\"id\":\""
                + Fleet.id("line")
                + "\",\"source\":\"builder.py\","
                + PLACE);
  }

  @Test
  void textsAreCutBetweenCharacters() {
    String bees = "\ud83d\udc1d".repeat(200);
    assertThat(RecordData.cut(bees, 200)).isEqualTo(bees);
    assertThat(RecordData.cut(bees + "!", 200)).isEqualTo(bees);
    assertThat(RecordData.cut("short", 200)).isEqualTo("short");
  }
}
