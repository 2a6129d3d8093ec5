package io.hivecore.bench;

import io.hivecore.bench.http.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The kill proof: a server under load is ended with SIGKILL at a random moment, started again on
 * the same data, and every record that it had acknowledged has to be there exactly once. Again and
 * again on one data folder.
 */
final class Kills {
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
    List<KillLoad> all = new ArrayList<>();
    OwnServer server = OwnServer.start(launcher, data);
    try {
      for (int round = 0; round < rounds; round++) {
        KillLoad load = loadUntilKilled(server, round);
        server.restart();
        slowestStart = Math.max(slowestStart, server.readyAfter().toMillis() / 1000.0);
        KillLoad.Check check = check(server.target(), load);
        acknowledged += load.acknowledged();
        lost += check.lost();
        doubled += check.doubled();
        all.add(load);
        System.out.printf(
            "  kill %d of %d: %,d acknowledged (%,d executions, %,d spans), %d lost, %d doubled%n",
            round + 1,
            rounds,
            load.acknowledged(),
            load.executions(),
            load.spans(),
            check.lost(),
            check.doubled());
      }
      for (KillLoad load : all) {
        KillLoad.Check check = check(server.target(), load);
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

  private KillLoad loadUntilKilled(OwnServer server, int round) throws InterruptedException {
    KillLoad load = KillLoad.start(server.target(), "kill-" + round);
    Thread.sleep(50 + random.nextInt(1_500));
    server.kill();
    load.stop();
    return load;
  }

  /** Looks until what was acknowledged has been applied. */
  private static KillLoad.Check check(Target target, KillLoad load)
      throws IOException, InterruptedException {
    long patience = System.nanoTime() + 30_000_000_000L;
    while (true) {
      KillLoad.Check check = load.check(target);
      if (check.lost() == 0 || System.nanoTime() > patience) {
        return check;
      }
      Thread.sleep(200);
    }
  }
}
