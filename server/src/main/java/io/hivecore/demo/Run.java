package io.hivecore.demo;

import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One run of one agent, and the records that it sends. */
final class Run {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Duration SLOW = Duration.ofSeconds(16);

  private final FleetAgent agent;
  private final String id;
  private final Instant start;
  private final int attempt;
  private final boolean fails;
  private long tokens;
  private int calls;
  private int said;

  Run(FleetAgent agent, String id, Instant start, int attempt, boolean fails) {
    this.agent = agent;
    this.id = id;
    this.start = start;
    this.attempt = attempt;
    this.fails = fails;
  }

  FleetAgent agent() {
    return agent;
  }

  int attempt() {
    return attempt;
  }

  boolean fails() {
    return fails;
  }

  List<FleetRecord> started() {
    return List.of(
        record(start, json -> execution(json, "running")),
        timeline(
            start, "agent_start", attempt > 1 ? "Tries again (" + attempt + " of 3)" : "Starts"));
  }

  /**
   * A call of the model has ended.
   *
   * @param at when
   */
  List<FleetRecord> called(Instant at, ModelCall call, Random random) {
    calls++;
    tokens += call.inputTokens() + call.outputTokens();
    List<FleetRecord> records = new ArrayList<>();
    records.add(
        record(
            at,
            json -> {
              json.writeStringProperty("kind", "usage");
              json.writeStringProperty("id", "demo-" + id + "-" + calls);
              context(json, "agentscope_project_id", "agentscope_agent_id");
              json.writeStringProperty("timestamp", at.toString());
              json.writeStringProperty("model_name", agent.model());
              json.writeNumberProperty("input_tokens", call.inputTokens());
              json.writeNumberProperty("output_tokens", call.outputTokens());
              json.writeNumberProperty("cache_read_tokens", call.cachedTokens());
              json.writeNumberProperty("duration_ms", call.duration().toMillis());
            }));
    if (random.nextInt(4) == 0) {
      records.add(
          timeline(at, "task_status", agent.tasks().get(random.nextInt(agent.tasks().size()))));
    }
    if (call.duration().compareTo(SLOW) > 0) {
      records.add(
          log(
              at,
              "warning",
              "Slow answer from " + agent.model() + ": " + call.duration().toSeconds() + " s"));
    }
    return records;
  }

  List<FleetRecord> ended(Instant at, String failure) {
    List<FleetRecord> records = new ArrayList<>();
    records.add(
        record(
            at,
            json -> {
              execution(json, fails ? "failed" : "completed");
              json.writeStringProperty("end_time", at.toString());
              json.writeNumberProperty("duration_ms", Duration.between(start, at).toMillis());
              json.writeNumberProperty("llm_calls", calls);
              json.writeNumberProperty("total_tokens", tokens);
              json.writeStringProperty(
                  fails ? "error_message" : "content",
                  fails ? failure : agent.tasks().getFirst() + ".");
            }));
    records.add(timeline(at, "agent_end", fails ? "Failed: " + failure : "Done"));
    if (fails) {
      records.add(log(at, "error", failure));
    }
    return records;
  }

  private void execution(JsonGenerator json, String status) {
    json.writeStringProperty("kind", "execution");
    json.writeStringProperty("execution_id", "demo-" + id);
    context(json, "agentscope_project_id", "agentscope_agent_id");
    json.writeNumberProperty("round_index", attempt);
    json.writeStringProperty("start_time", start.toString());
    json.writeStringProperty("status", status);
  }

  private FleetRecord timeline(Instant at, String type, String message) {
    return record(
        at,
        json -> {
          json.writeStringProperty("kind", "timeline");
          json.writeStringProperty("id", "demo-" + id + "-said-" + ++said);
          json.writeStringProperty("event_type", type);
          context(json, "project_id", "agent_id");
          json.writeStringProperty("timestamp", at.toString());
          json.writeStringProperty("message", message);
          json.writeName("metadata").writeStartObject();
          json.writeStringProperty("execution_id", "demo-" + id);
          json.writeNumberProperty("attempt", attempt);
          json.writeEndObject();
        });
  }

  private FleetRecord log(Instant at, String level, String message) {
    return record(
        at,
        json -> {
          json.writeStringProperty("kind", "log");
          json.writeStringProperty("id", "demo-" + id + "-said-" + ++said);
          json.writeStringProperty("level", level);
          json.writeStringProperty("message", message);
          json.writeStringProperty("source", "demo");
          context(json, "project_id", "agent_id");
          json.writeStringProperty("timestamp", at.toString());
        });
  }

  private void context(JsonGenerator json, String projectField, String agentField) {
    json.writeStringProperty(projectField, agent.project());
    json.writeStringProperty(agentField, agent.id());
    json.writeStringProperty("agent_name", agent.name());
    json.writeStringProperty(
        "execution_round_id", "demo-round-" + start.toString().substring(0, 13));
    json.writeBooleanProperty("demo", true);
  }

  private static FleetRecord record(Instant at, Consumer<JsonGenerator> content) {
    StringWriter line = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      content.accept(json);
      json.writeEndObject();
    }
    return new FleetRecord(at, line.toString());
  }
}
