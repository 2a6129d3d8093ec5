package io.hivecore.ingest.clients;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import io.hivecore.json.ParserWords;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TraceFigures;
import io.hivecore.telemetry.TraceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads {@code {"data": [item, …]}} as OpenAI's Agents SDK exports its traces. Belongs to one
 * thread.
 */
public final class OpenAiTraces {
  private final Arrival arrival;
  private final Identities identities;

  private OpenAiTraces(Arrival arrival, Identities identities) {
    this.arrival = arrival;
    this.identities = identities;
  }

  /**
   * The traces and spans of a body, in order.
   *
   * @throws MalformedBodyException when it is no such list
   */
  public static List<Decoded> read(
      byte[] body, Arrival arrival, Identities identities, int mostItems) {
    OpenAiTraces traces = new OpenAiTraces(arrival, identities);
    List<Decoded> all = new ArrayList<>();
    boolean found = false;
    try (JsonParser parser = JsonTree.parser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedBodyException("Expected one JSON object with the list \"data\".");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean data = parser.currentName().equals("data");
        if (parser.nextToken() != JsonToken.START_ARRAY || !data) {
          parser.skipChildren();
          continue;
        }
        found = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (all.size() == mostItems) {
            throw new MalformedBodyException("data: There are more than " + mostItems + " items.");
          }
          all.add(traces.item(parser, all.size()));
        }
      }
    } catch (JacksonException e) {
      throw new MalformedBodyException("JSON parse error: " + ParserWords.of(e), e);
    }
    if (!found) {
      throw new MalformedBodyException("data: Expected a list.");
    }
    return all;
  }

  private Decoded item(JsonParser parser, int index) {
    try {
      Object tree = JsonTree.read(parser);
      if (!(tree instanceof Map)) {
        throw new InvalidBodyException("data[" + index + "]", "Expected an object.");
      }
      Fields item = Fields.of(tree);
      String kind = item.name("object");
      return switch (kind) {
        case "trace" -> trace(item);
        case "trace.span" -> span(item);
        default ->
            throw new InvalidBodyException("object", "Expected \"trace\" or \"trace.span\".");
      };
    } catch (InvalidBodyException e) {
      return e.rejection();
    } catch (JsonTree.TooLargeException e) {
      return Rejection.tooLarge(String.valueOf(e.getMessage()));
    }
  }

  private IncomingRecord trace(Fields item) throws InvalidBodyException {
    String traceId = item.requiredId("id");
    Identities.Identity identity = identities.ofTrace(traceId);
    TraceRecord trace =
        new TraceRecord(
            identity.id(),
            arrival.receivedAt(),
            arrival.receivedAt(),
            new Context(arrival.projectId(), arrival.roundId(), "", "", traceId, ""),
            item.name("workflow_name"),
            new Subject(item.name("group_id"), "", "", ""),
            "",
            "",
            List.of(),
            item.object("metadata"),
            TraceFigures.NONE,
            null);
    return new IncomingRecord(trace, identity.chosen());
  }

  private IncomingRecord span(Fields item) throws InvalidBodyException {
    Fields data = Fields.of(item.get("span_data"));
    String type = data.name("type");
    SpanDraft draft =
        new SpanDraft(item.requiredId("trace_id"), item.requiredId("id"), item.id("parent_id"))
            .scope("openai.agents")
            .name(name(type, data))
            .times(item.time("started_at"), item.time("ended_at"), null)
            .put("openai.agents.span_data", JsonTree.json(data.members()));
    Fields error = Fields.of(item.get("error"));
    if (!error.members().isEmpty()) {
      draft.failed(first(error.content("message"), error.content("data")));
    }
    return attributes(draft, type, data).read(arrival, identities);
  }

  private static String name(String type, Fields data) {
    return switch (type) {
      case "generation", "transcription", "speech" -> first(data.name("model"), type);
      case "handoff" -> "handoff to " + first(data.name("to_agent"), "nobody");
      case "mcp_tools" -> first(data.name("server"), type);
      default -> first(data.name("name"), first(type, "span"));
    };
  }

  private static SpanDraft attributes(SpanDraft draft, String type, Fields data) {
    switch (type) {
      case "agent" ->
          draft
              .put("gen_ai.operation.name", "invoke_agent")
              .put("gen_ai.agent.name", data.name("name"));
      case "function" ->
          draft
              .put("gen_ai.operation.name", "execute_tool")
              .put("gen_ai.tool.name", data.name("name"))
              .put("gen_ai.tool.call.arguments", data.content("input"))
              .put("gen_ai.tool.call.result", data.content("output"));
      case "generation", "response", "transcription", "speech" -> {
        draft
            .put("gen_ai.operation.name", "chat")
            .put("gen_ai.request.model", data.name("model"))
            .put("gen_ai.response.id", data.name("response_id"))
            .put("gen_ai.input.messages", data.content("input"))
            .put("gen_ai.output.messages", data.content("output"));
        usage(draft, Fields.of(data.get("usage")));
      }
      case "guardrail" -> draft.put("gen_ai.operation.name", "guardrail_check");
      default -> {
        // A step of the sender's own, with all it says among the attributes.
      }
    }
    return draft;
  }

  private static void usage(SpanDraft draft, Fields usage) {
    Fields input = Fields.of(usage.get("input_tokens_details"));
    Fields output = Fields.of(usage.get("output_tokens_details"));
    draft
        .put("gen_ai.usage.input_tokens", usage.name("input_tokens", "prompt_tokens"))
        .put("gen_ai.usage.output_tokens", usage.name("output_tokens", "completion_tokens"))
        .put("gen_ai.usage.cache_read.input_tokens", input.name("cached_tokens"))
        .put("gen_ai.usage.reasoning.output_tokens", output.name("reasoning_tokens"));
  }

  private static String first(String preferred, String other) {
    return preferred.isEmpty() ? other : preferred;
  }
}
