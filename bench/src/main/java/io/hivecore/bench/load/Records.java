package io.hivecore.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/** Makes records as a client would send them. Belongs to one thread. */
public final class Records {
  private static final String[] MODELS = {
    "gpt-4o", "gpt-4o-mini", "claude-sonnet-4-5", "gemini-2.5-flash", "deepseek-chat", "in-house-7b"
  };

  private final SplittableRandom random;

  public Records(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A usage record of about 330 bytes, as the original exporter sends it. */
  public byte[] usage(Instant at) {
    return usageText(at, "", random.nextInt(50), random.nextInt(20))
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A batch of usage records as NDJSON with 25 fields each.
   *
   * @param textCharacters natural text in each record, in an unknown field that the server keeps
   */
  public byte[] batch(int records, int textCharacters, Instant at) {
    StringBuilder batch = new StringBuilder(records * (700 + textCharacters));
    for (int i = 0; i < records; i++) {
      batch.append(rich(at.plusNanos(i * 1_000L), textCharacters)).append('\n');
    }
    return batch.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A batch of small usage records of one stretch of time, in no order within it; of 50 agents in
   * 20 projects.
   */
  public byte[] history(int records, Instant from, long spanMillis) {
    StringBuilder batch = new StringBuilder(records * 400);
    for (int i = 0; i < records; i++) {
      int agent = random.nextInt(50);
      Instant at = from.plusMillis(random.nextLong(Math.max(1, spanMillis)));
      batch.append(usageText(at, "\"kind\":\"usage\",", agent, agent % 20)).append('\n');
    }
    return batch.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A batch of usage records of one project whose agent is named {@code batch-} and a number. */
  public byte[] marked(int records, String project, int number, Instant at) {
    StringBuilder batch = new StringBuilder(records * 256);
    for (int i = 0; i < records; i++) {
      batch
          .append("{\"kind\":\"usage\",\"timestamp\":\"")
          .append(at)
          .append("\",\"agentscope_project_id\":\"")
          .append(project)
          .append("\",\"agentscope_agent_id\":\"bench\",\"agent_name\":\"batch-")
          .append(number)
          .append("\",\"model_name\":\"gpt-4o-mini\",\"input_tokens\":100,\"output_tokens\":10}\n");
    }
    return batch.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String usageText(Instant at, String first, int agent, int project) {
    int input = random.nextInt(1, 20_000);
    int output = random.nextInt(1, 4_000);
    return "{"
        + first
        + "\"timestamp\":\""
        + at
        + "\",\"agentscope_project_id\":\"project-"
        + project
        + "\",\"agentscope_agent_id\":\"agent-"
        + agent
        + "\",\"agent_name\":\"Agent "
        + agent
        + "\",\"model_name\":\""
        + MODELS[random.nextInt(MODELS.length)]
        + "\",\"input_tokens\":"
        + input
        + ",\"output_tokens\":"
        + output
        + ",\"total_tokens\":"
        + (input + output)
        + ",\"cost_usd\":"
        + input * 1.5e-7
        + ",\"duration_ms\":"
        + random.nextInt(100, 20_000)
        + ".5,\"span_id\":\"\"}";
  }

  private String rich(Instant at, int textCharacters) {
    int agent = random.nextInt(50);
    int input = random.nextInt(1, 20_000);
    int output = random.nextInt(1, 4_000);
    UUID id = new UUID(random.nextLong(), random.nextLong());
    return "{\"kind\":\"usage\",\"id\":\""
        + id
        + "\",\"timestamp\":\""
        + at
        + "\",\"agentscope_project_id\":\"project-"
        + random.nextInt(20)
        + "\",\"execution_round_id\":\"round-"
        + random.nextInt(500)
        + "\",\"agentscope_agent_id\":\"agent-"
        + agent
        + "\",\"agent_name\":\"Agent "
        + agent
        + "\",\"model_name\":\""
        + MODELS[random.nextInt(MODELS.length)]
        + "\",\"provider\":\"openai\",\"input_tokens\":"
        + input
        + ",\"output_tokens\":"
        + output
        + ",\"total_tokens\":"
        + (input + output)
        + ",\"cache_read_tokens\":"
        + input / 3
        + ",\"cache_write_tokens\":0,\"reasoning_tokens\":"
        + output / 4
        + ",\"cost_usd\":\""
        + input * 1.5e-7
        + "\",\"duration_ms\":"
        + random.nextInt(100, 20_000)
        + ".25,\"trace_id\":\""
        + Long.toHexString(random.nextLong())
        + Long.toHexString(random.nextLong())
        + "\",\"span_id\":\""
        + Long.toHexString(random.nextLong())
        + "\",\"environment\":\"production\",\"release\":\"2026.11.2\",\"user_id\":\"user-"
        + random.nextInt(10_000)
        + "\",\"session_id\":\"session-"
        + random.nextInt(100_000)
        + "\",\"streaming\":true,\"temperature\":0.7,\"finish_reason\":\"stop\",\"text\":\""
        + Sentences.of(textCharacters, random)
        + "\"}";
  }
}
