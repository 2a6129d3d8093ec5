package io.hivecore.bench;

import io.hivecore.bench.http.Answer;
import io.hivecore.bench.http.Connection;
import io.hivecore.bench.http.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is sent until a server is killed, and what of it was acknowledged: usage records one by one
 * and in batches, executions that begin, go on and end, so that their rows replace one another, and
 * spans, from which usage and executions follow.
 */
final class KillLoad {
  private static final int SENDERS = 10;
  private static final int BATCH = 200;
  private static final String ROOT = "/api/v1/observability/";

  private final Target target;
  private final String project;
  private final AtomicBoolean go = new AtomicBoolean(true);
  private final List<Thread> senders = new ArrayList<>();
  private final Set<String> usage = ConcurrentHashMap.newKeySet();

  /** Per execution, what was acknowledged of it last: the number of model calls. */
  private final Map<String, Integer> executions = new ConcurrentHashMap<>();

  private final KillSpans spans;

  private KillLoad(Target target, String project) {
    this.target = target;
    this.project = project;
    // Of their own, so that what is asked of the others stays what they sent.
    this.spans = new KillSpans(project + "-spans");
  }

  static KillLoad start(Target target, String project) {
    KillLoad load = new KillLoad(target, project);
    for (int i = 0; i < SENDERS; i++) {
      Sending sending =
          switch (i % 5) {
            case 0 -> load::single;
            case 2 -> load::execution;
            case 4 -> load.spans::send;
            default -> load::batch;
          };
      load.senders.add(Thread.ofVirtual().start(() -> load.send(sending)));
    }
    return load;
  }

  /** Waits for the senders, whose server is gone. */
  void stop() throws InterruptedException {
    go.set(false);
    for (Thread sender : senders) {
      sender.join();
    }
  }

  long acknowledged() {
    return usage.size() + (long) executions.size() + spans.spans();
  }

  long spans() {
    return spans.spans();
  }

  long executions() {
    return executions.size();
  }

  private interface Sending {
    void send(Connection connection) throws IOException;
  }

  private void send(Sending sending) {
    try (Connection connection = new Connection(target)) {
      while (go.get()) {
        sending.send(connection);
      }
    } catch (IOException e) {
      // Killed. What was sent and not acknowledged may be there or not.
    }
  }

  private void single(Connection connection) throws IOException {
    String id = UUID.randomUUID().toString();
    if (post(connection, "usage/", "application/json", usage(id))) {
      usage.add(id);
    }
  }

  private void batch(Connection connection) throws IOException {
    List<String> ids = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < BATCH; i++) {
      ids.add(UUID.randomUUID().toString());
      body.append(usage(ids.getLast())).append('\n');
    }
    if (post(connection, "batch/", "application/x-ndjson", body.toString())) {
      usage.addAll(ids);
    }
  }

  private void execution(Connection connection) throws IOException {
    String id = UUID.randomUUID().toString();
    String start = Instant.now().toString();
    for (int calls = 1; calls <= 3; calls++) {
      String body =
          """
          {"execution_id": "%s", "agentscope_project_id": "%s", "agentscope_agent_id": "a", "agent_name": "a",
           "start_time": "%s", "status": "%s", "llm_calls": %d}"""
              .formatted(id, project, start, calls == 3 ? "completed" : "running", calls);
      if (post(connection, "execution/", "application/json", body)) {
        executions.put(id, calls);
      }
    }
  }

  private String usage(String id) {
    return """
    {"kind":"usage","id":"%s","timestamp":"%s","agentscope_project_id":"%s","agentscope_agent_id":"a","agent_name":"a","model_name":"gpt-4o","input_tokens":1}"""
        .formatted(id, Instant.now(), project);
  }

  private static boolean post(Connection connection, String path, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return connection.post(ROOT + "ingest/" + path, type, bytes).status() == 201;
  }

  /**
   * How much of what was acknowledged is not there, or older than it was, and how much is there
   * twice.
   */
  record Check(long lost, long doubled) {}

  Check check(Target now) throws IOException {
    try (Connection connection = new Connection(now)) {
      Rows stored = rows(connection, "usage/", project, "id");
      Rows runs = rows(connection, "executions/", project, "execution_id");
      long lost = usage.stream().filter(id -> !stored.byId().containsKey(id)).count();
      int calls = runs.columns().indexOf("llm_calls");
      for (Map.Entry<String, Integer> run : executions.entrySet()) {
        List<String> row = runs.byId().get(run.getKey());
        if (row == null || Integer.parseInt(row.get(calls)) < run.getValue()) {
          lost++;
        }
      }
      lost += spans.wrong(connection);
      // Each model call of a span has one row of usage, whose id follows from the span.
      long billedTwice = rows(connection, "usage/", project + "-spans", "id").doubled();
      return new Check(lost, stored.doubled() + runs.doubled() + billedTwice);
    }
  }

  private record Rows(List<String> columns, Map<String, List<String>> byId, long doubled) {}

  /** The round's records as CSV, none of which has a comma in the columns up to those looked at. */
  private static Rows rows(Connection connection, String list, String project, String idColumn)
      throws IOException {
    Answer answer = connection.get(ROOT + list + "?format=csv&project=" + project);
    if (answer.status() != 200) {
      throw new IOException("the list was answered " + answer.status() + " " + answer.text());
    }
    Map<String, List<String>> byId = new ConcurrentHashMap<>();
    Set<String> seen = new HashSet<>();
    long doubled = 0;
    List<String> lines = answer.text().lines().toList();
    List<String> columns = columns(lines.getFirst());
    int id = columns.indexOf(idColumn);
    for (String line : lines.subList(1, lines.size())) {
      List<String> row = columns(line);
      byId.put(row.get(id), row);
      if (!seen.add(row.get(id))) {
        doubled++;
      }
    }
    return new Rows(columns, byId, doubled);
  }

  private static List<String> columns(String line) {
    return Arrays.asList(line.replace("\"", "").split(",", -1));
  }
}
