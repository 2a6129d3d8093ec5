package io.hivecore.bench;

import io.hivecore.bench.http.Answer;
import io.hivecore.bench.http.Connection;
import io.hivecore.bench.http.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The kill proof: a server under load is ended with SIGKILL at a random moment, started again on
 * the same data, and every record that it had acknowledged has to be there exactly once. Again and
 * again on one data folder.
 */
final class Kills {
  private static final int SENDERS = 8;
  private static final String ROOT = "/api/v1/observability/";

  private final Path launcher;
  private final Path data;
  private final int rounds;
  private final Random random = new Random();

  Kills(Path launcher, Path data, int rounds) {
    this.launcher = launcher;
    this.data = data;
    this.rounds = rounds;
  }

  List<Figure> run() throws IOException, InterruptedException {
    long acknowledged = 0;
    long lost = 0;
    long doubled = 0;
    double slowestStart = 0;
    List<Set<String>> all = new ArrayList<>();
    OwnServer server = OwnServer.start(launcher, data);
    try {
      for (int round = 0; round < rounds; round++) {
        Set<String> ids = loadUntilKilled(server, round);
        server.restart();
        slowestStart = Math.max(slowestStart, server.readyAfter().toMillis() / 1000.0);
        Check check = check(server.target(), round, ids);
        acknowledged += ids.size();
        lost += check.lost();
        doubled += check.doubled();
        all.add(ids);
        System.out.printf(
            "  kill %d of %d: %,d acknowledged, %d lost, %d doubled%n",
            round + 1, rounds, ids.size(), check.lost(), check.doubled());
      }
      for (int round = 0; round < rounds; round++) {
        Check check = check(server.target(), round, all.get(round));
        lost += check.lost();
        doubled += check.doubled();
      }
    } finally {
      server.close();
    }
    return List.of(
        Figure.plain("kills with SIGKILL under load", (double) rounds, ""),
        Figure.plain("… records acknowledged", (double) acknowledged, ""),
        Figure.below("… acknowledged records lost", (double) lost, "", 1),
        Figure.below("… records there twice", (double) doubled, "", 1),
        Figure.plain("… slowest start to ready after a kill", slowestStart, "s"));
  }

  private Set<String> loadUntilKilled(OwnServer server, int round) throws InterruptedException {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    AtomicBoolean go = new AtomicBoolean(true);
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      boolean batches = i % 2 == 1;
      senders.add(
          Thread.ofVirtual().start(() -> send(server.target(), round, batches, go, acknowledged)));
    }
    Thread.sleep(50 + random.nextInt(1_500));
    server.kill();
    go.set(false);
    for (Thread sender : senders) {
      sender.join();
    }
    return acknowledged;
  }

  private static void send(
      Target target, int round, boolean batches, AtomicBoolean go, Set<String> acknowledged) {
    try (Connection connection = new Connection(target)) {
      while (go.get()) {
        int count = batches ? 200 : 1;
        List<String> ids = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < count; i++) {
          String id = UUID.randomUUID().toString();
          ids.add(id);
          body.append(usage(id, round)).append('\n');
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        Answer answer =
            batches
                ? connection.post(ROOT + "ingest/batch/", "application/x-ndjson", bytes)
                : connection.post(ROOT + "ingest/usage/", "application/json", bytes);
        if (answer.status() == 201) {
          acknowledged.addAll(ids);
        }
      }
    } catch (IOException e) {
      // Killed. What was sent and not acknowledged may be there or not.
    }
  }

  private static String usage(String id, int round) {
    return "{\"kind\":\"usage\",\"id\":\""
        + id
        + "\",\"timestamp\":\""
        + Instant.now()
        + "\",\"agentscope_project_id\":\"kill-"
        + round
        + "\",\"agentscope_agent_id\":\"a\",\"agent_name\":\"a\",\"model_name\":\"gpt-4o\",\"input_tokens\":1}";
  }

  /** Reads the round's records as CSV until what was acknowledged has been applied. */
  private static Check check(Target target, int round, Set<String> acknowledged)
      throws IOException, InterruptedException {
    long patience = System.nanoTime() + 30_000_000_000L;
    while (true) {
      Check check = count(target, round, acknowledged);
      if (check.lost() == 0 || System.nanoTime() > patience) {
        return check;
      }
      Thread.sleep(200);
    }
  }

  private static Check count(Target target, int round, Set<String> acknowledged)
      throws IOException {
    Set<String> stored = ConcurrentHashMap.newKeySet();
    long doubled = 0;
    try (Connection connection = new Connection(target)) {
      Answer answer = connection.get(ROOT + "usage/?format=csv&project=kill-" + round);
      if (answer.status() != 200) {
        throw new IOException("the list was answered " + answer.status() + " " + answer.text());
      }
      List<String> lines = answer.text().lines().toList();
      for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
        int comma = line.indexOf(',');
        if (!stored.add(line.substring(0, comma).replace("\"", ""))) {
          doubled++;
        }
      }
    }
    long lost = acknowledged.stream().filter(id -> !stored.contains(id)).count();
    return new Check(lost, doubled);
  }

  private record Check(long lost, long doubled) {}
}
