package io.hivecore.bench;

import io.hivecore.bench.http.Answer;
import io.hivecore.bench.http.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Traces that are sent in two requests until a server is killed, and what of them was acknowledged:
 * first a model call and a tool call, then the agent that is above them and another model call.
 */
final class KillSpans {
  private static final int TOKENS_OF_CALL = 12;

  /** Spans, model calls and tokens of a trace in the list of traces. */
  private static final Pattern TRACE =
      Pattern.compile(
          "\"trace_id\":\"([0-9a-f]{32})\".*?\"spans\":(\\d+).*?\"calls\":(\\d+).*?\"total_tokens\":(\\d+)");

  private static final Pattern NEXT = Pattern.compile("\"next\":\"[^\"?]*(\\?[^\"]*)\"");

  private final String project;
  private final AtomicLong numbers = new AtomicLong();

  /** Per trace, how many of its two requests were acknowledged. */
  private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

  KillSpans(String project) {
    this.project = project;
  }

  /** Sends one trace. */
  void send(Connection connection) throws IOException {
    String trace = "%016x%016x".formatted(System.nanoTime(), numbers.incrementAndGet());
    String first = span(trace, 2, 1, "chat") + "," + span(trace, 3, 1, "execute_tool");
    String second = span(trace, 1, 0, "invoke_agent") + "," + span(trace, 4, 1, "chat");
    if (post(connection, first)) {
      acknowledged.put(trace, 1);
      if (post(connection, second)) {
        acknowledged.put(trace, 2);
      }
    }
  }

  long spans() {
    return 2L * acknowledged.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many traces lack spans, calls or tokens that were acknowledged, or have too many. */
  long wrong(Connection connection) throws IOException {
    Map<String, Figures> stored = stored(connection);
    long wrong = 0;
    for (Map.Entry<String, Integer> sent : acknowledged.entrySet()) {
      Figures figures = stored.getOrDefault(sent.getKey(), new Figures(0, 0, 0));
      // Of a request that was not acknowledged, the spans may be there or not.
      boolean right =
          sent.getValue() == 2
              ? figures.equals(Figures.ofWhole(2))
              : figures.equals(Figures.ofWhole(1)) || figures.equals(Figures.ofWhole(2));
      wrong += right ? 0 : 1;
    }
    return wrong;
  }

  private record Figures(int spans, int calls, int tokens) {
    static Figures ofWhole(int requests) {
      return new Figures(2 * requests, requests, requests * TOKENS_OF_CALL);
    }
  }

  private Map<String, Figures> stored(Connection connection) throws IOException {
    Map<String, Figures> stored = new HashMap<>();
    String query = "?page_size=200&project=" + project;
    while (true) {
      Answer answer = connection.get("/api/v1/traces/" + query);
      if (answer.status() != 200) {
        throw new IOException("the traces were answered " + answer.status() + " " + answer.text());
      }
      String text = answer.text();
      Matcher trace = TRACE.matcher(text);
      while (trace.find()) {
        stored.put(
            trace.group(1),
            new Figures(
                Integer.parseInt(trace.group(2)),
                Integer.parseInt(trace.group(3)),
                Integer.parseInt(trace.group(4))));
      }
      Matcher next = NEXT.matcher(text);
      if (!next.find()) {
        return stored;
      }
      query = next.group(1);
    }
  }

  private String span(String trace, int id, int parent, String operation) {
    String usage =
        operation.equals("chat")
            ? """
            ,{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}}
            ,{"key":"gen_ai.usage.input_tokens","value":{"intValue":"10"}}
            ,{"key":"gen_ai.usage.output_tokens","value":{"intValue":"2"}}"""
            : "";
    long now = System.currentTimeMillis() * 1_000_000;
    return """
    {"traceId":"%s","spanId":"%016x","parentSpanId":"%s","name":"%s","startTimeUnixNano":"%d","endTimeUnixNano":"%d",
     "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"%s"}},
      {"key":"hivecore.project.id","value":{"stringValue":"%s"}}%s]}"""
        .formatted(
            trace,
            id,
            parent == 0 ? "" : "%016x".formatted(parent),
            operation,
            now,
            now + 5_000_000,
            operation,
            project,
            usage);
  }

  private static boolean post(Connection connection, String spans) throws IOException {
    byte[] body =
        ("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}")
            .getBytes(StandardCharsets.UTF_8);
    return connection.post("/v1/traces", "application/json", body).status() == 200;
  }
}
