package io.hivecore.ingest.json;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.TestIdentities;
import io.hivecore.journal.RecordCodec;
import io.hivecore.telemetry.RecordKind;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * How many records one thread decodes and encodes in a second of its own time. Not a test; run it
 * by hand: {@code java -cp … io.hivecore.ingest.json.DecodingMeasurement}.
 */
public final class DecodingMeasurement {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final int RECORDS = 2_000;
  private static final Duration TIME = Duration.ofSeconds(2);

  private DecodingMeasurement() {}

  /** Prints a table. */
  public static void main(String[] args) {
    Random random = new Random(1);
    List<String> usage = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    List<String> late = new ArrayList<>();
    List<String> mixed = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      String body = usage(random, 560, true);
      usage.add("{\"kind\":\"usage\"," + body + "}");
      late.add("{" + body + ",\"kind\":\"usage\"}");
      plain.add("{\"kind\":\"usage\"," + usage(random, 0, false) + "}");
      mixed.add(
          switch (i % 3) {
            case 0 -> "{" + body + ",\"kind\":\"usage\"}";
            case 1 -> "{" + log(random) + ",\"kind\":\"log\"}";
            default -> "{" + execution(random) + ",\"kind\":\"execution\"}";
          });
    }
    for (int round = 0; round < 3; round++) {
      batch("usage 1 kB, array, kind first", "[" + String.join(",\n", usage) + "]");
      batch("usage 1 kB, array, kind last", "[" + String.join(",\n", late) + "]");
      batch("usage 1 kB, lines, kind first", String.join("\n", usage));
      batch("usage of the original's client, array", "[" + String.join(",\n", plain) + "]");
      batch("mixed 1 kB, array, kind last", "[" + String.join(",\n", mixed) + "]");
      single("usage of the original's client, alone", plain);
    }
  }

  private static void batch(String what, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    long[] bytes = {0};
    long records = 0;
    long start = cpuTime();
    while (cpuTime() - start < TIME.toNanos()) {
      Arrival arrival = new Arrival(NOW, "", "", "");
      JsonBatch.of(body, false)
          .read(
              arrival,
              TestIdentities.of(arrival, NOW),
              new RequestBounds(100_000, 16 << 20),
              (index, decoded) ->
                  bytes[0] += RecordCodec.encode(((IncomingRecord) decoded).record()).length);
      records += RECORDS;
    }
    print(what, records, bytes[0], body.length / RECORDS, cpuTime() - start);
  }

  private static void single(String what, List<String> texts) {
    List<byte[]> bodies =
        texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    long bytes = 0;
    long records = 0;
    long start = cpuTime();
    while (cpuTime() - start < TIME.toNanos()) {
      for (byte[] body : bodies) {
        Arrival arrival = new Arrival(NOW, "", "", "");
        IncomingRecord record =
            (IncomingRecord)
                JsonRecords.one(RecordKind.USAGE, body, arrival, TestIdentities.of(arrival, NOW));
        bytes += RecordCodec.encode(record.record()).length;
        records++;
      }
    }
    print(what, records, bytes, bodies.getFirst().length, cpuTime() - start);
  }

  /** The thread's own time: others may be at work on the machine. */
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void print(String what, long records, long bytes, long json, long nanos) {
    System.out.printf(
        "%-40s %,9.0f records/s  %,5d bytes JSON  %,5d bytes encoded%n",
        what, records * 1e9 / nanos, json, bytes / records);
  }

  private static String usage(Random random, int textLength, boolean identified) {
    String text =
        textLength == 0
            ? ""
            : ",\"prompt\":\"%s\",\"temperature\":0.7,\"user\":{\"name\":\"u%d\",\"tier\":\"team\"}"
                .formatted(words(random, textLength), random.nextInt(1_000));
    String id =
        identified
            ? "\"id\":\"%s\",\"provider\":\"openai\",\"cache_read_tokens\":%d,\"reasoning_tokens\":%d,"
                .formatted(
                    new UUID(random.nextLong(), random.nextLong()),
                    random.nextInt(1_000),
                    random.nextInt(100))
            : "";
    return """
    %s"timestamp":"2026-03-01T09:30:%02d.%06d","agentscope_project_id":"project-%d",\
    "agentscope_agent_id":"agent-%d","agent_name":"Builder %d","model_name":"gpt-4o-mini",\
    "input_tokens":%d,"output_tokens":%d,"total_tokens":%d,"cost_usd":%s,"duration_ms":%s,\
    "span_id":"%016x"%s"""
        .formatted(
            id,
            random.nextInt(60),
            random.nextInt(1_000_000),
            random.nextInt(20),
            random.nextInt(50),
            random.nextInt(50),
            random.nextInt(20_000),
            random.nextInt(4_000),
            random.nextInt(24_000),
            Double.toString(random.nextDouble() / 1_000),
            Double.toString(random.nextInt(60_000) / 4.0),
            random.nextLong(),
            text);
  }

  private static String log(Random random) {
    return """
    "execution_round_id":"%s","level":"info","agent_name":"Builder","source":"worker.py",\
    "timestamp":"2026-03-01T09:30:%02d.%06d","message":"%s","metadata":{"step":%d,"ok":true}"""
        .formatted(
            new UUID(random.nextLong(), random.nextLong()),
            random.nextInt(60),
            random.nextInt(1_000_000),
            words(random, 700),
            random.nextInt(100));
  }

  private static String execution(Random random) {
    return """
    "execution_id":"%s","agentscope_project_id":"p1","agentscope_agent_id":"a7",\
    "agent_name":"Builder","node_id":"n2","round_index":1,\
    "start_time":"2026-03-01T09:30:%02d.100000","end_time":"2026-03-01T09:31:42.700000",\
    "duration_ms":42600.0,"status":"completed","content":"%s","error_message":"","llm_calls":2,\
    "total_tokens":20,"total_cost_usd":0.30000000000000004"""
        .formatted(
            new UUID(random.nextLong(), random.nextLong()), random.nextInt(60), words(random, 600));
  }

  /** Text as people write it, with the odd character beyond ASCII and the odd escape. */
  private static String words(Random random, int length) {
    String[] words = {
      "the",
      "agent",
      "reads",
      "file",
      "and",
      "plans",
      "next",
      "step",
      "résumé",
      "模型",
      "tool",
      "returned",
      "an",
      "error",
      "\\\"quoted\\\"",
      "because",
      "token",
      "limit",
      "was",
      "reached.\\n"
    };
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(words[random.nextInt(words.length)]).append(' ');
    }
    return text.toString();
  }
}
