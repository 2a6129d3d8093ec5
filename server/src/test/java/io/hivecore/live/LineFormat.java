package io.hivecore.live;

import io.hivecore.journal.JournaledEntry;
import io.hivecore.telemetry.TelemetryRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Events as lines of words: name, id, and what else there is. */
final class LineFormat implements EventFormat {
  @Override
  public byte[] connected(String id, Duration reconnect) {
    return line("connected", id, "-");
  }

  @Override
  public byte[] record(String id, JournaledEntry entry, TelemetryRecord record) {
    return line("record", id, record.id().toString());
  }

  @Override
  public byte[] heartbeat(String id, Instant now) {
    return line("heartbeat", id, now.toString());
  }

  @Override
  public byte[] gap(String id, String oldest, GapReason reason) {
    return line("gap", id, reason.wireName() + ":" + oldest);
  }

  @Override
  public byte[] cut(String id) {
    return line("cut", id, "-");
  }

  private static byte[] line(String name, String id, String rest) {
    return (name + " " + id + " " + rest + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
