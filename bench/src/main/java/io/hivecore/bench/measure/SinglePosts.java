package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import io.hivecore.bench.load.Load;
import io.hivecore.bench.load.Records;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Durable single-record POSTs over 64 connections, beside the same server's empty route. */
public final class SinglePosts implements Measurement {
  private static final int CONNECTIONS = 64;
  private static final int PREPARED = 50;
  private static final String USAGE = "/api/v1/observability/ingest/usage/";

  private static final int LEAST_WARM_UPS = 5;
  private static final int MOST_WARM_UPS = 12;
  private static final double STILL_FASTER = 1.05;

  @Override
  public List<Figure> run(Setting setting) throws InterruptedException {
    // Each right after its own warm-up: what the JVM has learnt of the one it unlearns with the
    // other.
    warmUp(() -> posts(setting, 5));
    Load.Outcome posts = posts(setting, 20);
    warmUp(() -> empty(setting, 3));
    Load.Outcome limit = empty(setting, 10);
    return List.of(
        Figure.plain("empty route, 64 connections", limit.perSecond(), "/s"),
        Figure.atLeast(
            "durable single-record POSTs, 64 connections", posts.perSecond(), "/s", 20_000),
        Figure.below("… p99", posts.millis(99), "ms", 15),
        Figure.atLeast("… of the empty route", posts.perSecond() / limit.perSecond(), "×", 0.4),
        Figure.below("… refused or failed", (double) posts.failed(), posts.failure(), 1));
  }

  private interface Round {
    Load.Outcome run() throws InterruptedException;
  }

  /**
   * On a slow machine the JVM compiles for half a minute: until a round is no faster than before.
   */
  private static void warmUp(Round round) throws InterruptedException {
    double best = 0;
    for (int i = 0; i < MOST_WARM_UPS; i++) {
      double now = round.run().perSecond();
      if (i >= LEAST_WARM_UPS && now < best * STILL_FASTER) {
        return;
      }
      best = Math.max(best, now);
    }
  }

  private static Load.Outcome empty(Setting setting, int seconds) throws InterruptedException {
    return Load.run(
        setting.target(),
        CONNECTIONS,
        setting.time(seconds),
        200,
        ignored -> (connection, number) -> connection.get("/health/live"));
  }

  private static Load.Outcome posts(Setting setting, int seconds) throws InterruptedException {
    return Load.run(
        setting.target(),
        CONNECTIONS,
        setting.time(seconds),
        201,
        connectionNumber -> {
          // Made before: what is measured is the server, on the same processors.
          Records records = new Records(connectionNumber);
          List<byte[]> prepared = new ArrayList<>();
          for (int i = 0; i < PREPARED; i++) {
            prepared.add(records.usage(Instant.now()));
          }
          return (connection, number) ->
              connection.post(USAGE, "application/json", prepared.get((int) (number % PREPARED)));
        });
  }
}
