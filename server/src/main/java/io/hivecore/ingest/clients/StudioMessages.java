package io.hivecore.ingest.clients;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import io.hivecore.json.ParserWords;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TimelineRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads what AgentScope's agents send to its Studio. */
public final class StudioMessages {
  private StudioMessages() {}

  /**
   * A run that begins, or says how it is: an event of the timeline, under the run as its round. Its
   * time is the arrival: what it sends is the sender's local time without an offset.
   *
   * @throws MalformedBodyException when it is no JSON object
   */
  public static Decoded run(byte[] body, Arrival arrival, Identities identities) {
    return read(body, fields -> run(fields, arrival, identities));
  }

  private static IncomingRecord run(Fields run, Arrival arrival, Identities identities)
      throws InvalidBodyException {
    String id = run.requiredId("id");
    String status = run.has("status") ? run.name("status").toLowerCase(Locale.ROOT) : "running";
    String project = run.name("project");
    Identities.Identity identity = identities.ofId(RecordKind.TIMELINE, "run " + id + " " + status);
    TimelineRecord record =
        new TimelineRecord(
            identity.id(),
            arrival.receivedAt(),
            true,
            arrival.receivedAt(),
            new Context(project.isEmpty() ? arrival.projectId() : project, id, "", "", "", ""),
            cut("run_" + status),
            "",
            run.name("name"),
            JsonTree.json(run.members()),
            null);
    return new IncomingRecord(record, identity.chosen());
  }

  /**
   * A message of an agent: a step of the trace that has the run's id. A message that is streamed
   * comes again and again with more of its text; the last one counts.
   *
   * @throws MalformedBodyException when it is no JSON object
   */
  public static Decoded message(byte[] body, Arrival arrival, Identities identities) {
    return read(body, fields -> message(fields, arrival, identities));
  }

  private static IncomingRecord message(Fields push, Arrival arrival, Identities identities)
      throws InvalidBodyException {
    String runId = push.requiredId("runId");
    Fields message = Fields.of(push.get("msg"));
    if (message.members().isEmpty()) {
      throw new InvalidBodyException("msg", "Expected an object with the message.");
    }
    String id = message.id("id");
    if (id.isEmpty()) {
      id = push.requiredId("replyId");
    }
    String name = first(push.name("replyName", "name"), message.name("name"));
    String role = first(push.name("replyRole", "role"), message.name("role"));
    return new SpanDraft(runId, id, "")
        .scope("agentscope.studio")
        .name(name.isEmpty() ? "message" : name)
        // The sender's time has no offset.
        .times(arrival.receivedAt(), arrival.receivedAt(), null)
        .put("gen_ai.agent.name", name)
        .put("gen_ai.conversation.id", runId)
        .put(role.equals("user") ? "input" : "output", text(message.get("content")))
        .put("agentscope.message", JsonTree.json(push.members()))
        .read(arrival, identities);
  }

  private static String first(String preferred, String other) {
    return preferred.isEmpty() ? other : preferred;
  }

  /** The texts of a message's blocks; of one without texts all of it. */
  private static String text(@Nullable Object content) {
    if (!(content instanceof List<?> blocks)) {
      return JsonTree.text(content);
    }
    StringBuilder text = new StringBuilder();
    for (Object block : blocks) {
      if (block instanceof Map<?, ?> map && map.get("text") instanceof String part) {
        text.append(text.isEmpty() ? "" : "\n").append(part);
      }
    }
    return text.isEmpty() ? JsonTree.text(content) : text.toString();
  }

  private static String cut(String text) {
    return text.length() > 100 ? text.substring(0, 100) : text;
  }

  private interface Reading {
    IncomingRecord of(Fields fields) throws InvalidBodyException;
  }

  private static Decoded read(byte[] body, Reading reading) {
    try (JsonParser parser = JsonTree.parser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedBodyException("Expected one JSON object.");
      }
      return reading.of(Fields.of(JsonTree.read(parser)));
    } catch (JacksonException e) {
      throw new MalformedBodyException("JSON parse error: " + ParserWords.of(e), e);
    } catch (JsonTree.TooLargeException e) {
      return Rejection.tooLarge(String.valueOf(e.getMessage()));
    } catch (InvalidBodyException e) {
      return e.rejection();
    }
  }
}
